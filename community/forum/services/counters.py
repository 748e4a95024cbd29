"""Counters are columns; they move by differences, so that two writers at once both count."""

from functools import cache
from typing import Any

from sqlalchemy import DateTime, Table, Update, bindparam, case, update
from sqlalchemy.orm.util import identity_key

from community.kernel.db import Model, db, table_of


def count(model: type[Model], row_id: int | None, **changes: Any) -> None:
    """Add each number to its column; move each moment's column forward to it, never back."""
    if row_id is None:
        return
    given = {f"new_{name}": change for name, change in changes.items()}
    db.session.execute(_statement(table_of(model), tuple(changes)), {"row_id": row_id, **given})
    known = db.session.identity_map.get(identity_key(model, row_id))
    if known is not None:
        db.session.expire(known, list(changes))


@cache
def _statement(table: Table, names: tuple[str, ...]) -> Update:
    return update(table).where(table.c.id == bindparam("row_id")).values({n: _moved(table.c[n]) for n in names})


def _moved(column: Any) -> Any:
    change = bindparam(f"new_{column.name}", type_=column.type)
    if isinstance(column.type, DateTime) or isinstance(getattr(column.type, "impl", None), DateTime):
        return case((column > change, column), else_=change)
    return column + change
