"""A dump on disk: its files found and indexed, and their rows sifted into those taken and those refused."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic

from community.kernel.xml_cells import Cells, RowRefused
from community.kernel.xml_rows import FETCH_AGAIN, DumpError, XmlRow, how_to_unpack, read_rows
from community.porting.stackexchange.history import group_revisions
from community.porting.stackexchange.id_map import IdMap
from community.porting.stackexchange.index import Index
from community.porting.stackexchange.kinds import kind_name
from community.porting.stackexchange.records import DumpClosure, DumpRevision
from community.porting.stackexchange.tables import (
    HISTORY,
    POSTS,
    TABLES,
    TAGS,
    USERS,
    Record,
    Table,
)
from community.porting.stackexchange.taking import read_post, read_tag

ARCHIVE_ENDINGS = (".7z", ".zip", ".gz", ".bz2", ".xz", ".tar", ".tgz")


@dataclass(frozen=True, slots=True)
class Sifted(Generic[Record]):
    """One row of a file: either its record, or the reason why it was refused; `row_id` None if unreadable."""

    line: int
    row_id: int | None
    kind: str
    record: Record | None
    reason: str | None


class Dump:
    """The files of one dump, by the name of their table; reading them twice gives the same rows twice."""

    def __init__(self, directory: Path, files: dict[str, Path]) -> None:
        self.directory = directory
        self._files = files
        self._index = _build_index(self)

    def has(self, table: Table[Any]) -> bool:
        """Return whether the dump has this file; all but Posts.xml may be absent."""
        return table.file in self._files

    def tables(self) -> tuple[Table[Any], ...]:
        """Return the files that are there, in the order in which they depend on each other."""
        return tuple(table for table in TABLES if self.has(table))

    def size(self, table: Table[Any]) -> int:
        """Return the length of the file in bytes, as the measure of progress."""
        return self._files[table.file].stat().st_size

    def has_member(self, member_id: int) -> bool:
        """Return whether Users.xml has a row for this member that is taken."""
        return member_id in self._index.members

    def has_post(self, post_id: int) -> bool:
        """Return whether Posts.xml has a row for this question or answer that is taken."""
        return self._index.is_taken(post_id)

    def is_question(self, post_id: int) -> bool:
        """Return whether this is a question that is taken."""
        return self._index.is_question(post_id)

    def is_accepted(self, post_id: int) -> bool:
        """Return whether this is an answer that its question names as accepted."""
        return self._index.is_accepted(post_id)

    def sift(self, table: Table[Record]) -> Iterator[Sifted[Record]]:
        """Yield every row of the file, taken or refused. Raises DumpError for a file broken as a whole."""
        met = IdMap()
        for line, values in self.rows(table):
            kind = kind_name(table.kinds, values.get(table.kind_column)) if table.kinds else "row"
            cells = Cells(values)
            row_id = None
            try:
                row_id = cells.number("Id")
                if not met.claim(row_id):
                    raise RowRefused("an earlier row has the same Id")  # noqa: TRY301 - one way out for all reasons
                yield Sifted(line, row_id, kind, table.take(cells, self._index), None)
            except RowRefused as refusal:
                yield Sifted(line, row_id, kind, None, refusal.reason)

    def kept(self, table: Table[Record]) -> Iterator[Record]:
        """Yield the records that are taken, in the order of the file."""
        return (row.record for row in self.sift(table) if row.record is not None)

    def history(self) -> Iterator[DumpRevision | DumpClosure]:
        """Yield the revisions, each save as one, and the closings and reopenings, in order."""
        return group_revisions(self.kept(HISTORY))

    def rows(self, table: Table[Any]) -> Iterator[XmlRow]:
        """Yield the bare rows; afterwards raise DumpError if a required column appeared in none of them."""
        if not self.has(table):
            return
        missing, rows = set(table.columns), 0
        for rows, row in enumerate(read_rows(self._files[table.file], table.root), start=1):  # noqa: B007
            if missing:
                missing -= row[1].keys()
            yield row
        if missing and rows:
            columns = " and ".join(sorted(missing))
            raise DumpError(f"{table.file}, line 1: none of its rows has the column {columns}; {FETCH_AGAIN}.")


def open_dump(directory: Path) -> Dump:
    """Find the dump's files and index its members, tags and posts. Raises DumpError with what to do instead."""
    try:
        files = _find_files(directory)
    except OSError as error:
        raise DumpError(
            f"The folder {directory} cannot be read ({error.strerror}); check its name and rights."
        ) from error
    return Dump(directory, files)


def _find_files(directory: Path) -> dict[str, Path]:
    """Match file names whatever their case: the dumps of the first years were all lower case."""
    if directory.is_file():
        raise DumpError(_no_folder(directory.name))
    if not directory.is_dir():
        raise DumpError(f"There is no folder {directory}; give the folder that holds Posts.xml.")
    present = sorted(path for path in directory.iterdir() if path.is_file())
    by_name = {path.name.lower(): path for path in present} | {path.name: path for path in present}
    files = {
        table.file: found for table in TABLES if (found := by_name.get(table.file) or by_name.get(table.file.lower()))
    }
    if POSTS.file not in files:
        raise DumpError(_no_posts(directory, present))
    return files


def _no_folder(name: str) -> str:
    if name.lower().endswith(ARCHIVE_ENDINGS):
        return f"{name} is a packed archive; {how_to_unpack(name)}."
    return f"{name} is a file; give the folder that holds Posts.xml and its companions."


def _no_posts(directory: Path, present: list[Path]) -> str:
    for path in present:
        if path.name.lower().endswith(ARCHIVE_ENDINGS):
            return f"The folder {directory} holds the packed archive {path.name}; {how_to_unpack(path.name)}."
    state = "holds no Posts.xml" if present else "is empty"
    return f"The folder {directory} {state}; give the folder into which the dump was unpacked."


def _build_index(dump: Dump) -> Index:
    index = Index()
    for _tag_id, cells in _claimed(dump, TAGS):
        with suppress(RowRefused):
            index.add_tag(read_tag(cells))
    for member_id, cells in _claimed(dump, USERS):
        with suppress(RowRefused):
            USERS.take(cells, index)
            index.members.claim(member_id)
    posts = 0
    for posts, (post_id, cells) in enumerate(_claimed(dump, POSTS), start=1):  # noqa: B007
        try:
            index.add_post(read_post(cells))
        except RowRefused:
            index.add_refused_post(post_id)
    if not posts:
        raise DumpError(f"Posts.xml has no rows, so there is nothing to import; {FETCH_AGAIN}.")
    index.settle_answers()
    return index


def _claimed(dump: Dump, table: Table[Any]) -> Iterator[tuple[int, Cells]]:
    """Yield the first row with each Id, as `sift` does."""
    met = IdMap()
    for _line, values in dump.rows(table):
        cells = Cells(values)
        with suppress(RowRefused):
            if met.claim(row_id := cells.number("Id")):
                yield row_id, cells
