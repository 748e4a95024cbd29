"""Net sentiment with its uncertainty, its change from week to week, and what misclassification does to a share; pure.

Formulas and worked values: DOMAIN, section 5.4.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from math import fsum, sqrt
from typing import Final

from community.kernel.statistics import Estimate

from .scoring import label_of

Z: Final = 1.96
OK_FROM, LOW_FROM = 30, 10  # authors: from here on a figure is ok, or shown as uncertain


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many voices (or authors, one vote each) were positive, neutral and negative."""

    positive: int
    neutral: int
    negative: int

    @property
    def total(self) -> int:
        return self.positive + self.neutral + self.negative


def votes(voices: Iterable[tuple[Hashable, float]]) -> Counts:
    """Count (author, compound) by authors: each has one vote, the class of the mean, however much they write."""
    by_author: dict[Hashable, list[float]] = defaultdict(list)
    for author, compound in voices:
        by_author[author].append(compound)
    # Rounded as scores are, so that 0.05 stays 0.05 in any order of adding.
    counted = Counter(label_of(round(fsum(said) / len(said), 4)) for said in by_author.values())
    return Counts(positive=counted["positive"], neutral=counted["neutral"], negative=counted["negative"])


def net_sentiment(counts: Counts) -> Estimate:
    """Return 100·(n₊−n₋)/n, from -100 to 100, with its 95 % interval; no value without voices."""
    # With one pseudo-count for each class the interval covers what it promises from 30 voices on.
    centre, error = _difference(counts, pseudo=1)
    value = 100 * (counts.positive - counts.negative) / counts.total if counts.total else None
    return Estimate(value, max(-100.0, 100 * (centre - Z * error)), min(100.0, 100 * (centre + Z * error)))


def change(now: Counts, before: Counts) -> float | None:
    """Return z of the difference between two weeks; beyond ±1.96 it is significant; None if a week is empty."""
    if not now.total or not before.total:
        return None
    (share, error), (share_before, error_before) = _difference(now), _difference(before)
    if not error and not error_before:  # each week of one mind: only pseudo-counts tell how sure that is
        (share, error), (share_before, error_before) = _difference(now, pseudo=1), _difference(before, pseudo=1)
    return (share - share_before) / sqrt(error**2 + error_before**2)


def status(count: int) -> str:
    """Say whether a figure from `count` authors may be shown: ok, low_n, suppressed, or insufficient for none."""
    if not count:
        return "insufficient"
    if count >= OK_FROM:
        return "ok"
    return "low_n" if count >= LOW_FROM else "suppressed"


def corrected_share(observed: float, *, sensitivity: float, specificity: float) -> float | None:
    """Return the true share behind an observed one (Rogan & Gladen 1978), 0 to 1; None if the scorer only guesses."""
    better_than_chance = sensitivity + specificity - 1
    if better_than_chance <= 0:
        return None
    return min(1.0, max(0.0, (observed + specificity - 1) / better_than_chance))


def _difference(counts: Counts, pseudo: int = 0) -> tuple[float, float]:
    """Return positive less negative share and its standard error, with `pseudo` more voices in each class."""
    size = counts.total + 3 * pseudo
    positive, negative = (counts.positive + pseudo) / size, (counts.negative + pseudo) / size
    difference = positive - negative
    return difference, sqrt(max(0.0, positive + negative - difference**2) / size)
