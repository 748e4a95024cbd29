"""The list of rows that were not taken, for whoever wants to know what an import left out."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from community.kernel.errors import Refused
from community.porting.stackexchange.dump import Dump
from community.porting.stackexchange.survey import Survey


@dataclass(frozen=True, slots=True)
class Refusal:
    """One row that is not taken; `row_id` is None where the row has no readable Id."""

    file: str
    line: int
    row_id: int | None
    reason: str


def refusals(dump: Dump) -> Iterator[Refusal]:
    """Yield every refused row, file by file, by reading the dump again rather than remembering it."""
    for table in dump.tables():
        for row in dump.sift(table):
            if row.reason is not None:
                yield Refusal(table.file, row.line, row.row_id, row.reason)


def summary(survey: Survey) -> list[tuple[str, str, int]]:
    """Return (file, reason, rows) for each reason of each file, the most frequent first within a file."""
    return [(file.file, reason, rows) for file in survey.files for reason, rows in file.refused_by_reason.items()]


def write_report(path: Path, survey: Survey, refused: Iterable[Refusal]) -> None:
    """Write the report as CSV: rows by file and reason, an empty line, then each refused row.

    Nothing from the dump but whole numbers reaches the file, so a spreadsheet finds no formula in it.
    """
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerows([("file", "reason", "rows"), *summary(survey), ()])
            writer.writerow(("file", "line", "row id", "reason"))
            writer.writerows((row.file, row.line, row.row_id, row.reason) for row in refused)
    except OSError as error:
        raise Refused(f"The report {path} cannot be written ({error.strerror}); name another place.") from error
