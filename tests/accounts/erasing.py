"""A worker that takes names out of everything, and is killed in the middle of a piece."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from support import databases

from community.accounts import erasures
from community.app import create_app
from community.kernel import forgetting


def work(url: str, folder: str, pieces: int) -> None:
    """Go on with what is to be done; be killed in the last of so many pieces, when its rows are written."""
    app = create_app(databases.settings_for(url, Path(folder)))
    left = iter(range(pieces, 0, -1))
    whole = erasures._go

    def go(*asked: Any) -> None:
        whole(*asked)
        if next(left) == 1:
            os.kill(os.getpid(), signal.SIGKILL)

    with app.app_context(), small_pieces(), mock.patch.object(erasures, "_go", go):
        while erasures.go_on(app.extensions["settings"], lambda: False):
            pass


@contextmanager
def small_pieces() -> Iterator[None]:
    """Let a piece be one step, and a step one row, so that even a small community has many."""
    with mock.patch.object(forgetting, "ROWS", 1), mock.patch.object(erasures, "PIECE_SECONDS", 0):
        yield
