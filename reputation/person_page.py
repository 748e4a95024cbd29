"""Reads of one member's reputation: every line of the ledger, the standing with its terms, the way to the next rank."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import ColumnElement, and_, func, or_, select

from community.accounts.models import Member
from community.kernel import clock, paging
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.paging import Page
from community.kernel.rooms import house
from community.kernel.things import Thing
from community.kernel.web.wording import decimals

from . import advice, record, scoring, tallies
from .models import Line
from .rows import TERM_LABELS, UNSEEN, DayRow, LineRow, TermRow
from .scoring import CAPPED, DAY_CAP, Evidence, Standing

LINES_PER_PAGE = 50
_WAYS: dict[str, Any] = {
    "CNF1": lambda n: ngettext("%(num)s more accepted answer", "%(num)s more accepted answers", n),
    "REU1": lambda n: ngettext("%(num)s more post in an article", "%(num)s more posts in articles", n),
    "RAT1": lambda n: ngettext("%(num)s more kudos", "%(num)s more kudos", n),
    "ACT1": lambda n: ngettext("%(num)s more post", "%(num)s more posts", n),
}


@dataclass(frozen=True, kw_only=True)
class Summary:
    """Somebody's figures of the present: points, standing with its terms, the rank shown, and what would change it."""

    points: int
    standing: Standing
    terms: tuple[TermRow, ...]
    rank: str
    falls_on: date | None
    next_rank: str | None
    ways: tuple[str, ...]


def summary(member_id: int) -> Summary:
    """Return the figures of a member who may earn."""
    now = clock.now()
    earned, today = tallies.earned_by(member_id, now), now.date()
    of = record.evidence(earned.record, today)
    standing, rank = scoring.standing(of), record.highest(earned.record, today).rank
    above = advice.next_rank(rank)
    return Summary(
        points=earned.points,
        standing=standing,
        terms=_terms(standing, of),
        rank=rank,
        falls_on=record.rank_falls_on(earned.record, today),
        next_rank=above,
        ways=tuple(_WAYS[rule](number) for rule, number in advice.ways_to(above, of).items()) if above else (),
    )


def _terms(standing: Standing, of: Evidence) -> tuple[TermRow, ...]:
    says = (
        _("%(n)s posts, at most five a day", n=decimals(of.posts, 2)),
        _("%(n)s solutions; an accepted answer counts one, “this worked for me” a third", n=decimals(of.solutions, 2)),
        _("%(n)s reuses; a post in an article counts two", n=decimals(of.reuses, 2)),
        _("%(up)s of %(n)s ratings are positive", up=decimals(of.positive, 2), n=decimals(of.ratings, 2))
        if of.ratings
        else _("nobody rated anything yet"),
        _("not given yet in this community"),
    )
    return tuple(
        TermRow(label=TERM_LABELS[name], value=value, most=round(100 * weight), says=words)
        for (name, value), (_name, weight, _half), words in zip(standing.terms, scoring.TERMS, says, strict=True)
    )


def lines(member_id: int, viewer: Viewer, *, after: str | None, size: int = LINES_PER_PAGE) -> Page[DayRow]:
    """Return a page of the ledger by day, the newest first, with titles of what the viewer may see only."""
    query = select(Line).join(Member, Member.id == Line.member_id).where(Line.member_id == member_id, *tallies.EARNS)
    if after:
        query = query.where(_before(after))
    query = query.order_by(Line.day.desc(), Line.at.desc(), Line.id.desc()).limit(size + 1)
    page = paging.page_of(db.session.scalars(query).all(), size, lambda line: (line.at, line.id))
    things, beyond = _things(page.rows, viewer), _beyond_cap(member_id, {line.day for line in page.rows})
    days = groupby(page.rows, key=lambda line: line.day)
    rows = [
        DayRow(day=day, lines=[_row(line, things) for line in of_day], beyond_cap=beyond.get(day, 0))
        for day, of_day in days
    ]
    return Page(rows, page.next_key)


def _before(key: str) -> ColumnElement[bool]:
    at, line_id = paging.decode(key, (datetime, int))
    return and_(Line.day <= at.date(), or_(Line.at < at, and_(Line.at == at, Line.id < line_id)))


def _beyond_cap(member_id: int, days: set[date]) -> dict[date, int]:
    """Return what of a day's activity and ratings goes beyond its cap, for the days where anything does."""
    capped = or_(*(Line.rule.startswith(prefix) for prefix in CAPPED))
    earned = func.sum(Line.points)
    sums = (
        select(Line.day, earned)
        .where(Line.member_id == member_id, Line.day.in_(days), capped, *tallies.COUNTS)
        .group_by(Line.day)
        .having(earned > DAY_CAP)
    )
    return {day: int(points) - DAY_CAP for day, points in db.session.execute(sums)} if days else {}


def _things(shown: Sequence[Line], viewer: Viewer) -> dict[tuple[str, int], Thing]:
    """Return the things of the lines that the viewer may see: a question to the database for each kind."""
    kinds = house().things
    ids: dict[str, set[int]] = {}
    for line in shown:
        ids.setdefault(line.thing_kind, set()).add(line.thing_id)
    return {(kind, id_): thing for kind in ids for id_, thing in kinds[kind].visible(ids[kind], viewer).items()}


def _row(line: Line, things: dict[tuple[str, int], Thing]) -> LineRow:
    thing = things.get((line.thing_kind, line.thing_id))
    return LineRow(
        at=line.at,
        rule=line.rule,
        points=line.points,
        held=line.held,
        reversal=line.reversal,
        reversed_at=line.reversed_at,
        title=thing.title if thing else UNSEEN[line.thing_kind],
        url=thing.url if thing else None,
    )
