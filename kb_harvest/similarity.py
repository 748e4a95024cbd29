"""How near a title is to those that there are: cosine of TF-IDF vectors over the words as the search reads them; pure.

Weight of a word in a title = ln((1 + n) / (1 + titles with it)) + 1, over the n known titles; vectors of length 1.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache
from math import log, sqrt

from community.kernel.search import analysis


@lru_cache(maxsize=20_000)
def _terms(title: str) -> tuple[str, ...]:
    return tuple(analysis.places(title))


class Titles:
    """Known titles by id, ready to be compared with others."""

    def __init__(self, titles: Iterable[tuple[int, str]]) -> None:
        known = {id_: _terms(title) for id_, title in titles}
        self._count = len(known)
        self._holding = Counter(term for terms in known.values() for term in terms)
        self._vectors: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for id_, terms in known.items():
            for term, weight in self._vector(terms).items():
                self._vectors[term].append((id_, weight))

    def nearest(self, title: str) -> tuple[float, int | None]:
        """Return the similarity (0 to 1) to the nearest known title and its id; 0 and None where no word is shared."""
        sums: dict[int, float] = defaultdict(float)
        for term, weight in self._vector(_terms(title)).items():
            for id_, known in self._vectors.get(term, ()):
                sums[id_] += weight * known
        best = min(sums, key=lambda id_: (-sums[id_], id_), default=None)
        return (0.0, None) if best is None else (min(1.0, sums[best]), best)

    def _vector(self, terms: Iterable[str]) -> dict[str, float]:
        weights = {term: log((1 + self._count) / (1 + self._holding[term])) + 1 for term in terms}
        length = sqrt(sum(weight**2 for weight in weights.values())) or 1.0
        return {term: weight / length for term, weight in weights.items()}
