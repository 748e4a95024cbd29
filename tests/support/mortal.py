"""Worker processes that are killed at random, and replaced."""

from collections.abc import Callable
from typing import Any


class Workers:
    """Some processes that do the same work; one of them is killed now and then, and another begins in its place."""

    def __init__(self, nursery: Any, number: int, work: Callable[..., None], *arguments: Any) -> None:
        self._start_one = lambda: nursery.Process(target=work, args=arguments, daemon=True)
        self._processes = [self._start() for _ in range(number)]

    def _start(self) -> Any:
        process = self._start_one()
        process.start()
        return process

    def kill(self, which: int) -> None:
        self._processes[which].kill()
        self._processes[which].join()
        self._processes[which] = self._start()

    def end(self) -> None:
        for process in self._processes:
            process.kill()
            process.join()
