"""Consumers: what the worker derives from the log, and what it does about it.

A **projection** writes only derived tables; it can be thrown away, and rebuilds to the same result.
An **actor** has effects: it begins at the log's end when it is installed, skips imported facts, is never replayed.
Both move their cursor in the transaction of their effects, so a killed worker repeats nothing and skips nothing.
"""

import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ForeignKeyConstraint, MetaData, Table, delete, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column, scoped_session

from . import clock
from . import db as kernel_db
from .db import BigId, Model, db, upsert
from .events import KINDS, Event, Fact, last_seq, since

BATCH = 500
Tables = Mapping[str, Table]
Progress = Callable[[int], None]


class Cursor(Model):
    """How far a consumer has read."""

    __tablename__ = "kernel_cursor"

    name: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(BigId)
    moved_at: Mapped[datetime]


@dataclass(frozen=True, kw_only=True)
class Projection:
    """Derived tables kept by `handle(facts, tables)`, which writes only into the tables it is handed."""

    name: str
    kinds: tuple[type[Event], ...]
    tables: tuple[Table, ...]
    handle: Callable[[Sequence[Fact], Tables], None]


@dataclass(frozen=True, kw_only=True)
class Actor:
    """A reaction with effects, which leave the database through the outbox only; without `kinds` it hears them all."""

    name: str
    kinds: Collection[type[Event]] = ()
    handle: Callable[[Sequence[Fact]], None]


Consumer = Projection | Actor


@dataclass(frozen=True)
class Difference:
    """What a rebuild would change in one table: rows only there now, rows only in the rebuilt one."""

    table: str
    now_only: int
    rebuilt_only: int


def install(consumers: Sequence[Consumer]) -> None:
    """Give each new consumer its cursor: a projection reads from the beginning, an actor from now on."""
    end = last_seq()
    rows = [{"name": c.name, "seq": end if isinstance(c, Actor) else 0, "moved_at": clock.now()} for c in consumers]
    if rows:
        db.session.execute(upsert(Cursor).on_conflict_do_nothing(), rows)


def lag(consumer: Consumer) -> int:
    """Return how many places the consumer is behind the log's end."""
    return last_seq() - _position(consumer)


def run(consumer: Consumer, *, stop: Callable[[], bool] = lambda: False) -> int:
    """Let the consumer read until nothing is left; return how many facts it was handed."""
    total = 0
    while not stop():
        with kernel_db.reading():
            if not lag(consumer):
                break
        handed = _run_batch(consumer)
        if handed is None:
            break
        total += handed
    return total


def _run_batch(consumer: Consumer) -> int | None:
    """Hand over one batch and move the cursor; None when another worker holds the cursor."""
    with kernel_db.writing() as session:
        seq = session.scalar(select(Cursor.seq).where(Cursor.name == consumer.name).with_for_update(skip_locked=True))
        if seq is None:
            return None
        facts, reached = _next(consumer, seq)
        if isinstance(consumer, Projection):
            _feed(consumer, facts, {t.name: t for t in consumer.tables})
        elif live := [f for f in facts if not f.imported]:
            consumer.handle(live)
        _move(consumer.name, reached)
        return len(facts)


def _next(consumer: Consumer, seq: int) -> tuple[list[Fact], int]:
    end = last_seq()
    facts = since(seq, consumer.kinds or tuple(KINDS.values()), until=end, limit=BATCH)
    return facts, facts[-1].seq if len(facts) == BATCH else max(end, seq)


def _feed(projection: Projection, facts: Sequence[Fact], tables: Tables) -> None:
    if facts:
        projection.handle(facts, tables)


def _move(name: str, seq: int) -> None:
    db.session.execute(update(Cursor).where(Cursor.name == name).values(seq=seq, moved_at=clock.now()))


def rebuild(projection: Projection, progress: Progress = lambda _: None) -> None:
    """Build the projection's tables anew beside the present ones, and swap them in one transaction."""
    with _beside(projection) as shadows, _caught_up(projection, shadows, progress) as session:
        for table in projection.tables:
            session.execute(delete(table))
            names = [c.name for c in _natural(table)]  # the database gives surrogate keys anew, and goes on from there
            session.execute(insert(table).from_select(names, select(*_natural(shadows[table.name]))))


def check(projection: Projection, progress: Progress = lambda _: None) -> list[Difference]:
    """Rebuild beside and compare canonical dumps; return what would change, leaving everything as it is."""
    run(projection)
    with _beside(projection) as shadows, _caught_up(projection, shadows, progress):
        pairs = [(t.name, Counter(canonical(t)), Counter(canonical(shadows[t.name]))) for t in projection.tables]
    return [
        Difference(table=name, now_only=(now - rebuilt).total(), rebuilt_only=(rebuilt - now).total())
        for name, now, rebuilt in pairs
        if now != rebuilt
    ]


def canonical(table: Table) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a derived table for comparison: without surrogate keys, reals rounded to 6 decimals."""
    for row in db.session.execute(select(*_natural(table))):
        yield tuple(round(v, 6) if isinstance(v, float) else v for v in row)


def _natural(table: Table) -> list[Column[Any]]:
    """Return the table's columns without its surrogate key, which is one declared with `autoincrement=True`."""
    return [c for c in table.columns if not (c.primary_key and c.autoincrement is True)]


@contextmanager
def _beside(projection: Projection) -> Iterator[Tables]:
    """Create empty tables like the projection's own, and drop them at the end."""
    shadows = {t.name: t.to_metadata(MetaData(), name=f"{t.name}_rebuild") for t in projection.tables}
    for shadow in shadows.values():
        shadow.indexes.clear()  # their names are taken, and a rebuild writes faster without
        shadow.constraints = {c for c in shadow.constraints if not isinstance(c, ForeignKeyConstraint)}
        for constraint in shadow.constraints:
            constraint.name = None  # taken too: on PostgreSQL a key's name is that of its index
    _drop(shadows)
    with kernel_db.writing() as session:
        for shadow in shadows.values():
            shadow.create(session.connection())
    try:
        yield shadows
    finally:
        _drop(shadows)


def _drop(shadows: Tables) -> None:
    with kernel_db.writing() as session:
        for shadow in shadows.values():
            shadow.drop(session.connection(), checkfirst=True)


@contextmanager
def _caught_up(projection: Projection, shadows: Tables, progress: Progress) -> Iterator[scoped_session[Any]]:
    """Feed the log into the shadows in batches, then hold the cursor where both stand at the same fact."""
    reached = 0
    with kernel_db.reading():
        target = _position(projection)
    while reached < target:
        with kernel_db.writing():
            facts = since(reached, projection.kinds, until=target, limit=BATCH)
            _feed(projection, facts, shadows)
        reached = facts[-1].seq if len(facts) == BATCH else target
        progress(reached)
    with kernel_db.writing() as session:
        session.execute(select(Cursor.seq).where(Cursor.name == projection.name).with_for_update())
        rest = since(reached, projection.kinds, until=_position(projection), limit=sys.maxsize)
        _feed(projection, rest, shadows)
        yield session


def _position(consumer: Consumer) -> int:
    return db.session.scalar(select(Cursor.seq).where(Cursor.name == consumer.name)) or 0
