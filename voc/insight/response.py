"""How long askers wait: first response times, the share within the target, and the honest median; pure.

Wall clock, seven days; business hours are not told apart yet. Formulas and worked values: DOMAIN, section 4.6.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from community.kernel.statistics import Estimate, proportion, quantile

TARGET_HOURS: Final = 6.0
STRETCH_HOURS: Final = 1.0
BIN_EDGES: Final = (1.0, 2.0, 4.0, 6.0, 12.0, 24.0, 48.0)  # right-closed; beyond the last is a bin of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """One question as of a moment: hours to its first response, or the hours it has waited for one."""

    hours: float
    answered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WithinTarget:
    """The share answered within the target: unanswered questions past it are misses, younger ones are left out."""

    hits: int
    count: int
    left_out: int
    share: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """How many waits end above `above` and at most at `upto` hours; `upto` None is without end."""

    above: float
    upto: float | None
    count: int


def valid(waits: Iterable[Wait]) -> list[Wait]:
    """Return the waits that are no error of a clock: a response before its question is one."""
    return [w for w in waits if w.hours >= 0]


def answered(waits: Iterable[Wait]) -> list[float]:
    """Return the hours of the answered, ascending."""
    return sorted(w.hours for w in waits if w.answered)


def mean(waits: Iterable[Wait]) -> float | None:
    """Return the mean hours of the answered; it hides whom nobody answered."""
    hours = answered(waits)
    return sum(hours) / len(hours) if hours else None


def quantile_of(waits: Iterable[Wait], share: float) -> float | None:
    """Return the quantile at `share` of the hours of the answered."""
    return quantile(answered(waits), share)


def within(waits: Iterable[Wait], target: float = TARGET_HOURS) -> WithinTarget:
    """Return the share answered within `target` hours, the target itself included, with Wilson's interval."""
    kept = list(waits)
    hits = sum(w.answered and w.hours <= target for w in kept)
    left_out = sum(not w.answered and w.hours <= target for w in kept)
    count = len(kept) - left_out
    return WithinTarget(hits=hits, count=count, left_out=left_out, share=proportion(hits, count))


def survival(waits: Iterable[Wait]) -> list[tuple[float, float]]:
    """Return Kaplan and Meier's (hours, share still waiting) after each response, those unanswered being censored."""
    kept = sorted(waits, key=lambda w: (w.hours, not w.answered))
    curve: list[tuple[float, float]] = []
    share = 1.0
    for hours in sorted({w.hours for w in kept if w.answered}):
        at_risk = sum(w.hours >= hours for w in kept)
        share *= 1 - sum(w.answered and w.hours == hours for w in kept) / at_risk
        curve.append((hours, share))
    return curve


def honest_median(waits: Iterable[Wait]) -> float | None:
    """Return the hours after which half of all askers have a response; None if that many never got one yet."""
    return next((hours for hours, share in survival(waits) if share <= 0.5 + 1e-12), None)


def histogram(waits: Iterable[Wait]) -> tuple[list[Bin], int]:
    """Return the answered by their bin, and how many are unanswered."""
    kept = list(waits)
    edges: Sequence[float | None] = (*BIN_EDGES, None)
    bins = []
    above = 0.0
    for upto in edges:
        bins.append(Bin(above=above, upto=upto, count=sum(_is_in(w, above, upto) for w in kept)))
        above = upto or above
    return bins, sum(not w.answered for w in kept)


def _is_in(wait: Wait, above: float, upto: float | None) -> bool:
    first = above == 0  # the first bin holds a response in the moment of the question too
    return wait.answered and (wait.hours > above or first) and (upto is None or wait.hours <= upto)
