"""Influence in the graph of who helped whom; pure. An edge leads from the asker to the answerer.

ExpertiseRank after Zhang, Ackerman and Adamic (WWW 2007), PageRank after Brin and Page; both by power iteration over
the list of edges. Counts of an edge are damped by 1 + log2(count), so that one busy pair captures nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

DAMPING = 0.85
TOLERANCE = 1e-12
MOST_ROUNDS = 1_000
DECIMALS = 6
Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Graph:
    """People by id, and one edge for each pair: from and to are places among the people, beside the edge's weight."""

    people: NDArray[np.int64]
    askers: NDArray[np.int64]
    answerers: NDArray[np.int64]
    weights: Vector

    @property
    def size(self) -> int:
        return len(self.people)


def graph(edges: Iterable[tuple[int, int, float]], *, damped: bool = True) -> Graph:
    """Return the graph of (asker id, answerer id, count) triples; repeated pairs add up, helping oneself counts not."""
    rows = np.array([edge for edge in edges if edge[0] != edge[1]], dtype=np.float64).reshape(-1, 3)
    return graph_of_columns(rows[:, 0].astype(np.int64), rows[:, 1].astype(np.int64), rows[:, 2], damped=damped)


def graph_of_columns(
    askers: NDArray[np.int64], answerers: NDArray[np.int64], counts: Vector, *, damped: bool = True
) -> Graph:
    """Return the graph of parallel columns without self-loops, for edges that come straight from the database."""
    people, places = np.unique(np.concatenate([askers, answerers]), return_inverse=True)
    size, half = max(len(people), 1), len(askers)
    pairs, which = np.unique(places[:half] * size + places[half:], return_inverse=True)
    weights: Vector = np.bincount(which, counts, minlength=len(pairs)).astype(np.float64)
    return Graph(people, pairs // size, pairs % size, 1 + np.log2(weights) if damped else weights)


def expertise_rank(of: Graph, *, weighted: bool = True) -> dict[int, float]:
    """Return ER(A) = (1-d) + d * sum of ER(u) * share of u's help that came from A, for everybody in the graph.

    Unweighted, each of the people who helped u has the same share of u.
    """
    shares = _shares(of, of.weights if weighted else np.ones_like(of.weights))
    constant = np.full(of.size, 1 - DAMPING)
    return _by_person(of, _iterate(of, shares, constant, np.ones(of.size)))


def page_rank(of: Graph, seeds: Mapping[int, float] | None = None) -> dict[int, float]:
    """Return PageRank over the graph; it sums to 1. With `seeds`, half of the teleport goes to them by weight."""
    if not of.size:
        return {}
    teleport = _teleport(of, seeds or {})
    shares = _shares(of, of.weights)
    return _by_person(of, _iterate(of, shares, (1 - DAMPING) * teleport, teleport.copy(), teleport))


def z_score(answers: int, questions: int) -> float:
    """Return (a - q) / sqrt(a + q): how far somebody's answers outweigh their questions; 0 for neither."""
    return (answers - questions) / sqrt(answers + questions) if answers + questions else 0.0


def percentiles(scores: Mapping[int, float], helped_anybody: Iterable[int]) -> dict[int, float]:
    """Return each person's mid-rank percentile, 0 for those who helped nobody (in-degree 0)."""
    people = list(scores)
    values = np.array([scores[person] for person in people])
    ordered = np.sort(values)
    below, upto = np.searchsorted(ordered, values, "left"), np.searchsorted(ordered, values, "right")
    ranks = (below + 0.5 * (upto - below)) / max(len(people), 1)
    active = set(helped_anybody)
    return {p: round(float(r), DECIMALS) if p in active else 0.0 for p, r in zip(people, ranks, strict=True)}


def _iterate(of: Graph, shares: Vector, constant: Vector, start: Vector, teleport: Vector | None = None) -> Vector:
    """Return the fixed point of x = constant + d * (x passed along the shares, and from dead ends to `teleport`)."""
    dead_ends = np.bincount(of.askers, minlength=of.size) == 0
    x = start
    for _ in range(MOST_ROUNDS):
        passed = np.bincount(of.answerers, shares * x[of.askers], minlength=of.size)
        lost = x[dead_ends].sum() * teleport if teleport is not None else 0.0
        new: Vector = constant + DAMPING * (passed + lost)
        if np.abs(new - x).sum() < TOLERANCE * max(len(x), 1):
            return new
        x = new
    return x


def _shares(of: Graph, weights: Vector) -> Vector:
    """Return the weights as shares of all the help that the asker of the edge got."""
    sums = np.bincount(of.askers, weights, minlength=of.size)
    return weights / sums[of.askers]


def _teleport(of: Graph, seeds: Mapping[int, float]) -> Vector:
    uniform = np.full(of.size, 1 / of.size)
    chosen = np.array([seeds.get(int(person), 0.0) for person in of.people])
    mixed: Vector = 0.5 * uniform + 0.5 * chosen / chosen.sum() if chosen.sum() > 0 else uniform
    return mixed


def _by_person(of: Graph, values: Vector) -> dict[int, float]:
    rounded: Sequence[float] = (np.round(values, DECIMALS) + 0.0).tolist()  # + 0.0 turns -0.0 into 0.0
    return dict(zip(of.people.tolist(), rounded, strict=True))
