"""The outbox: what leaves the database is a row first, sent afterwards, retried with backoff, visible when it gives up.

Sending is at least once; the row's key travels with it (as the Message-ID of a mail), so that a receiver can tell
a repetition. Each channel has a sender, which a room offers.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar

import structlog
from sqlalchemy import Index, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from . import clock
from . import db as kernel_db
from .db import KEPT, BigId, Model, db, rows_changed, upsert
from .errors import Refused
from .events import Event, publish

LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 12
FIRST_DELAY = timedelta(seconds=30)
LONGEST_DELAY = timedelta(hours=6)
Sender = Callable[[str, Mapping[str, Any]], None]
log = structlog.get_logger(__name__)


class Undeliverable(Exception):  # noqa: N818 - what a receiver said, no error of ours
    """The receiver said no for good; trying again would change nothing."""


class TooEarly(Exception):  # noqa: N818 - no failure: nothing was tried
    """The sender does not send this before a moment; that counts as no attempt."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"not before {until}")
        self.until = until


@dataclass(frozen=True, kw_only=True)
class Message:
    """What is to leave on a channel, and before which moment it does not (None: now)."""

    key: str
    channel: str
    payload: Mapping[str, Any]
    at: datetime | None = None


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


@dataclass(frozen=True, kw_only=True)
class MessagesRetried(Event):
    """An administrator let so many messages that were given up be sent once more."""

    kind: ClassVar[str] = "kernel.messages_retried"
    messages: int


def put(*, key: str, channel: str, payload: Mapping[str, Any]) -> None:
    """Add a message to the present transaction; a key that is there already is left as it is."""
    put_all([Message(key=key, channel=channel, payload=payload)])


def put_all(messages: Sequence[Message], *, again: bool = False) -> None:
    """Add messages; those that are there are left as they are, or with `again` sent once more."""
    now = clock.now()
    rows = [
        {"key": one.key, "channel": one.channel, "payload": dict(one.payload), "next_at": max(one.at or now, now)}
        | {"state": "pending", "attempts": 0, "created_at": now}
        for one in messages
    ]
    statement, unique = upsert(OutboxRow), ["key"]
    if again:
        settled, anew = OutboxRow.state != "pending", _anew(statement.excluded.next_at)
        statement = statement.on_conflict_do_update(index_elements=unique, set_=anew, where=settled)
    else:
        statement = statement.on_conflict_do_nothing(index_elements=unique)
    db.session.flush()
    if rows:
        db.session.execute(statement, rows)


def _anew(moment: Any) -> dict[str, Any]:
    """Return what makes a row wait as if it had never been tried."""
    return {"state": "pending", "attempts": 0, "next_at": moment, "sent_at": None, "error": None}


def retry(*, message_id: int | None = None, by: int | None) -> int:
    """Let one message that was given up, or all of them, be sent once more; return how many."""
    dead = [OutboxRow.state == "dead"] + ([OutboxRow.id == message_id] if message_id is not None else [])
    number = rows_changed(update(OutboxRow).where(*dead).values(**_anew(clock.now())))
    if not number:
        raise Refused("No message waits for that; somebody may have been quicker.")
    publish(MessagesRetried(messages=number, by=by))
    return number


def put_off(prefix: str, until: datetime) -> None:
    """Move the messages that were not tried yet, and whose key begins with `prefix`, to a moment."""
    waiting = (OutboxRow.state == "pending", OutboxRow.attempts == 0, OutboxRow.key.startswith(prefix))
    db.session.execute(update(OutboxRow).where(*waiting).values(next_at=until))


def withdraw(prefix: str) -> None:
    """Forget the messages that wait or were given up, and whose key begins with `prefix`."""
    unsent = (OutboxRow.state != "sent", OutboxRow.key.startswith(prefix))
    db.session.execute(delete(OutboxRow).where(*unsent))


def run(senders: Mapping[str, Sender], *, stop: Callable[[], bool] = lambda: False) -> int:
    """Send what is due on these channels, one message at a time; return how many were sent."""
    sent = 0
    while not stop() and (claimed := _claim(list(senders))) is not None:
        sent += _send(claimed, senders)
    return sent


def _claim(channels: list[str]) -> OutboxRow | None:
    """Take the next due message under a lease, in a transaction of its own: nothing is sent while one is open."""
    now = clock.now()
    due = select(OutboxRow.id).where(OutboxRow.state == "pending", OutboxRow.next_at <= now)
    due = due.where(OutboxRow.channel.in_(channels))
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
    except TooEarly as early:
        _settle(row, next_at=early.until, attempts=row.attempts - 1)
        return False
    except Exception as error:
        log.warning("message not sent", key=row.key, attempt=row.attempts, error=str(error))
        _settle(row, **_failed(row, error))
        return False
    _settle(row, state="sent", sent_at=clock.now(), error=None)
    return True


def _failed(row: OutboxRow, error: Exception) -> dict[str, Any]:
    is_over = row.attempts >= MOST_ATTEMPTS or isinstance(error, Undeliverable)
    return {
        "state": "dead" if is_over else "pending",
        "next_at": clock.now() + pause_after(row.attempts),
        "error": f"{type(error).__name__}: {error}"[:500],
    }


def pause_after(failures: int) -> timedelta:
    """Return how long to wait after so many failures in a row: 30 s, a minute, two, and so on up to six hours."""
    return min(FIRST_DELAY * (1 << min(failures - 1, MOST_ATTEMPTS)), LONGEST_DELAY)


def _settle(row: OutboxRow, **values: Any) -> None:
    with kernel_db.writing() as session:
        session.execute(update(OutboxRow).where(OutboxRow.id == row.id, OutboxRow.state == "pending").values(**values))
