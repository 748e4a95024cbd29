"""Statistics that several rooms publish: a proportion's interval and quantiles; pure.

Conventions: DOMAIN, section 0. A number without a denominator is None, never 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, sqrt
from typing import Final

Z95: Final = 1.959964  # two-sided 95 %


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its 95 % interval; None where there was nothing to measure."""

    value: float | None
    low: float
    high: float


def proportion(hits: int, count: int) -> Estimate:
    """Return hits/count with Wilson's interval (1927); without a count the interval is all of 0 to 1."""
    if not 0 <= hits <= count:
        raise ValueError(f"{hits} of {count} is no proportion")
    if not count:
        return Estimate(None, 0.0, 1.0)
    return Estimate(hits / count, *wilson(hits, count))


def wilson(hits: float, count: float) -> tuple[float, float]:
    """Return the bounds of Wilson's 95 % interval of hits/count; both may be decayed counts, `count` above 0."""
    square, share = Z95**2, hits / count
    half = Z95 * sqrt(max(0.0, share * (1 - share)) * count + square / 4)
    middle, scale = hits + square / 2, count + square
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)


def saturation(x: float, half: float) -> float:
    """Return x / (x + half): half of the possible at `half`, never all of it."""
    return x / (x + half)


def quantile(values: Sequence[float], share: float) -> float | None:
    """Return the quantile at `share` (0 to 1) by linear interpolation (type 7), None without values."""
    if not 0 <= share <= 1:
        raise ValueError(f"{share} is no share")
    if not values:
        return None
    ranked = sorted(values)
    place = share * (len(ranked) - 1)
    below = floor(place)
    above = min(below + 1, len(ranked) - 1)
    return ranked[below] + (ranked[above] - ranked[below]) * (place - below)


def spearman(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Return Spearman's rank correlation of two series, ties by their mid-rank; None where one of them is constant."""
    ranks = [_mid_ranks(side) for side in (first, second)]
    middle = (len(first) + 1) / 2
    spreads = [sum((rank - middle) ** 2 for rank in side) for side in ranks]
    if not all(spreads):
        return None
    together: float = sum((a - middle) * (b - middle) for a, b in zip(*ranks, strict=True))
    return together / sqrt(spreads[0] * spreads[1])


def _mid_ranks(values: Sequence[float]) -> list[float]:
    """Return the ranks from 1; equal values share the middle of theirs."""
    ordered = sorted(values)
    last = {value: place for place, value in enumerate(ordered, start=1)}
    first = {value: place for place, value in reversed(list(enumerate(ordered, start=1)))}
    return [(first[value] + last[value]) / 2 for value in values]
