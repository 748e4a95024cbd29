"""Key-based paging: a page begins after a row's key, so its cost does not grow with its number."""

import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import isfinite
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, tuple_

from .errors import Refused

Row = TypeVar("Row")
LARGEST = 2**63 - 1
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some rows, and the key after which the next page begins (None on the last)."""

    rows: Sequence[Row]
    next_key: str | None


def page_of(rows: Sequence[Row], size: int, key: Callable[[Row], tuple[Any, ...]]) -> Page[Row]:
    """Cut a result that was asked for `size + 1` rows into a page."""
    shown = rows[:size]
    return Page(shown, encode(key(shown[-1])) if len(rows) > size else None)


def after(columns: Sequence[ColumnElement[Any]], key: str, *, descending: bool) -> ColumnElement[bool]:
    """Return the condition for rows beyond `key` in the order of `columns`."""
    values = decode(key, [column.type.python_type for column in columns])
    row, bound = tuple_(*columns), tuple_(*values)
    return row < bound if descending else row > bound


def encode(values: tuple[Any, ...]) -> str:
    plain = [{"t": v.isoformat()} if isinstance(v, datetime) else v for v in values]
    return urlsafe_b64encode(json.dumps(plain, separators=(",", ":")).encode()).decode().rstrip("=")


def decode(key: str, kinds: Sequence[type]) -> list[Any]:
    """Return the values of a key, one of each kind (int, float, str, datetime); any other is refused."""
    try:
        plain = json.loads(urlsafe_b64decode(key + "=" * (-len(key) % 4)))
        values = [datetime.fromisoformat(v["t"]) if isinstance(v, dict) else v for v in plain]
        ours = len(values) == len(kinds) and all(map(_is_ours, values, kinds))
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        ours = False
    if not ours:
        raise Refused("This page address is not complete; go back to the list's beginning.")
    return values


def _is_ours(value: Any, kind: type) -> bool:
    """Tell whether a database takes `value` for a column of `kind`."""
    if type(value) is not kind:
        return False
    if isinstance(value, str):
        return "\0" not in value and not _LONE_SURROGATE.search(value)
    if isinstance(value, int):
        return -LARGEST <= value <= LARGEST
    if isinstance(value, float):
        return isfinite(value)
    return isinstance(value, datetime) and value.utcoffset() == timedelta(0)
