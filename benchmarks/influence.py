"""Ranks on 1,000,000 generated reply edges next to networkx: `python -m benchmarks.influence`.

Each measurement runs in a process of its own, so that its peak of memory is its own.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from benchmarks.report import Figure, show
from reputation import influence

EDGES = 1_000_000
PEOPLE = 100_000
BUSIEST = 1.2  # exponent of how answers gather on few people
Columns = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]


def edges(count: int = EDGES) -> Columns:
    """Return askers, answerers and threads of so many different pairs; anybody asks, few answer most."""
    chance = np.random.default_rng(20_260_101)
    places = np.arange(1, PEOPLE + 1, dtype=np.float64) ** -BUSIEST
    shares = np.cumsum(places / places.sum())
    pairs: NDArray[np.int64] = np.empty(0, dtype=np.int64)
    while len(pairs) < count:
        askers = chance.integers(0, PEOPLE, count)
        answerers = np.searchsorted(shares, chance.random(count)).clip(0, PEOPLE - 1)
        fresh = (askers * PEOPLE + answerers)[askers != answerers]
        pairs = np.unique(np.concatenate([pairs, fresh]))
    chosen = np.sort(chance.permutation(pairs)[:count])
    return chosen // PEOPLE, chosen % PEOPLE, chance.geometric(0.7, count).astype(np.float64)


def ours(columns: Columns) -> None:
    """Work out both ranks."""
    graph = influence.graph_of_columns(*columns)
    influence.page_rank(graph)
    influence.expertise_rank(graph)


def networkx(columns: Columns) -> None:
    """Work out PageRank; ExpertiseRank it has none."""
    askers, answerers, threads = columns
    graph = nx.DiGraph()
    weights = 1 + np.log2(threads)
    graph.add_weighted_edges_from(zip(askers.tolist(), answerers.tolist(), weights.tolist(), strict=True))
    nx.pagerank(graph, alpha=influence.DAMPING, tol=1e-12, max_iter=1_000)


SUBJECTS: dict[str, Callable[[Columns], None]] = {"ours": ours, "networkx": networkx}


def measure() -> Iterator[Figure]:
    """Yield processor seconds and peak memory of both, from the columns of edges on, and the ratios."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "edges.npy"
        np.save(path, np.array(edges()))
        (fast, small), (slow, large) = _alone("ours", path), _alone("networkx", path)
    yield Figure(name="ours: ExpertiseRank and PageRank", value=fast, unit="s")
    yield Figure(name="networkx: PageRank", value=slow, unit="s")
    yield Figure(name="ratio of time", value=slow / fast, unit="times faster")
    yield Figure(name="ours: peak memory above the edges", value=small, unit="MB")
    yield Figure(name="networkx: peak memory above the edges", value=large, unit="MB")
    yield Figure(name="ratio of memory", value=large / small, unit="times smaller")


def _alone(name: str, path: Path) -> tuple[float, float]:
    """Run one subject in a process of its own; return its processor seconds and its peak in megabytes."""
    command = [sys.executable, "-m", "benchmarks.influence", "--only", name, "--edges", str(path)]
    seconds, peak = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(seconds), float(peak)


def main() -> None:
    """Measure everything, or one subject for the process that asked for it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.influence", description=__doc__)
    parser.add_argument("--only", choices=SUBJECTS)
    parser.add_argument("--edges", type=Path)
    chosen = parser.parse_args()
    if not chosen.only:
        show(f"Influence on {EDGES:,} reply edges among {PEOPLE:,} people", measure())
        return
    askers, answerers, threads = np.load(chosen.edges)
    columns = (askers.astype(np.int64), answerers.astype(np.int64), threads)
    before, start = _peak(), time.process_time()
    SUBJECTS[chosen.only](columns)
    print(time.process_time() - start, _peak() - before)


def _peak() -> float:
    """Return the most memory that this process ever held, in megabytes; `getrusage` would tell its parent's too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


if __name__ == "__main__":
    main()
