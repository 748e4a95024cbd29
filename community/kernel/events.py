"""The event log: what people did, as facts, written in the transaction of the change itself.

A fact carries ids, numbers and codes, never text, names or addresses. Consumers read it by `seq`,
which the sequencer gives to settled rows only (see `sequencer.py`).
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Index, func, insert, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql.functions import FunctionElement

from . import clock
from .db import KEPT, BigId, Model, db, table_of

Payload = dict[str, Any]
Upcaster = Callable[[Payload], Payload]

KINDS: dict[str, type["Event"]] = {}
_upcasters: dict[tuple[str, int], Upcaster] = {}


@dataclass(frozen=True, kw_only=True)
class Event:
    """Base of every fact: past tense, frozen; `by` is the member who did it, None where nobody is known.

    What somebody does for themselves alone is `private`: programs that mirror the community are not told of it.
    """

    kind: ClassVar[str] = ""
    schema: ClassVar[int] = 1
    private: ClassVar[bool] = False
    by: int | None = None

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if not cls.kind or cls.kind in KINDS:
            raise TypeError(f"{cls.__name__} needs a kind of its own, such as 'room.thing_happened'")
        KINDS[cls.kind] = cls


class CurrentTransaction(FunctionElement[int]):
    """The id of the writing transaction on PostgreSQL; SQLite, where commit order is id order, needs none."""

    inherit_cache = True


@compiles(CurrentTransaction)
def _no_transaction_id(*_: Any, **__: Any) -> str:
    return "NULL"


@compiles(CurrentTransaction, "postgresql")
def _postgresql_transaction_id(*_: Any, **__: Any) -> str:
    return "CAST(CAST(pg_current_xact_id() AS TEXT) AS BIGINT)"


class EventRow(Model):
    """One fact. `at` is when it happened, `recorded_at` when we learned it."""

    __tablename__ = "kernel_event"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    seq: Mapped[int | None] = mapped_column(BigId, unique=True)
    txid: Mapped[int | None] = mapped_column(BigId, default=CurrentTransaction())
    at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    kind: Mapped[str]
    schema: Mapped[int]
    actor_id: Mapped[int | None] = mapped_column(BigId)
    imported: Mapped[bool]
    payload: Mapped[dict[str, Any]] = mapped_column(info=KEPT)


_waiting = EventRow.seq.is_(None)
Index("ix_kernel_event_unsequenced", EventRow.id, sqlite_where=_waiting, postgresql_where=_waiting)
Index("ix_kernel_event_kind", EventRow.kind, EventRow.id)  # the audit log asks for a few kinds, the newest first


@dataclass(frozen=True)
class Fact:
    """An event as a consumer sees it, with its place in the log."""

    seq: int
    at: datetime
    imported: bool
    event: Event


def publish(event: Event) -> None:
    """Write one fact of this moment."""
    db.session.flush()
    db.session.execute(insert(table_of(EventRow)), [_row(event, clock.now(), imported=False)])


def publish_imported(facts: Iterable[tuple[Event, datetime]]) -> None:
    """Write facts of the past, each with the moment at which it happened; no actor will react to them."""
    db.session.flush()
    if rows := [_row(event, at, imported=True) for event, at in facts]:
        db.session.execute(insert(table_of(EventRow)), rows)


def _row(event: Event, at: datetime, *, imported: bool) -> dict[str, Any]:
    payload = asdict(event)
    return {
        "at": at,
        "recorded_at": clock.now(),
        "kind": event.kind,
        "schema": event.schema,
        "actor_id": payload.pop("by"),
        "imported": imported,
        "payload": payload,
    }


def upcaster(kind: str, schema: int) -> Callable[[Upcaster], Upcaster]:
    """Register the function that lifts a stored payload of `schema` to the next one."""

    def register(function: Upcaster) -> Upcaster:
        _upcasters[kind, schema] = function
        return function

    return register


def revive(row: EventRow) -> Fact:
    """Return the fact of a stored row, lifted to the schema that the code speaks today."""
    cls, payload, schema = KINDS[row.kind], dict(row.payload), row.schema
    while schema < cls.schema:
        payload = _upcasters[row.kind, schema](payload)
        schema += 1
    values = {k: tuple(v) if isinstance(v, list) else v for k, v in payload.items()}
    return Fact(seq=row.seq or 0, at=row.at, imported=row.imported, event=cls(by=row.actor_id, **values))


def since(seq: int, kinds: Collection[type[Event]], *, until: int, limit: int) -> list[Fact]:
    """Return the next facts of `kinds` after `seq` up to and including `until`, oldest first, at most `limit`.

    A kind that is a special case of another (a subclass) is read with it.
    """
    found = db.session.scalars(
        select(EventRow)
        .where(EventRow.seq > seq, EventRow.seq <= until, EventRow.kind.in_(_names_of(kinds)))
        .order_by(EventRow.seq)
        .limit(limit)
        .execution_options(populate_existing=True)
    )
    return [revive(row) for row in found]


def _names_of(kinds: Collection[type[Event]]) -> list[str]:
    return sorted({name for kind in kinds for name in (kind.kind, *_names_of(kind.__subclasses__()))})


def last_seq() -> int:
    """Return the highest place given so far; 0 in an empty log."""
    return db.session.scalar(select(func.max(EventRow.seq))) or 0
