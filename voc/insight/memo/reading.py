"""Reads of what a memo is made of: voices of the week and before it, ideas that moved or wait, things as they are."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import exists, func, select

from community.accounts import authors
from community.accounts.authors import Author
from community.accounts.models import Member
from community.kernel.auth import NOBODY, STAFF, Viewer
from community.kernel.db import db
from community.kernel.rooms import house
from community.kernel.things import Thing
from community.kernel.weeks import Week
from ideas.models import Idea, Move, Vote
from voc.listening.models import Voice
from voc.listening.queries import voices_between
from voc.listening.rows import VoiceRow

from ..evidence import span_of, waiting
from ..themes import WEEKS_BEFORE
from ..topics import business_zone

ARTICLE = "article"
EMPLOYEE = Viewer(role="executive")


@dataclass(frozen=True, kw_only=True)
class Voices:
    """The week's voices and those of the weeks before it, and how many weeks these are: fewer at the beginning."""

    week: Sequence[VoiceRow]
    before: Sequence[VoiceRow]
    weeks_before: int


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where an idea stood at the week's end: since when, where it was before, and how many wanted it."""

    idea_id: int
    title: str
    before: str
    now: str
    since: datetime
    before_since: datetime
    votes: int


def voices_of(week: Week) -> Voices:
    """Return what the community said in the week, and in the twelve weeks before it."""
    zone = business_zone()
    start, first = week.start(zone), week.plus(-WEEKS_BEFORE).start(zone)
    before = voices_between(first, start)
    older = db.session.scalar(select(exists().where(Voice.said_at < first)))
    weeks = WEEKS_BEFORE if older else _weeks_since(before, week, zone)
    return Voices(week=voices_between(start, week.end(zone)), before=before, weeks_before=weeks)


def _weeks_since(before: Sequence[VoiceRow], week: Week, zone: ZoneInfo) -> int:
    return (week.monday - Week.of(before[0].said_at, zone).monday).days // 7 if before else 0


def employees() -> list[Author]:
    """Return everybody who works here."""
    found = db.session.execute(select(*authors.COLUMNS).where(Member.role.in_(STAFF)))
    return [authors.author(row.id, row.name, row.handle, row.role, None) for row in found]


def moved_ideas(week: Week) -> list[Standing]:
    """Return the visible ideas whose status changed in the week, those that most people want first."""
    zone = business_zone()
    start, end = week.start(zone), week.end(zone)
    lately = select(Move.idea_id).where(Move.at >= start, Move.at < end).distinct()
    ids = db.session.scalars(select(Idea.id).where(Idea.id.in_(lately), Idea.hidden_at.is_(None))).all()
    return _standings(ids, end)


def waiting_ideas(week: Week) -> list[Standing]:
    """Return the visible ideas under review for more than 90 days without another word, the longest wait first."""
    zone = business_zone()
    found = db.session.execute(waiting(span_of([week], zone)))
    standings = _standings([row.place for row in found], week.end(zone))
    return sorted(standings, key=lambda one: (one.since, one.idea_id))


def _standings(idea_ids: Collection[int], end: datetime) -> list[Standing]:
    """Return where each idea stood at `end`: one query for ideas, moves and votes each."""
    if not idea_ids:
        return []
    ideas = db.session.execute(select(Idea.id, Idea.title, Idea.created_at).where(Idea.id.in_(idea_ids))).all()
    history: dict[int, list[Move]] = defaultdict(list)
    moves = select(Move).where(Move.idea_id.in_(idea_ids), Move.at < end).order_by(Move.at, Move.id)
    for move in db.session.scalars(moves):
        history[move.idea_id].append(move)
    counted = select(Vote.idea_id, func.count().label("number")).where(Vote.idea_id.in_(idea_ids), Vote.at < end)
    votes = {row.idea_id: row.number for row in db.session.execute(counted.group_by(Vote.idea_id))}
    found = [_standing(row.id, row.title, row.created_at, history[row.id], votes.get(row.id, 0)) for row in ideas]
    return sorted(found, key=lambda one: (-one.votes, one.idea_id))


def _standing(idea_id: int, title: str, created_at: datetime, moves: Sequence[Move], votes: int) -> Standing:
    last = moves[-1]
    return Standing(
        idea_id=idea_id,
        title=title,
        before=last.from_status,
        now=last.to_status,
        since=last.at,
        before_since=moves[-2].at if len(moves) > 1 else created_at,
        votes=votes,
    )


def things_of(sources: Iterable[str]) -> Mapping[str, Thing]:
    """Return by source ("post:12") the things that may be shown; what was hidden or moved is missing.

    Customers' words are those that everybody may see; of articles, employees see the ones for them alone too.
    """
    ids: dict[str, set[int]] = defaultdict(set)
    for source in sources:
        kind, _, number = source.partition(":")
        ids[kind].add(int(number))
    kinds = house().things
    viewers = {ARTICLE: EMPLOYEE}
    found = {kind: kinds[kind].visible(wanted, viewers.get(kind, NOBODY)) for kind, wanted in sorted(ids.items())}
    return {f"{kind}:{number}": thing for kind, things in found.items() for number, thing in things.items()}
