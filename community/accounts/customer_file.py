"""Customer records from a CSV: each line is read, or refused in a sentence.

Columns: `member` (handle or mail address), `source`, `as_of` (ISO date), and any of the fields of a customer record.
An empty cell says nothing and leaves what was known.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from community.kernel.errors import Refused

from .customer_fields import READ, Field, read_values, text

NEEDED: Final = ("member", "source", "as_of")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line that can be read: who is meant, who says so, as of when, and what."""

    number: int
    member: str
    source: str
    as_of: date
    values: Mapping[Field, str]


@dataclass(frozen=True, slots=True)
class Bad:
    """One line that cannot be taken, and why."""

    number: int
    says: str


def read(lines: Iterable[str], today: date) -> Iterator[Line | Bad]:
    """Yield every line of the file, read or refused; a file without the needed columns is refused whole."""
    reader = csv.DictReader(lines, restval="")
    try:
        _check_columns(list(reader.fieldnames or ()))
        seen: dict[tuple[str, str, date], int] = {}
        for cells in reader:
            yield _read_line(reader.line_num, cells, today, seen)
    except csv.Error as error:
        raise Refused(f"The file is not a CSV: {error} (after line {reader.line_num}).") from error


def _read_line(
    number: int, cells: Mapping[Any, Any], today: date, seen: dict[tuple[str, str, date], int]
) -> Line | Bad:
    try:
        if None in cells:
            return Bad(number, "it has more cells than the first line has columns.")
        line = _line(number, {name: cell.strip() for name, cell in cells.items()}, today)
    except Refused as no:
        return Bad(number, no.sentence)
    first = seen.setdefault((line.member.lower(), line.source, line.as_of), number)
    if first == number:
        return line
    return Bad(number, f"line {first} tells of the same member by the same source as of the same day.")


def _check_columns(names: list[str]) -> None:
    if not names:
        raise Refused(f"The file is empty; its first line must name the columns {', '.join(NEEDED)}.")
    missing = [name for name in NEEDED if name not in names]
    unknown = [name for name in names if name not in (*NEEDED, *READ)]
    if missing:
        are = "is" if len(missing) == 1 else "are"
        raise Refused(f"The first line must name the columns {', '.join(NEEDED)}; {', '.join(missing)} {are} missing.")
    if unknown:
        raise Refused(f"The column {unknown[0]!r} is not known; there are {', '.join((*NEEDED, *READ))}.")


def _line(number: int, cells: Mapping[str, str], today: date) -> Line:
    for name in NEEDED:
        if not cells[name]:
            raise Refused(f"the column {name} is empty.")
    return line_of(cells["member"], cells["source"], _day(cells["as_of"]), cells, today, number)


def line_of(member: str, source: str, as_of: date, cells: Mapping[str, str], today: date, number: int = 1) -> Line:
    """Return what a source says of a member as of a day; refuse a value that is none, and a day to come."""
    if as_of > today:
        raise Refused(f"{as_of} lies in the future.")
    return Line(number=number, member=member, source=text(source), as_of=as_of, values=read_values(cells))


def _day(cell: str) -> date:
    try:
        return date.fromisoformat(cell)
    except ValueError:
        raise Refused(f"“{cell}” is no day; days are written like 2026-11-22.") from None
