"""A dump read to its end and counted, before anything is written."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from community.porting.stackexchange.dump import Dump
from community.porting.stackexchange.tables import Record, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSurvey:
    """One file's rows: kept and refused ones, by kind and by reason, and the newest date in them."""

    file: str
    rows: int
    kept: int
    rows_by_kind: dict[str, int]
    kept_by_kind: dict[str, int]
    refused_by_reason: dict[str, int]
    newest: datetime | None

    @property
    def refused(self) -> int:
        """Return how many rows are not taken."""
        return sum(self.refused_by_reason.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What a dump holds, file by file; `dump_up_to` is the newest date of any row that is kept."""

    files: tuple[FileSurvey, ...]
    dump_up_to: datetime | None

    def of(self, table: Table[Any]) -> FileSurvey:
        """Return the counts for one file; all zero if the dump does not have it."""
        return next((file for file in self.files if file.file == table.file), _nothing(table))

    @property
    def rows(self) -> int:
        """Return how many rows the dump has."""
        return sum(file.rows for file in self.files)

    @property
    def kept(self) -> int:
        """Return how many rows can be taken."""
        return sum(file.kept for file in self.files)

    @property
    def refused(self) -> int:
        """Return how many rows cannot be taken."""
        return sum(file.refused for file in self.files)


def survey(dump: Dump, progress: Callable[[int], None] = lambda _bytes: None) -> Survey:
    """Read all files whole. Raises DumpError, naming file and line, if one of them is broken."""
    files = tuple(_surveyed(dump, table, progress) for table in dump.tables())
    return Survey(files=files, dump_up_to=max((file.newest for file in files if file.newest), default=None))


def _surveyed(dump: Dump, table: Table[Any], progress: Callable[[int], None]) -> FileSurvey:
    counts = survey_file(dump, table)
    progress(dump.size(table))
    return counts


def survey_file(dump: Dump, table: Table[Any]) -> FileSurvey:
    """Read one file whole and count its rows."""
    kinds: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    newest: datetime | None = None
    for row in dump.sift(table):
        kinds[row.kind] += 1
        if row.reason is not None:
            reasons[row.reason] += 1
            continue
        kept[row.kind] += 1
        newest = _newest(table, row.record, newest)
    return FileSurvey(
        file=table.file,
        rows=kinds.total(),
        kept=kept.total(),
        rows_by_kind=dict(kinds),
        kept_by_kind=dict(kept),
        refused_by_reason=dict(reasons.most_common()),
        newest=newest,
    )


def _newest(table: Table[Record], record: Record | None, newest: datetime | None) -> datetime | None:
    for name in table.dates:
        moment = getattr(record, name)
        if moment is not None and (newest is None or moment > newest):
            newest = moment
    return newest


def _nothing(table: Table[Any]) -> FileSurvey:
    return FileSurvey(
        file=table.file, rows=0, kept=0, rows_by_kind={}, kept_by_kind={}, refused_by_reason={}, newest=None
    )
