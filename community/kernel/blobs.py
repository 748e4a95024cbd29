"""Contents of uploaded files, kept in the data folder under the digest of their bytes.

A content is written whole, and lies on the disk before the row that names it is committed: a kill in between leaves
a content without a row, which a cleaning job finds by its age. The same bytes are one file, whoever brings them.
"""

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from flask import current_app

FOLDERS: Final = tuple(f"{number:02x}" for number in range(256))


class Store:
    """A folder of contents; any number of processes may write to it and clean it at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, content: bytes) -> str:
        """Make a content durable and return its digest; one that is there already counts as fresh again."""
        digest = hashlib.sha256(content).hexdigest()
        target = self.path(digest)
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".incoming-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            with self._alone():
                Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        _make_durable(target.parent)
        return digest

    def path(self, digest: str) -> Path:
        """Return where the content with this digest lies."""
        return self._folder / digest[:2] / digest

    def clean(self, folder: str, before: datetime, known: Callable[[Collection[str]], Collection[str]]) -> int:
        """Remove from one of FOLDERS what is older than `before` and not `known`; return how many files went."""
        place = self._folder / folder
        old = [file for file in place.iterdir() if _is_older(file, before)] if place.is_dir() else []
        kept = set(known([file.name for file in old])) if old else set()
        return sum(self._remove(file, before) for file in old if file.name not in kept)

    def _remove(self, file: Path, before: datetime) -> bool:
        with self._alone():  # somebody may have brought the same bytes again meanwhile
            gone = _is_older(file, before)
            if gone:
                file.unlink()
            return gone

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the store's lock, so that what is being brought is not removed at the same moment."""
        with (self._folder / ".lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def store() -> Store:
    """Return the store of the present application."""
    return Store(current_app.extensions["settings"].data_dir / "files")


def _is_older(file: Path, moment: datetime) -> bool:
    return file.exists() and file.stat().st_mtime < moment.timestamp()


def _make_durable(folder: Path) -> None:
    """Let the names in a folder, and the folder's own name, survive a power cut."""
    for place in (folder, folder.parent):
        handle = os.open(place, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
