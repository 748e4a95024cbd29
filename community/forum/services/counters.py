"""Counters are columns; they move by differences, so that two writers at once both count."""

from datetime import datetime
from typing import Any

from sqlalchemy import case, update

from community.kernel.db import Model, db


def count(model: type[Model], row_id: int | None, **changes: Any) -> None:
    """Add each number to its column; move each moment's column forward to it, never back."""
    columns: Any = model
    values = {name: _moved(getattr(columns, name), change) for name, change in changes.items()}
    if row_id is not None:
        db.session.execute(update(model).where(columns.id == row_id).values(values))


def _moved(column: Any, change: Any) -> Any:
    if isinstance(change, datetime):
        return case((column > change, column), else_=change)
    return column + change
