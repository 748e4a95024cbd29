"""Many new rows in one statement."""

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import insert

from community.kernel.db import Model, db, table_of

Row = TypeVar("Row", bound=Model)


def inserted(rows: Sequence[Row]) -> list[Row]:
    """Insert rows that the session does not know, and return them as it knows them then.

    Adding them one by one would insert them one by one: the database gives many ids in an order of its own.
    """
    if not rows:
        return []
    model = type(rows[0])
    names = [column.key for column in table_of(model).columns if column.key != "id"]
    values = [{name: getattr(row, name) for name in names} for row in rows]
    return list(db.session.scalars(insert(model).returning(model), values))
