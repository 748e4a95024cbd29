"""Whom we care about: customer value, reach and social reputation, and the score W of the three; pure.

Criteria: "Social Success", figure 2; the formula is ours (DOMAIN, 3.1). An unknown input is left out and the weights of
the others are renormalised, so that nobody counts for less because we know less.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import log10, prod
from typing import Final, Literal

Tier = Literal["platinum", "gold", "silver", "bronze", "none"]
Preset = Literal["balanced", "b2c", "boutique"]
VALUE_OF: Final[Mapping[Tier, float]] = {"platinum": 1.0, "gold": 0.75, "silver": 0.5, "bronze": 0.25, "none": 0.1}
PRIOR: Final = 0.25  # the value of somebody who is matched to no customer record
FLOOR: Final = 0.05  # no known input counts for less, so that none alone decides
MOST_FOLLOWERS: Final = 10**6
MOST_INSIDE: Final = 10**4
INPUT_DECIMALS: Final = 4
DECIMALS: Final = 2


@dataclass(frozen=True, slots=True)
class Weights:
    """The exponents of value, reach and social reputation; they sum to 1."""

    value: Fraction
    reach: Fraction
    social: Fraction


PRESETS: Final[Mapping[Preset, Weights]] = {
    "balanced": Weights(Fraction(1, 3), Fraction(1, 3), Fraction(1, 3)),
    "b2c": Weights(Fraction(1, 5), Fraction(2, 5), Fraction(2, 5)),
    "boutique": Weights(Fraction(4, 5), Fraction(1, 10), Fraction(1, 10)),
}


@dataclass(frozen=True, slots=True)
class Factor:
    """One known input of W as it counts: not below the floor, with its renormalised weight."""

    counted: float
    weight: Fraction


@dataclass(frozen=True, slots=True)
class Score:
    """W from 0 to 100, and its factors by name; the name of an unknown input is absent."""

    w: float
    factors: Mapping[str, Factor]


def value(tier: Tier | None, *, has_record: bool, worth: float | None = None) -> float:
    """Return V, 0 to 1: the worth of the tier, without one that among the customers; the prior for no customer.

    A customer of whom neither is known counts as 0.10.
    """
    if not has_record:
        return PRIOR
    return worth if tier is None and worth is not None else VALUE_OF[tier or "none"]


def reach(followers: int, second_degree: int = 0) -> float:
    """Return R, 0 to 1, of somebody with followers elsewhere and, behind those, people at second hand."""
    return _rounded(log10(1 + followers + 0.1 * second_degree) / log10(1 + MOST_FOLLOWERS))


def reach_inside(people: int) -> float | None:
    """Return R of somebody known only here, from how many people had to do with them; None where nobody had."""
    return _rounded(log10(1 + people) / log10(1 + MOST_INSIDE)) if people else None


def social(percentile: float | None, external: float | None) -> float | None:
    """Return P, 0 to 1, from the percentile of expertise here and a score of 0 to 100 elsewhere; None without both."""
    known = [part for part in (percentile, None if external is None else external / 100) if part is not None]
    return _rounded(sum(known) / len(known)) if known else None


def score(value: float, reach: float | None, social: float | None, weights: Weights) -> Score:
    """Return W = 100 * V^a * R^b * P^c of what is known, to two decimals."""
    given = {"value": value, "reach": reach, "social": social}
    known = {name: max(FLOOR, part) for name, part in given.items() if part is not None}
    shares = _shares(weights, tuple(known))
    factors = {name: Factor(part, share) for (name, part), share in zip(known.items(), shares, strict=True)}
    w = 100 * prod(factor.counted ** float(factor.weight) for factor in factors.values())
    return Score(round(w, DECIMALS), factors)


@cache
def _shares(weights: Weights, known: tuple[str, ...]) -> tuple[Fraction, ...]:
    given = [getattr(weights, name) for name in known]
    return tuple(weight / sum(given) for weight in given)


def _rounded(part: float) -> float:
    return round(min(1.0, part), INPUT_DECIMALS)
