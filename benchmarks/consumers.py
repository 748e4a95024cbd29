"""What the worker takes in: the sequencer, a projection, the search index."""

import time
from collections.abc import Callable

from community.forum.daily import DAILY
from community.kernel import consumers, indexer, sequencer

from .report import Figure


def measure() -> list[Figure]:
    """Return the rates at which a log that nobody has read yet is taken in; afterwards all is read."""
    return [
        *_rate("Sequencer", "facts", sequencer.run),
        *_rate("Projection forum.daily", "facts", lambda: consumers.run(DAILY)),
        *_rate("Search index, built anew", "documents", _build_index),
    ]


def _build_index() -> int:
    indexer.rebuild()
    return indexer.engine().stats().documents


def _rate(name: str, what: str, work: Callable[[], int]) -> list[Figure]:
    began, cpu = time.perf_counter(), time.process_time()
    done = work()
    wall, used = time.perf_counter() - began, time.process_time() - cpu
    return [
        Figure(name=f"{name}: {what}", value=done, unit=what),
        Figure(name="  a second", value=done / wall, unit=f"{what}/s"),
        Figure(name="  a second of processor", value=done / used, unit=f"{what}/cpu-s"),
    ]
