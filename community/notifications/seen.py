"""Notices that were read by reading what they are about; they wait in memory, because a GET cannot write."""

import threading
from collections.abc import Collection

from flask import current_app
from sqlalchemy import update

from community.kernel import clock
from community.kernel import db as kernel_db
from community.kernel.db import db, table_of

from .models import Notice


class Seen:
    """Ids of notices that readers have met; what a killed process has not written stays unread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.ids: set[int] = set()

    def note(self, ids: Collection[int]) -> None:
        """Note that these notices were read."""
        with self._lock:
            self.ids |= set(ids)

    def drain(self) -> set[int]:
        """Return what waits, and forget it."""
        with self._lock:
            ids, self.ids = self.ids, set()
        return ids


def seen() -> Seen:
    """Return what waits in this process."""
    found: Seen = current_app.extensions.setdefault("notifications_seen", Seen())
    return found


def write_seen() -> int:
    """Write what waits in this process; return how many. What fails waits on."""
    ids = seen().drain()
    if not ids:
        return 0
    table = table_of(Notice)
    try:
        with kernel_db.writing():
            unread = update(table).where(table.c.id.in_(sorted(ids)), table.c.read_at.is_(None))
            db.session.execute(unread.values(read_at=clock.now()))
    except Exception:
        seen().note(ids)
        raise
    return len(ids)
