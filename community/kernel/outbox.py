"""The outbox: what leaves the database is a row first, sent afterwards, retried with backoff, visible when it gives up.

Sending is at least once; the row's key travels with it (as the Message-ID of a mail), so that a receiver can tell
a repetition.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import Index, select, update
from sqlalchemy.orm import Mapped, mapped_column

from . import clock
from . import db as kernel_db
from .db import KEPT, BigId, Model, db, upsert

LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 12
FIRST_DELAY = timedelta(seconds=30)
LONGEST_DELAY = timedelta(hours=6)
Sender = Callable[[str, Mapping[str, Any]], None]
log = structlog.get_logger(__name__)


class OutboxRow(Model):
    """One message on its way: pending, sent or dead."""

    __tablename__ = "kernel_outbox"
    __table_args__ = (Index("ix_kernel_outbox_due", "state", "next_at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    key: Mapped[str] = mapped_column(unique=True, info=KEPT)
    channel: Mapped[str]
    payload: Mapped[dict[str, Any]]
    state: Mapped[str]
    attempts: Mapped[int]
    next_at: Mapped[datetime]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    error: Mapped[str | None]


def put(*, key: str, channel: str, payload: Mapping[str, Any]) -> None:
    """Add a message to the present transaction; a key that is there already is left as it is."""
    now = clock.now()
    row: dict[str, Any] = {"key": key, "channel": channel, "payload": dict(payload), "state": "pending"}
    row |= {"attempts": 0, "next_at": now, "created_at": now}
    db.session.flush()
    db.session.execute(upsert(OutboxRow).values(row).on_conflict_do_nothing(index_elements=["key"]))


def run(senders: Mapping[str, Sender], *, stop: Callable[[], bool] = lambda: False) -> int:
    """Send what is due, one message at a time; return how many were sent."""
    sent = 0
    while not stop() and (claimed := _claim()) is not None:
        sent += _send(claimed, senders)
    return sent


def _claim() -> OutboxRow | None:
    """Take the next due message under a lease, in a transaction of its own: nothing is sent while one is open."""
    now = clock.now()
    due = select(OutboxRow.id).where(OutboxRow.state == "pending", OutboxRow.next_at <= now)
    with kernel_db.reading() as session:
        if session.scalar(due.limit(1)) is None:
            return None
    with kernel_db.writing() as session:
        row_id = session.scalar(
            due.order_by(OutboxRow.next_at, OutboxRow.id).limit(1).with_for_update(skip_locked=True)
        )
        if row_id is None:
            return None
        row: OutboxRow = session.get_one(OutboxRow, row_id, populate_existing=True)
        row.attempts += 1
        row.next_at = now + LEASE
        session.flush()
        session.expunge(row)
    return row


def _send(row: OutboxRow, senders: Mapping[str, Sender]) -> bool:
    try:
        senders[row.channel](row.key, row.payload)
    except Exception as error:
        log.warning("message not sent", key=row.key, attempt=row.attempts, error=str(error))
        _settle(row, **_failed(row, error))
        return False
    _settle(row, state="sent", sent_at=clock.now(), error=None)
    return True


def _failed(row: OutboxRow, error: Exception) -> dict[str, Any]:
    delay = min(FIRST_DELAY * 2 ** (row.attempts - 1), LONGEST_DELAY)
    state = "dead" if row.attempts >= MOST_ATTEMPTS else "pending"
    return {"state": state, "next_at": clock.now() + delay, "error": f"{type(error).__name__}: {error}"[:500]}


def _settle(row: OutboxRow, **values: Any) -> None:
    with kernel_db.writing() as session:
        session.execute(update(OutboxRow).where(OutboxRow.id == row.id, OutboxRow.state == "pending").values(**values))
