"""When a row was last used, kept in memory until it is written: a request that reads writes nothing itself."""

import threading
from datetime import datetime

from sqlalchemy import Column, bindparam, update

from . import db as kernel_db
from .db import UtcDateTime, db


class Moments:
    """The latest moment of each row of one table, by id; written every few seconds into `column`."""

    def __init__(self, column: Column[datetime | None]) -> None:
        self._lock = threading.Lock()
        self._column = column
        self._moments: dict[int, datetime] = {}

    def note(self, row_id: int, moment: datetime) -> None:
        """Remember that a row was used at a moment; an earlier one changes nothing."""
        with self._lock:
            self._moments[row_id] = max(moment, self._moments.get(row_id, moment))

    def drain(self) -> dict[int, datetime]:
        """Return what waits, and forget it."""
        with self._lock:
            moments, self._moments = self._moments, {}
        return moments

    def write(self) -> int:
        """Write what waits in one short transaction; return how many rows. What fails waits on."""
        if not (waiting := self.drain()):
            return 0
        table, at = self._column.table, bindparam("at", type_=UtcDateTime())
        rows = [{"row_id": row_id, "at": moment} for row_id, moment in sorted(waiting.items())]
        statement = update(table).where(table.c.id == bindparam("row_id")).values({self._column.name: at})
        try:
            with kernel_db.writing():
                db.session.execute(statement, rows)
        except Exception:
            for row_id, moment in waiting.items():
                self.note(row_id, moment)
            raise
        return len(waiting)
