"""The picture of who helps whom, as plain geometry; pure. Arcs lead from asker to answerer.

People stand below each other, and their order is the layout: the same table gives the same picture, and no two names
ever meet.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log2, sqrt

MOST_PEOPLE = 30
WIDTH = 480
NAMES = 190  # how far names reach; people stand behind them
ROW = 26
MARGIN = 20
LARGEST_DOT, SMALLEST_DOT = 9.0, 3.0
WIDEST_ARC = 250.0
LONGEST_NAME = 22


@dataclass(frozen=True)
class Dot:
    """One person: where they stand, how much they weigh, and their name, cut to its room."""

    name: str
    label: str
    x: float
    y: float
    radius: float


@dataclass(frozen=True)
class Arc:
    """One line from an asker to an answerer."""

    path: str
    width: float
    says: tuple[str, str, int]


@dataclass(frozen=True)
class Picture:
    """Everything that is drawn, in units of its own."""

    width: int
    height: int
    dots: tuple[Dot, ...]
    arcs: tuple[Arc, ...]


def draw(people: Sequence[tuple[int, str, float]], ties: Sequence[tuple[int, int, int]]) -> Picture:
    """Return the picture of the first thirty of `people` (id, name, weight) and the ties among them.

    A dot's area grows with the weight, an arc's width with 1 + log2 of its threads.
    """
    shown = people[:MOST_PEOPLE]
    heaviest = max((weight for *_, weight in shown), default=1.0) or 1.0
    places = {id_: _dot(place, name, weight / heaviest) for place, (id_, name, weight) in enumerate(shown)}
    drawn = sorted((asker, answerer, n) for asker, answerer, n in ties if asker in places and answerer in places)
    arcs = tuple(_arc(places[asker], places[answerer], threads, len(shown)) for asker, answerer, threads in drawn)
    return Picture(WIDTH, 2 * MARGIN + ROW * max(len(shown) - 1, 0), tuple(places.values()), arcs)


def _dot(place: int, name: str, share: float) -> Dot:
    label = name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"
    return Dot(name, label, NAMES + 20, MARGIN + ROW * place, round(max(SMALLEST_DOT, LARGEST_DOT * sqrt(share)), 1))


def _arc(asker: Dot, answerer: Dot, threads: int, people: int) -> Arc:
    """Return a half ellipse right of the people that ends at the answerer's dot; long ways swing out further."""
    across = abs(asker.y - answerer.y)
    reach = round(WIDEST_ARC * sqrt(across / (ROW * max(people - 1, 1))), 1)
    start, end = asker.x + asker.radius, answerer.x + answerer.radius
    side = 1 if answerer.y > asker.y else 0
    path = f"M{start:g} {asker.y:g}A{reach:g} {across / 2:g} 0 0 {side} {end:g} {answerer.y:g}"
    return Arc(path, round(0.6 + 0.6 * log2(threads), 1), (asker.name, answerer.name, threads))
