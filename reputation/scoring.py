"""Points and standing; pure. Our own design [OURS], after the five inputs of the Social Success paper.

Points are public, additive and permanent; standing (0 to 100) decays with a half-life and weighs what helped.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from community.kernel.statistics import saturation, wilson
from community.kernel.sums import Sum

POINTS = {
    "ACT1": 1,
    "CNF1": 15,
    "CNF1-asker": 2,
    "CNF2": 10,
    "CNF2-denial": 0,
    "RAT1": 10,
    "RAT2": 5,
    "RAT3": -2,
    "REU1": 20,
    "REU2": 3,
    "IDE1": 50,
    "MOD1": -20,
}
CAPPED = ("ACT", "RAT")
DAY_CAP = 200
QUALIFYING_LENGTH = 20
QUALIFYING_A_DAY = 5
CONFIRMATIONS_AN_ANSWER = 3
PAIR_WINDOW_DAYS = 30
PAIR_MOST = 5
HALF_LIFE_DAYS = 180
RANKS = ((40, "Expert"), (20, "Trusted"), (5, "Contributor"), (0, "New"))
TERMS = (
    ("activity", 0.10, 60),
    ("solutions", 0.30, 10),
    ("reuse", 0.25, 8),
    ("quality", 0.20, None),
    ("assessment", 0.15, None),
)


@dataclass(frozen=True)
class Line:
    """One line of the ledger before the caps: on which UTC day, by which rule, how many points."""

    day: date
    rule: str
    points: int


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What standing is made of, decayed to the present: posts, confirmed answers, reuses, ratings, assessment 0..1."""

    posts: float = 0.0
    solutions: float = 0.0
    reuses: float = 0.0
    positive: float = 0.0
    ratings: float = 0.0
    assessment: float = 0.0

    def times(self, weight: float) -> "Evidence":
        """Return the evidence when all of it has lost weight alike; an assessment does not fade."""
        return Evidence(
            posts=self.posts * weight,
            solutions=self.solutions * weight,
            reuses=self.reuses * weight,
            positive=self.positive * weight,
            ratings=self.ratings * weight,
            assessment=self.assessment,
        )

    def plus(self, other: "Evidence") -> "Evidence":
        """Return both together; of two assessments, the later one."""
        return Evidence(
            posts=self.posts + other.posts,
            solutions=self.solutions + other.solutions,
            reuses=self.reuses + other.reuses,
            positive=self.positive + other.positive,
            ratings=self.ratings + other.ratings,
            assessment=other.assessment or self.assessment,
        )


@dataclass(frozen=True)
class Standing(Sum):
    """Standing with its five terms, and the rank that it gives."""

    @property
    def rank(self) -> str:
        return rank_of(self.total)


def rank_of(points: Decimal) -> str:
    """Return the rank that a standing of so many points gives."""
    return next(name for floor, name in RANKS if points >= floor)


def floor_of(rank: str) -> int:
    """Return the standing from which on somebody has the rank."""
    return next(floor for floor, name in RANKS if name == rank)


def total(lines: Iterable[Line]) -> int:
    """Return the points of a ledger: activity and ratings of one UTC day give at most 200; never below 0."""
    capped: dict[date, int] = {}
    free = 0
    for line in lines:
        if line.rule.startswith(CAPPED):
            capped[line.day] = capped.get(line.day, 0) + line.points
        else:
            free += line.points
    return max(0, free + sum(min(DAY_CAP, points) for points in capped.values()))


def decay(age_days: float) -> float:
    """Return what an event of that age still weighs: half after 180 days."""
    return float(0.5 ** (max(age_days, 0.0) / HALF_LIFE_DAYS))


def standing(of: Evidence) -> Standing:
    """Return the standing with its five terms, as the member's page prints them."""
    return Standing.of(_terms(of))


def unrounded(of: Evidence) -> float:
    """Return the standing before its terms are rounded, to find the highest of many."""
    return sum(value for _name, value in _terms(of))


def _terms(of: Evidence) -> Iterator[tuple[str, float]]:
    values = (of.posts, of.solutions, of.reuses, _quality(of), min(1.0, max(0.0, of.assessment)))
    for (name, weight, half), value in zip(TERMS, values, strict=True):
        yield name, 100 * weight * (saturation(value, half) if half else value)


def reciprocity(given: int, returned: int) -> float:
    """Return what a vote weighs between two who vote for each other (counts of 90 days): 1 / (1 + max(0, min - 2))."""
    return 1 / (1 + max(0, min(given, returned) - 2))


def effective(acts: Sequence[tuple[float, bool]]) -> list[bool]:
    """Tell which acts of one person for one author count: at most 5 in any 30 days, at most 1 of them an accept.

    `acts` are (day, is an accept) pairs in order of time; an act that does not count takes no room from later ones.
    """
    counted: list[tuple[float, bool]] = []
    verdicts = []
    for day, accept in acts:
        recent = [act for act in counted if day - act[0] < PAIR_WINDOW_DAYS]
        fits = len(recent) < PAIR_MOST and not (accept and any(was_accept for _day, was_accept in recent))
        verdicts.append(fits)
        if fits:
            counted.append((day, accept))
    return verdicts


def _quality(of: Evidence) -> float:
    return wilson(of.positive, of.ratings)[0] if of.ratings > 0 else 0.0
