"""Accepted answers from outside."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, update

from community.accounts.models import Member
from community.kernel.db import UtcDateTime, db
from community.kernel.events import publish_imported

from ..events import AnswerAccepted, AnswerUnaccepted
from ..models import Post, Topic
from . import finding
from .counts import Counts
from .origin import Origin


def accept(days: Mapping[int, datetime], origin: Origin) -> Counter[str]:
    """Mark the answers (source id -> day) as accepted, no earlier than they were written; a mark keeps its day."""
    found = finding.posts(origin, "post", days)
    fresh = [row for row in found.values() if row.accepted_at is None and row.id not in origin.decisions.judged_answers]
    times = {row.id: max(days[row.source_id], row.created_at) for row in fresh}
    _mark(times)
    _count(fresh, 1)
    publish_imported((AnswerAccepted(**_about(row)), times[row.id]) for row in fresh)
    return Counter({"new": len(fresh)})


def unaccept(rows: list[Any], origin: Origin) -> Counter[str]:
    """Take the marks back that the source took back; when that was, it does not say."""
    stale = [row for row in rows if row.id not in origin.decisions.judged_answers]
    _mark({row.id: None for row in stale})
    _count(stale, -1)
    publish_imported((AnswerUnaccepted(**_about(row)), origin.until) for row in stale)
    return Counter({"withdrawn": len(stale)})


def _mark(times: Mapping[int, datetime | None]) -> None:
    if times:
        table: Any = Post.__table__
        marked = update(table).where(table.c.id == bindparam("row_id"))
        values = {"accepted_at": bindparam("moment", type_=UtcDateTime()), "accepted_by_id": None}
        db.session.execute(marked.values(values), [{"row_id": i, "moment": at} for i, at in sorted(times.items())])


def _count(rows: list[Any], change: int) -> None:
    counts = Counts()
    for row in rows:
        counts.add(Topic, row.topic_id, accepted=change)
        if row.author_id != row.asker_id:
            counts.add(Member, row.author_id, accepted=change)
    counts.write()


def _about(row: Any) -> dict[str, Any]:
    return {**finding.about(row), "author_id": row.author_id, "asker_id": row.asker_id}
