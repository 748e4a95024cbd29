"""How far each member has read: reads, and the memory in which a GET leaves its marks until they are written.

A topic that was opened before is unread when something happened in it since; one never opened, when that happened
after the end of the visit before this one. Marks that a killed process has not written are lost: some seconds of them.
"""

import threading
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import bindparam, case, literal, select, union_all

from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.db import db

from .models import Reading, Visit
from .rows import TopicRow

PAUSE = timedelta(minutes=30)  # who comes back after longer begins another visit
_THE_VISIT = 0  # stands for a topic in the answer to _STATE
_STATE = union_all(
    select(
        literal(_THE_VISIT), case((Visit.seen_at < bindparam("quiet_since"), Visit.seen_at), else_=Visit.since)
    ).where(Visit.member_id == bindparam("member")),
    select(Reading.topic_id, Reading.read_to).where(
        Reading.member_id == bindparam("member"), Reading.topic_id.in_(bindparam("topics", expanding=True))
    ),
)


class Marks:
    """What readers have read and when they were here, until it is written."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.reached: dict[tuple[int, int], datetime] = {}
        self.seen: dict[int, datetime] = {}

    def reach(self, member_id: int, topic_id: int, moment: datetime) -> None:
        """Note that a member has read a topic up to `moment`."""
        with self._lock:
            key = (member_id, topic_id)
            self.reached[key] = max(moment, self.reached.get(key, moment))

    def put_back(self, reached: Mapping[tuple[int, int], datetime], seen: Mapping[int, datetime]) -> None:
        """Let what could not be written wait on, unless something later waits already."""
        for (member_id, topic_id), moment in reached.items():
            self.reach(member_id, topic_id, moment)
        with self._lock:
            self.seen = {**seen, **self.seen}

    def see(self, member_id: int, moment: datetime) -> None:
        """Note that a member is here."""
        with self._lock:
            self.seen[member_id] = moment

    def drain(self) -> tuple[dict[tuple[int, int], datetime], dict[int, datetime]]:
        """Return what waits, and forget it."""
        with self._lock:
            reached, self.reached = self.reached, {}
            seen, self.seen = self.seen, {}
        return reached, seen


def marks() -> Marks:
    """Return the marks that wait in this process."""
    found: Marks = current_app.extensions.setdefault("forum_marks", Marks())
    return found


def since(viewer: Viewer) -> datetime | None:
    """Return when the viewer's visit before this one ended; None on the first."""
    return _state(viewer, ())[0]


def with_unread(rows: list[TopicRow], viewer: Viewer) -> list[TopicRow]:
    """Return the topics, those with something new to the viewer as unread."""
    if viewer.member_id is None or not rows:
        return rows
    last, read_to = _state(viewer, [row.id for row in rows])
    return [
        replace(row, unread=True) if (known := read_to.get(row.id, last)) and row.last_activity_at > known else row
        for row in rows
    ]


def _state(viewer: Viewer, topic_ids: Collection[int]) -> tuple[datetime | None, dict[int, datetime]]:
    """Return the end of the visit before, and how far each topic was read, by what is written and what waits."""
    values = {"member": viewer.member_id, "topics": list(topic_ids), "quiet_since": clock.now() - PAUSE}
    rows: Any = db.session.execute(_STATE, values)
    found: dict[int, datetime] = dict(rows.all())
    last = found.pop(_THE_VISIT, None)
    waiting = marks().reached
    for topic in topic_ids:
        if fresh := waiting.get((viewer.member_id or 0, topic)):
            found[topic] = max(fresh, found.get(topic, fresh))
    return last, found
