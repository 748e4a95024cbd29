"""Open readers of a Whoosh index: lent to one thread at a time, and always of the newest commit."""

import os
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from whoosh.index import TOC, FileIndex
from whoosh.searching import Searcher

from .engine import IndexUnavailable, SearchError
from .whoosh_files import INDEX_NAME, Generations, SealedStorage, Seals
from .whoosh_schema import schema

KEPT = 16  # open readers
RETRIES = 20  # a commit may remove files between our looking and opening
RETRY_SECONDS = 0.02
T = TypeVar("T")


@dataclass(frozen=True)
class _Reader:
    folder: Path
    commit: int
    searcher: Searcher

    def is_of(self, folder: Path | None) -> bool:
        return self.folder == folder and _newest_commit(self.folder) == self.commit


class Readers:
    """A pool of readers: opening costs milliseconds, and no reader bears two threads at once."""

    def __init__(self, generations: Generations) -> None:
        self._generations = generations
        self._seals = Seals()
        self._idle: deque[_Reader] = deque()
        self._process = os.getpid()

    @contextmanager
    def lend(self) -> Iterator[Searcher]:
        """Lend a searcher over the newest commit; whatever goes wrong inside is IndexUnavailable."""
        with _failure_is_damage():
            reader = self._take()
            try:
                yield reader.searcher
            except BaseException:
                reader.searcher.close()
                raise
        if len(self._idle) < KEPT:
            self._idle.append(reader)
        else:
            reader.searcher.close()

    def check(self) -> None:
        """Compare the files of the present index with their seals; raises IndexUnavailable."""
        with _failure_is_damage():
            self._retried(self._contents)

    def _take(self) -> _Reader:
        folder = self._generations.folder()
        if self._process != os.getpid():  # after a fork, files opened by the parent are not ours to move in
            self._idle, self._process = deque(), os.getpid()
        while self._idle:
            try:
                reader = self._idle.pop()
            except IndexError:  # another thread was quicker
                break
            if reader.is_of(folder):
                return reader
            reader.searcher.close()
        return self._retried(self._open)

    def _open(self, folder: Path) -> _Reader:
        """Open the newest commit, which must be the one whose files were checked."""
        contents = self._contents(folder)
        searcher = FileIndex(SealedStorage(folder), schema=schema(), indexname=INDEX_NAME).searcher()
        if searcher.reader().generation() != contents.generation:
            searcher.close()
            raise FileNotFoundError("a new commit came while we were opening")
        return _Reader(folder, contents.generation, searcher)

    def _contents(self, folder: Path) -> TOC:
        """Return the checked table of contents of the newest commit, with all its files checked."""
        commit = _newest_commit(folder)
        if commit < 0:
            raise FileNotFoundError("no table of contents")
        table = f"_{INDEX_NAME}_{commit}.toc"
        self._seals.check(folder / table)
        contents: TOC = TOC.read(SealedStorage(folder), INDEX_NAME, gen=commit, schema=schema())
        segments = [f"{segment.segment_id()}.seg" for segment in contents.segments]
        for name in segments:
            self._seals.check(folder / name)
        self._seals.forget_all_but(folder, {table, *segments})
        return contents

    def _retried(self, step: Callable[[Path], T]) -> T:
        """Take a step on the present generation, again while commits or a swap move files under our feet."""
        for attempt in range(RETRIES):
            folder = self._generations.folder()
            before = _newest_commit(folder)
            try:
                return step(folder)
            except FileNotFoundError as error:
                if attempt and folder == self._generations.folder() and before == _newest_commit(folder):
                    raise IndexUnavailable("A file of the search index is missing.") from error
            time.sleep(RETRY_SECONDS)
        raise IndexUnavailable("The search index changes too fast to be opened.")


@contextmanager
def _failure_is_damage() -> Iterator[None]:
    """A damaged index fails in as many ways as it has bytes: struct, zlib, index, type, pickle errors."""
    try:
        yield
    except SearchError:
        raise
    except Exception as error:
        raise IndexUnavailable("The search index cannot be read.") from error


def _newest_commit(folder: Path) -> int:
    """Return the number of the newest table of contents in the folder, -1 if there is none."""
    prefix, suffix = f"_{INDEX_NAME}_", ".toc"
    names = (name for name in _names(folder) if name.startswith(prefix) and name.endswith(suffix))
    numbers = (name[len(prefix) : -len(suffix)] for name in names)
    return max((int(number) for number in numbers if number.isdecimal()), default=-1)


def _names(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)
    except FileNotFoundError:
        return []
