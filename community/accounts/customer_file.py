"""Customer records from a CSV: each line is read, or refused in a sentence.

Columns: `member` (handle or mail address), `source`, `as_of` (ISO date), and any of `organisation`, `tier`,
`followers`, `second_degree`, `external_score`. An empty cell says nothing and leaves what was known.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from community.kernel.errors import Refused

from .customers import LONGEST_TEXT, MOST_FOLLOWERS, MOST_SCORE, TIERS, Field

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
        seen: dict[tuple[str, date], int] = {}
        for cells in reader:
            yield _read_line(reader.line_num, cells, today, seen)
    except csv.Error as error:
        raise Refused(f"The file is not a CSV: {error} (after line {reader.line_num}).") from error


def _read_line(number: int, cells: Mapping[Any, Any], today: date, seen: dict[tuple[str, date], int]) -> Line | Bad:
    try:
        if None in cells:
            return Bad(number, "it has more cells than the first line has columns.")
        line = _line(number, {name: cell.strip() for name, cell in cells.items()}, today)
    except Refused as no:
        return Bad(number, no.sentence)
    first = seen.setdefault((line.member.lower(), line.as_of), number)
    return line if first == number else Bad(number, f"line {first} tells of the same member as of the same day.")


def _check_columns(names: list[str]) -> None:
    if not names:
        raise Refused(f"The file is empty; its first line must name the columns {', '.join(NEEDED)}.")
    missing = [name for name in NEEDED if name not in names]
    unknown = [name for name in names if name not in (*NEEDED, *_READ)]
    if missing:
        are = "is" if len(missing) == 1 else "are"
        raise Refused(f"The first line must name the columns {', '.join(NEEDED)}; {', '.join(missing)} {are} missing.")
    if unknown:
        raise Refused(f"The column {unknown[0]!r} is not known; there are {', '.join((*NEEDED, *_READ))}.")


def _line(number: int, cells: Mapping[str, str], today: date) -> Line:
    for name in NEEDED:
        if not cells[name]:
            raise Refused(f"the column {name} is empty.")
    as_of = _day(cells["as_of"], today)
    values = {field: read_cell(cells[field]) for field, read_cell in _READ.items() if cells.get(field)}
    if not values:
        raise Refused("it says nothing: every column with a value is empty.")
    return Line(number=number, member=cells["member"], source=_text(cells["source"]), as_of=as_of, values=values)


def _day(cell: str, today: date) -> date:
    try:
        day = date.fromisoformat(cell)
    except ValueError:
        raise Refused(f"“{cell}” is no day; days are written like 2026-11-22.") from None
    if day > today:
        raise Refused(f"{cell} lies in the future.")
    return day


def _text(cell: str) -> str:
    if len(cell) > LONGEST_TEXT:
        raise Refused(f"a text is longer than {LONGEST_TEXT} characters.")
    return cell


def _tier(cell: str) -> str:
    tier = cell.lower()
    if tier not in TIERS:
        raise Refused(f"“{cell}” is no tier; the tiers are {', '.join(TIERS)}.")
    return tier


def _count(cell: str) -> str:
    if not cell.isascii() or not cell.isdigit() or int(cell[:20]) > MOST_FOLLOWERS:
        raise Refused(f"“{cell}” is no number of people; it takes whole digits such as 24000.")
    return str(int(cell))


def _score(cell: str) -> str:
    try:
        score = float(cell)
    except ValueError:
        score = -1.0
    if not 0 <= score <= MOST_SCORE:
        raise Refused(f"“{cell}” is no score from 0 to {MOST_SCORE}.")
    return f"{score:g}"


_READ: Final[Mapping[Field, Callable[[str], str]]] = {
    "organisation": _text,
    "tier": _tier,
    "followers": _count,
    "second_degree": _count,
    "external_score": _score,
}
