"""Worker processes that are killed at random, and replaced."""

from collections.abc import Callable
from multiprocessing.process import BaseProcess
from typing import Any

from support import forked


class Workers:
    """Some processes that do the same work; one of them is killed now and then, and another begins in its place."""

    def __init__(self, number: int, work: Callable[..., None], *arguments: Any) -> None:
        self._work, self._arguments = work, arguments
        self._processes = [self._start() for _ in range(number)]

    def _start(self) -> BaseProcess:
        return forked.start(self._work, *self._arguments)

    def kill(self, which: int) -> None:
        self._processes[which].kill()
        self._processes[which].join()
        self._processes[which] = self._start()

    def end(self) -> None:
        for process in self._processes:
            process.kill()
            process.join()
