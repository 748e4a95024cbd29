"""The candidate score, 0 to 100, of a topic that solved something; pure (DOMAIN 11, our own formula [OURS])."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from community.kernel.statistics import saturation, wilson
from community.kernel.sums import Sum

from .rules import Grade

WEIGHTS: Final = {"resolution": 30, "demand": 25, "quality": 20, "pain": 15, "gap": 10}
BY_GRADE: Final[Mapping[Grade, float]] = {"accepted": 1.0, "confirmed": 0.7, "likely": 0.4}
HALF_DEMAND = 200
DEMAND_DAYS = 90
HALF_PAIN = 5
MOST_STANDING = 100


@dataclass(frozen=True, kw_only=True)
class Worth:
    """What a candidate's score is made of: `views` of 90 days, `similarity` to the nearest article (0 to 1).

    Ratings are `kudos` and what stands `against`; `sufferers` are other people with the same trouble.
    """

    grade: Grade
    views: float = 0.0
    kudos: int = 0
    against: int = 0
    standing: float = 0.0
    sufferers: int = 0
    similarity: float = 0.0


def score(of: Worth) -> Sum:
    """Return the score with its five terms, as the queue prints them."""
    shares = {
        "resolution": BY_GRADE[of.grade],
        "demand": saturation(of.views, HALF_DEMAND),
        "quality": quality(of),
        "pain": saturation(of.sufferers, HALF_PAIN),
        "gap": min(1.0, max(0.0, 1 - of.similarity)),
    }
    return Sum.of((name, weight * shares[name]) for name, weight in WEIGHTS.items())


def quality(of: Worth) -> float:
    """Return Wilson's lower bound of the answer's ratings, or its author's standing as a share where unrated."""
    ratings = of.kudos + of.against
    if ratings:
        return wilson(of.kudos, ratings)[0]
    return min(1.0, max(0.0, of.standing / MOST_STANDING))


def imported_demand(views: int, age_days: float) -> float:
    """Return a topic's views of 90 days where only their sum is known, as after an import; no age is below a day."""
    return views / max(age_days, 1.0) * DEMAND_DAYS
