"""Counters of a whole batch: differences collected by row, and written with one statement a table."""

from collections import Counter, defaultdict
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, bindparam, case, update

from community.kernel.db import Model, UtcDateTime, db


class Counts:
    """Differences since the batch began; `write` adds them, so that two writers at once both count."""

    def __init__(self) -> None:
        self._numbers: dict[type[Model], dict[int, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
        self._moments: dict[type[Model], dict[int, datetime]] = defaultdict(dict)

    def add(self, model: type[Model], row_id: int | None, **changes: int) -> None:
        """Note what is to be added to the columns of a row; nobody's row is no row."""
        if row_id is not None and any(changes.values()):
            self._numbers[model][row_id].update(changes)

    def reach(self, model: type[Model], row_id: int, moment: datetime) -> None:
        """Note that something happened there at `moment`; `last_activity_at` moves forward only."""
        self._moments[model][row_id] = max(moment, self._moments[model].get(row_id, moment))

    def write(self) -> None:
        """Write all that was noted, in the order of ids, so that two writers never wait for each other."""
        for model, rows in self._numbers.items():
            self._add(model.__table__, rows)
        for model, moments in self._moments.items():
            self._reach(model.__table__, moments)

    def _add(self, table: Any, rows: dict[int, Counter[str]]) -> None:
        names = sorted({name for row in rows.values() for name in row})
        values = {name: table.c[name] + bindparam(f"more_{name}", type_=Integer) for name in names}
        given = [{"row_id": i} | {f"more_{name}": row[name] for name in names} for i, row in sorted(rows.items())]
        db.session.execute(update(table).where(table.c.id == bindparam("row_id")).values(values), given)

    def _reach(self, table: Any, moments: dict[int, datetime]) -> None:
        column, moment = table.c.last_activity_at, bindparam("moment", type_=UtcDateTime())
        values = {"last_activity_at": case((column > moment, column), else_=moment)}
        given = [{"row_id": i, "moment": at} for i, at in sorted(moments.items())]
        db.session.execute(update(table).where(table.c.id == bindparam("row_id")).values(values), given)
