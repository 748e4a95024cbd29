"""The projection `forum.daily`: what happened on each board on each UTC day."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from community.kernel.consumers import Projection, Tables
from community.kernel.db import db, table_of, upsert
from community.kernel.events import Event, Fact

from .events import AnswerAccepted, AnswerUnaccepted, KudosGiven, KudosWithdrawn, PostAdded, TopicStarted
from .models import Daily

_COUNTS = ("topics", "answers", "comments", "accepted", "kudos")


def tally(facts: Sequence[Fact]) -> dict[tuple[int, datetime], Counter[str]]:
    """Return what the facts add to each (board, UTC day); what was taken back counts on the day it was taken back."""
    days: dict[tuple[int, datetime], Counter[str]] = defaultdict(Counter)
    for fact in facts:
        event: Any = fact.event
        day = fact.at.replace(hour=0, minute=0, second=0, microsecond=0)
        column, change = _change(event)
        days[event.board_id, day][column] += change
    return days


_CHANGES: dict[type[Event], tuple[str, int]] = {
    TopicStarted: ("topics", 1),
    AnswerAccepted: ("accepted", 1),
    AnswerUnaccepted: ("accepted", -1),
    KudosGiven: ("kudos", 1),
    KudosWithdrawn: ("kudos", -1),
}


def _change(event: Event) -> tuple[str, int]:
    if isinstance(event, PostAdded):
        return ("answers" if event.post_kind == "answer" else "comments"), 1
    return _CHANGES[type(event)]


def keep_daily(facts: Sequence[Fact], tables: Tables) -> None:
    """Add the facts to the table."""
    table = tables[Daily.__tablename__]
    statement = upsert(table)
    added = {name: table.c[name] + statement.excluded[name] for name in _COUNTS}
    rows = [
        {"board_id": board_id, "day": day} | {name: counts[name] for name in _COUNTS}
        for (board_id, day), counts in sorted(tally(facts).items())
    ]
    db.session.execute(statement.on_conflict_do_update(index_elements=["board_id", "day"], set_=added), rows)


DAILY = Projection(
    name="forum.daily",
    kinds=(TopicStarted, PostAdded, AnswerAccepted, AnswerUnaccepted, KudosGiven, KudosWithdrawn),
    tables=(table_of(Daily),),
    handle=keep_daily,
)
