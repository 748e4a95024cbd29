"""Reads of the ledger in sums: who earned what on which day. Employees and bots earn nothing, whatever stands there."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import aliased

from community.accounts.models import Member
from community.kernel.auth import STAFF
from community.kernel.db import db

from . import record, scoring
from .models import Line
from .record import Day, Vote

EARNS = (Member.role.not_in(STAFF), Member.is_bot.is_(False))
COUNTS = (Line.held == "", Line.reversal == "")
_VOTES = ("RAT1", "RAT2")


@dataclass(frozen=True)
class Earned:
    """What one member earned up to a moment: the points with all caps, and the record that standing follows from."""

    points: int
    record: tuple[Day, ...]


def earned_by_all(at: datetime) -> Iterator[tuple[int, Earned]]:
    """Yield (member id, what was earned before `at`) of everybody with a line that counts."""
    return _earned(at)


def earned_by(member_id: int, at: datetime) -> Earned:
    """Return what one member earned before `at`; of employees and bots, nothing."""
    return dict(_earned(at, member_id)).get(member_id, Earned(0, ()))


def _earned(at: datetime, member_id: int | None = None) -> Iterator[tuple[int, Earned]]:
    mine = (Line.member_id == member_id,) if member_id else ()
    lost = record.discounts(_mutual_votes(at, member_id))
    sums = (
        select(Line.member_id, Line.day, Line.rule, func.count().label("number"), func.sum(Line.points).label("points"))
        .join(Member, Member.id == Line.member_id)
        .where(*EARNS, *COUNTS, Line.at < at, *mine)
        .group_by(Line.member_id, Line.day, Line.rule)
        .order_by(Line.member_id, Line.day)
    )
    by_member: dict[int, list[Any]] = defaultdict(list)
    for row in db.session.execute(sums):
        by_member[row.member_id].append(row)
    for id_, rows in by_member.items():
        points = scoring.total(scoring.Line(row.day, row.rule, int(row.points)) for row in rows)
        yield id_, Earned(points, _record(id_, rows, lost))


def _record(member_id: int, rows: list[Any], lost: dict[tuple[int, date], float]) -> tuple[Day, ...]:
    counts: dict[date, dict[str, int]] = defaultdict(dict)
    for row in rows:
        counts[row.day][row.rule] = row.number
    return tuple(
        record.day_of(day, by_rule, discounted=lost.get((member_id, day), 0.0)) for day, by_rule in counts.items()
    )


def _mutual_votes(at: datetime, member_id: int | None) -> Iterator[Vote]:
    """Yield the votes of those who vote for each other."""
    returned = aliased(Line)
    exchange = (
        select(returned.id)
        .where(returned.counterpart_id == Line.member_id, returned.member_id == Line.counterpart_id)
        .where(returned.rule.in_(_VOTES), returned.held == "", returned.reversal == "", returned.at < at)
        .exists()
    )
    votes = select(Line.counterpart_id, Line.member_id, Line.at).where(
        *COUNTS, Line.rule.in_(_VOTES), Line.at < at, exchange, *_between(member_id)
    )
    return (Vote(giver or 0, author, moment) for giver, author, moment in db.session.execute(votes))


def _between(member_id: int | None) -> tuple[ColumnElement[bool], ...]:
    return (or_(Line.member_id == member_id, Line.counterpart_id == member_id),) if member_id else ()
