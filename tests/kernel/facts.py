"""Facts of no room, for tests of the log: a bell that rings."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Connection, insert, select, text

from community.kernel import clock, sequencer
from community.kernel import db as kernel_db
from community.kernel.db import db
from community.kernel.events import Event, EventRow, publish

PATIENCE_SECONDS = 60


@dataclass(frozen=True, kw_only=True)
class BellRang(Event):
    """A bell rang for the nth time."""

    kind: ClassVar[str] = "test.bell_rang"
    schema: ClassVar[int] = 3
    nth: int
    loud: bool = False
    others: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class BellBroke(Event):
    """A bell broke, which nobody here listens to."""

    kind: ClassVar[str] = "test.bell_broke"


def ring(*numbers: int) -> None:
    """Write one fact for each number, each in a transaction of its own."""
    for nth in numbers:
        with kernel_db.writing():
            publish(BellRang(nth=nth))


def ring_on(connection: Connection, nth: int, **columns: Any) -> None:
    """Write one fact in a transaction that is open on `connection`."""
    now = clock.now()
    row = {"at": now, "recorded_at": now, "kind": BellRang.kind, "schema": BellRang.schema, "imported": False}
    connection.execute(insert(EventRow).values(row | {"payload": {"nth": nth}} | columns))


def places() -> list[tuple[int | None, int]]:
    """Return (place, nth) of every fact in the order of their places, those without a place last."""
    rows: Sequence[Any]
    with kernel_db.reading():
        rows = db.session.execute(select(EventRow.seq, EventRow.payload).order_by(EventRow.seq)).all()
    found = [(row.seq, row.payload.get("nth", 0)) for row in rows]
    return sorted(found, key=lambda place: (place[0] is None, place))


def settle() -> None:
    """Number every fact. Other databases of a shared server may hold transactions open: wait until they end."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        sequencer.run()
        with kernel_db.reading():
            if not sequencer.is_waiting():
                return
        if time.monotonic() > deadline:
            raise TimeoutError("some transaction on this server stays open: facts wait for it")
        time.sleep(0.02)


def number() -> None:
    """Number every fact at once, settled or not: for tests whose own transaction stays open all the while."""
    with kernel_db.writing() as session:
        session.execute(text(sequencer._NUMBER.format(settled="")), {"batch": sequencer.BATCH})
