"""Points and standing; pure. Our own design [OURS], after the five inputs of the Social Success paper.

Points are public, additive and permanent; standing (0 to 100) decays with a half-life and weighs what helped.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

from community.kernel.statistics import wilson

POINTS = {
    "ACT1": 1,
    "CNF1": 15,
    "CNF1-asker": 2,
    "CNF2": 10,
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


@dataclass(frozen=True)
class Standing:
    """Standing and its five terms, each rounded to two decimals; the terms sum to the total to the last digit."""

    terms: tuple[tuple[str, Decimal], ...]

    @property
    def total(self) -> Decimal:
        return sum((value for _name, value in self.terms), Decimal(0))

    @property
    def rank(self) -> str:
        return next(name for floor, name in RANKS if self.total >= floor)


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


def saturation(x: float, half: float) -> float:
    """Return x / (x + half): half of the possible at `half`, never all of it."""
    return x / (x + half)


def standing(of: Evidence) -> Standing:
    """Return the standing with its five terms, as the member's page prints them."""
    values = (of.posts, of.solutions, of.reuses, _quality(of), min(1.0, max(0.0, of.assessment)))
    return Standing(
        tuple(
            (name, _rounded(100 * weight * (saturation(value, half) if half else value)))
            for (name, weight, half), value in zip(TERMS, values, strict=True)
        )
    )


def reciprocity(given: int, returned: int) -> float:
    """Return what a vote weighs between two who vote for each other (counts of 90 days): 1 / (1 + max(0, min - 2))."""
    return 1 / (1 + max(0, min(given, returned) - 2))


def effective(acts: Sequence[tuple[float, bool]], *, window_days: float = 30, most: int = 5) -> list[bool]:
    """Tell which acts of one person for one author count: at most 5 in any 30 days, at most 1 of them an accept.

    `acts` are (day, is an accept) pairs in order of time; an act that does not count takes no room from later ones.
    """
    counted: list[tuple[float, bool]] = []
    verdicts = []
    for day, accept in acts:
        recent = [act for act in counted if day - act[0] < window_days]
        fits = len(recent) < most and not (accept and any(was_accept for _day, was_accept in recent))
        verdicts.append(fits)
        if fits:
            counted.append((day, accept))
    return verdicts


def _quality(of: Evidence) -> float:
    return wilson(of.positive, of.ratings)[0] if of.ratings > 0 else 0.0


def _rounded(value: float) -> Decimal:
    return Decimal(str(value)).quantize(Decimal("0.01"), ROUND_HALF_EVEN)
