"""Where a Whoosh index lies on the disk: generations side by side, each file sealed by a checksum.

    <directory>/current        name of the generation in use, replaced atomically
    <directory>/WRITE          lock of whoever changes anything here
    <directory>/<format>-<n>/  one generation: Whoosh's own files, and beside each a `.sum`

A file is sealed before it becomes part of the index, so a file without its seal, or not equal to it, is damage:
a power cut, a bad disk, a stray hand. Whoosh itself never looks, and would answer wrongly or fail midway.
"""

import os
import shutil
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from whoosh.filedb.filestore import FileStorage
from whoosh.util.filelock import FileLock, try_for

from .engine import IndexBusy, IndexUnavailable
from .whoosh_schema import FORMAT

INDEX_NAME = "MAIN"
CHUNK = 1 << 20
Stamp = tuple[int, int, int]


class SealedStorage(FileStorage):
    """A folder of index files, whose table of contents is put in place only after everything it names is sealed."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))  # type: ignore[no-untyped-call]

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Whoosh's last step of a commit: rename the new table of contents. Seal first, tidy old seals after."""
        folder = Path(self.folder)
        for segment in folder.glob("*.seg"):
            if not _seal_of(segment).exists():
                _seal(segment, _seal_of(segment))
        _seal(folder / oldname, _seal_of(folder / newname))
        os.replace(folder / oldname, folder / newname)
        for old in folder.glob("_*.toc.*"):  # seals of earlier tables, and tables a killed writer left unfinished
            if old != _seal_of(folder / newname):
                old.unlink(missing_ok=True)


class Seals:
    """Checks files against their seals: once each, and again when a file's size, time or inode changes."""

    def __init__(self) -> None:
        self._good: dict[Path, Stamp] = {}

    def check(self, path: Path) -> None:
        """Raise IndexUnavailable if the file is not what was written, FileNotFoundError if it or its seal is gone."""
        status = path.stat()
        stamp = (status.st_size, status.st_mtime_ns, status.st_ino)
        if self._good.get(path) == stamp:
            return
        if _seal_of(path).read_text() != _checksum(path):
            raise IndexUnavailable(f"The search index file {path.name} is damaged.")
        self._good[path] = stamp

    def forget_all_but(self, folder: Path, names: Collection[str]) -> None:
        """Keep in mind only these files of this folder; others are gone or soon will be."""
        known = list(self._good.items())  # in one go: other threads check files too
        self._good = {path: stamp for path, stamp in known if path.parent == folder and path.name in names}


class Generations:
    """The generations under one directory, of which one is current."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._pointer = directory / "current"

    def current(self) -> Path | None:
        """Return the folder of the generation in use, None if there is none that we can read."""
        try:
            name = self._pointer.read_text()
        except (OSError, UnicodeDecodeError):
            return None
        form, _, number = name.partition("-")
        return self.directory / name if form == FORMAT and number.isdecimal() else None

    def folder(self) -> Path:
        """Return the folder of the generation in use; raises IndexUnavailable if there is none."""
        if folder := self.current():
            return folder
        raise IndexUnavailable("There is no search index yet.")

    def begin(self) -> Path:
        """Make a new generation's folder; folders that are not in use are remains, and go."""
        numbers = [int(folder.name.partition("-")[2]) for folder in self._folders()]
        self._sweep(self.current())
        folder = self.directory / f"{FORMAT}-{max(numbers, default=0) + 1}"
        folder.mkdir(parents=True)
        return folder

    def switch(self, folder: Path) -> None:
        """Make `folder` the generation in use and remove the others; open readers keep what they have."""
        fresh = self._pointer.with_suffix(".new")
        fresh.write_text(folder.name)
        os.replace(fresh, self._pointer)
        self._sweep(folder)

    @contextmanager
    def writing(self, wait: float) -> Iterator[None]:
        """Hold the lock of everything that changes the index; raises IndexBusy after `wait` seconds."""
        self.directory.mkdir(parents=True, exist_ok=True)
        lock = FileLock(str(self.directory / "WRITE"))
        if not try_for(lock.acquire, timeout=wait, delay=0.05):
            raise IndexBusy("Another process is writing to the search index.")
        try:
            yield
        finally:
            lock.release()

    def _folders(self) -> list[Path]:
        found = [path for path in self.directory.glob("*-*") if path.is_dir()]
        return [path for path in found if path.name.partition("-")[2].isdecimal()]

    def _sweep(self, keep: Path | None) -> None:
        for folder in self._folders():
            if folder != keep:
                shutil.rmtree(folder, ignore_errors=True)


def _seal_of(path: Path) -> Path:
    return path.with_name(path.name + ".sum")


def _seal(path: Path, seal: Path) -> None:
    fresh = seal.with_name(seal.name + ".new")
    fresh.write_text(_checksum(path))
    os.replace(fresh, seal)


def _checksum(path: Path) -> str:
    """Return size and CRC-32 of a file: made against accidents, not against people, who could seal anew."""
    crc = size = 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            crc, size = zlib.crc32(chunk, crc), size + len(chunk)
    return f"{size} {crc:08x}"
