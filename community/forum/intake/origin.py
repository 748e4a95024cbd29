"""One import, as all its batches know it: whose rows they are, how far they reach, and what was decided here."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, func, or_, select, union_all

from community.kernel.db import db
from community.kernel.events import EventRow

from ..events import (
    AnswerAccepted,
    AnswerUnaccepted,
    PostEdited,
    TopicClosed,
    TopicMarkedDuplicate,
    TopicReopened,
)
from ..models import Link, Post, Revision, Topic, Vote

Told = tuple[str, int, datetime]
_ACCEPTS = {event.kind for event in (AnswerAccepted, AnswerUnaccepted)}
_CLOSINGS = {event.kind for event in (TopicClosed, TopicReopened, TopicMarkedDuplicate)}


@dataclass(frozen=True, kw_only=True)
class Decisions:
    """What the log knows already: posts edited and topics closed *here*, and which closings were imported before.

    What people decided here stays as they decided it, whatever a dump says later.
    """

    edited_posts: frozenset[int]
    judged_answers: frozenset[int]
    judged_topics: frozenset[int]
    told: frozenset[Told]


@dataclass(frozen=True, kw_only=True)
class Origin:
    """`source` keys the rows, new topics go to `board_id`, `until` is the last moment of which the source knows."""

    source: str
    board_id: int
    until: datetime
    with_history: bool
    decisions: Decisions


def read_decisions() -> Decisions:
    """Read the log once; it is cheaper than a column for each that nobody else would read."""
    topic_id, post_id = (EventRow.payload[name].as_integer() for name in ("topic_id", "post_id"))
    ours = and_(EventRow.imported.is_(False), EventRow.kind.in_({PostEdited.kind} | _ACCEPTS | _CLOSINGS))
    before = and_(EventRow.imported.is_(True), EventRow.kind.in_(_CLOSINGS))
    rows = db.session.execute(
        select(EventRow.kind, EventRow.imported, EventRow.at, topic_id, post_id).where(or_(ours, before))
    ).all()
    here = [row for row in rows if not row.imported]
    return Decisions(
        edited_posts=frozenset(row[4] for row in here if row.kind == PostEdited.kind),
        judged_answers=frozenset(row[4] for row in here if row.kind in _ACCEPTS),
        judged_topics=frozenset(row[3] for row in here if row.kind in _CLOSINGS),
        told=frozenset((row.kind, row[3], row.at) for row in rows if row.imported),
    )


def newest(source: str) -> datetime | None:
    """Return the newest moment of anything that came from `source`; None when nothing did."""
    dated: tuple[tuple[Any, Any], ...] = (
        (Topic, Topic.created_at),
        (Post, Post.created_at),
        (Post, case((Post.markup == "html", Post.edited_at))),  # an edit made here leaves Markdown
        (Revision, Revision.at),
        (Vote, Vote.at),
        (Link, Link.at),
    )
    maxima = [select(func.max(moment).label("at")).where(table.source == source) for table, moment in dated]
    found: datetime | None = db.session.scalar(select(func.max(union_all(*maxima).subquery().c.at)))
    return found
