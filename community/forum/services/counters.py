"""Counters are columns; they move by differences, so that two writers at once both count."""

from datetime import datetime
from typing import Any

from sqlalchemy import case, update
from sqlalchemy.orm.util import identity_key

from community.kernel.db import Model, db


def count(model: type[Model], row_id: int | None, **changes: Any) -> None:
    """Add each number to its column; move each moment's column forward to it, never back."""
    if row_id is None:
        return
    columns: Any = model.__table__.c
    values = {name: _moved(columns[name], change) for name, change in changes.items()}
    db.session.execute(update(model.__table__).where(columns.id == row_id).values(values))  # type: ignore[arg-type]
    known = db.session.identity_map.get(identity_key(model, row_id))
    if known is not None:
        db.session.expire(known, list(changes))


def _moved(column: Any, change: Any) -> Any:
    if isinstance(change, datetime):
        return case((column > change, column), else_=change)
    return column + change
