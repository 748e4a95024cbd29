"""Influence in the graph of who helped whom; pure. An edge leads from the asker to the answerer.

ExpertiseRank after Zhang, Ackerman and Adamic (WWW 2007), PageRank after Brin and Page; both by power iteration on a
sparse matrix. Counts of an edge are damped by 1 + log2(count), so that one busy pair captures nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

DAMPING = 0.85
TOLERANCE = 1e-12
MOST_ROUNDS = 1_000
DECIMALS = 6
Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Graph:
    """People by id, and the weights of the edges between them: `weights[i, j]` from person i to person j."""

    people: NDArray[np.int64]
    weights: csr_array

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
    size, half = len(people), len(askers)
    weights = csr_array((counts, (places[:half], places[half:])), shape=(size, size))
    weights.sum_duplicates()
    if damped:
        weights.data = 1 + np.log2(weights.data)
    return Graph(people, weights)


def expertise_rank(of: Graph, *, weighted: bool = True) -> dict[int, float]:
    """Return ER(A) = (1-d) + d * sum of ER(u) * share of u's help that came from A, for everybody in the graph.

    Unweighted, each of the people who helped u has the same share of u.
    """
    shares = _shares(of.weights if weighted else _ones(of.weights))
    constant = np.full(of.size, 1 - DAMPING)
    return _by_person(of, _iterate(shares, constant, np.zeros(of.size), np.ones(of.size)))


def page_rank(of: Graph, seeds: Mapping[int, float] | None = None) -> dict[int, float]:
    """Return PageRank over the graph; it sums to 1. With `seeds`, half of the teleport goes to them by weight."""
    if not of.size:
        return {}
    teleport = _teleport(of, seeds or {})
    shares = _shares(of.weights)
    dangling = (shares.sum(axis=1) == 0).astype(np.float64)
    return _by_person(of, _iterate(shares, (1 - DAMPING) * teleport, dangling, teleport.copy(), teleport))


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


def _iterate(
    shares: csr_array, constant: Vector, dangling: Vector, start: Vector, teleport: Vector | None = None
) -> Vector:
    """Return the fixed point of x = constant + d * (x passed along the shares, and from dead ends to `teleport`)."""
    across = shares.T.tocsr()
    x = start
    for _ in range(MOST_ROUNDS):
        lost = float(dangling @ x) * teleport if teleport is not None else 0.0
        new: Vector = constant + DAMPING * (across @ x + lost)
        if np.abs(new - x).sum() < TOLERANCE * max(len(x), 1):
            return new
        x = new
    return x


def _shares(weights: csr_array) -> csr_array:
    """Return the weights with each row summing to 1 (or 0 for a dead end)."""
    sums = weights.sum(axis=1)
    scale = np.divide(1.0, sums, out=np.zeros_like(sums), where=sums > 0)
    shares = weights.copy()
    shares.data = weights.data * np.repeat(scale, np.diff(weights.indptr))
    return shares


def _ones(weights: csr_array) -> csr_array:
    ones = weights.copy()
    ones.data = np.ones_like(ones.data)
    return ones


def _teleport(of: Graph, seeds: Mapping[int, float]) -> Vector:
    uniform = np.full(of.size, 1 / of.size)
    chosen = np.array([seeds.get(int(person), 0.0) for person in of.people])
    mixed: Vector = 0.5 * uniform + 0.5 * chosen / chosen.sum() if chosen.sum() > 0 else uniform
    return mixed


def _by_person(of: Graph, values: Vector) -> dict[int, float]:
    rounded: Sequence[float] = (np.round(values, DECIMALS) + 0.0).tolist()  # + 0.0 turns -0.0 into 0.0
    return dict(zip(of.people.tolist(), rounded, strict=True))
