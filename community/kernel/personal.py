"""What a room holds of one person: told to them when they ask, and forgotten when they leave."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Column, Table, delete, inspect, select, update

from .db import db
from .withdrawing import Touched, empty


@dataclass(frozen=True, kw_only=True)
class Personal:
    """One kind of what is held of members, such as their sessions; `name` is its heading in a download.

    `told(member_id)` returns it as plain rows for JSON, without secrets; `erase(member_id)` empties every personal
    value and leaves ids, numbers and counters as they are. It runs in the transaction of the erasure, and a second
    time changes nothing. `words(member_id)` empties the texts that others read, for who takes them along.
    """

    name: str
    told: Callable[[int], Sequence[Mapping[str, Any]]]
    erase: Callable[[int], None]
    files: Callable[[int], Iterable[tuple[str, Path]]] | None = None  # those of a download: their names, where they lie
    words: Callable[[int], Touched] | None = None


LEFT_OUT: Final = frozenset({"html", "renderer", "password", "fs_uniquifier", "digest", "shown_digest"})


def rows_of(whose: Any, *conditions: Any) -> Callable[[int], Sequence[Mapping[str, Any]]]:
    """Return what tells all rows of a table whose column, such as `Vote.member_id`, names the member."""
    table: Table = inspect(whose.class_).local_table
    columns = [column for column in table.columns if column.name not in LEFT_OUT and not _is_anothers(column, whose)]

    def told(member_id: int) -> Sequence[Mapping[str, Any]]:
        mine = select(*columns).where(whose == member_id, *conditions).order_by(*table.primary_key)
        return [dict(row) for row in db.session.execute(mine).mappings()]

    return told


def _is_anothers(column: Column[Any], whose: Any) -> bool:
    """Tell whether a column names somebody else who acted, such as the moderator who hid a post."""
    return column.name.endswith("by_id") and column.name != whose.key


def kept(_member_id: int) -> None:
    """Forget nothing here: ids, numbers and codes, or words that belong to the community."""


def removed(whose: Any, *conditions: Any) -> Callable[[int], None]:
    """Return what removes all rows of a table whose column names the member."""
    table: Table = inspect(whose.class_).local_table

    def erase(member_id: int) -> None:
        db.session.execute(delete(table).where(whose == member_id, *conditions))

    return erase


def emptied(whose: Any, *columns: Any) -> Callable[[int], None]:
    """Return what empties these columns of all rows of a table whose column names the member; the rows stay."""
    table: Table = inspect(whose.class_).local_table
    nothing = {column.key: "" for column in columns}

    def erase(member_id: int) -> None:
        db.session.execute(update(table).where(whose == member_id).values(nothing))

    return erase


def withdrawn(whose: Any) -> Callable[[int], Touched]:
    """Return what empties the words of all rows of a table whose column names the member; the rows stay."""

    def take(member_id: int) -> Touched:
        return empty(whose.class_, whose == member_id)

    return take
