"""How sure the health index is: a day-block bootstrap inside its four newest weeks; pure.

Each replicate draws seven of its seven days anew for each of the four weeks; the older weeks, and the limits at which
values are cut, stay as they were. A thread goes with the first day on which somebody wrote in it that week. DOMAIN 1.2.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from . import health
from .health import Factor, Series

REPLICATES: Final = 500
DAYS: Final = 7
PERCENTILES: Final = (2.5, 97.5)
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """One week by its days, each a vector of seven (Monday first); `posts` has a row for each board."""

    members: Numbers
    content: Numbers
    traffic: Numbers
    response_sum: Numbers
    opportunities: Numbers
    interaction_sum: Numbers
    threads: Numbers
    posts: Numbers


@dataclass(frozen=True, slots=True)
class Interval:
    """The 2.5th and 97.5th percentile of the replicates."""

    low: int
    high: int


def interval(
    series: Mapping[Factor, Series], newest: Sequence[Days], counted: Sequence[Factor], *, seed: int
) -> Interval | None:
    """Return the interval of the index over `counted`, the factors with evidence; None with fewer than four.

    `series` are the weekly raw values, oldest first; `newest` are the days of their last (up to four) weeks.
    """
    if len(counted) < health.NEEDED_FACTORS or not newest:
        return None
    drawn = _draws(len(newest), seed)
    logs = [np.log(np.maximum(health.FLOOR, _scores(f, series[f], _redrawn(f, newest, drawn)))) for f in counted]
    shares = health.shares(dict.fromkeys(counted, 1.0))
    indices = 1000 * np.exp(sum(shares[f] * log for f, log in zip(counted, logs, strict=True)))
    low, high = np.nanpercentile(indices, PERCENTILES)
    return Interval(round(float(low)), round(float(high)))


def _draws(weeks: int, seed: int) -> Numbers:
    """Return how often each day of each week is drawn: replicates x weeks x 7."""
    chosen = np.random.default_rng(seed).integers(0, DAYS, size=(REPLICATES, weeks, DAYS))
    return np.stack([(chosen == day).sum(axis=2) for day in range(DAYS)], axis=2).astype(np.float64)


def _redrawn(factor: Factor, newest: Sequence[Days], drawn: Numbers) -> Numbers:
    """Return the factor's raw values of the newest weeks: replicates x weeks, NaN where nothing was drawn."""
    return np.stack([_week(factor, days, drawn[:, place]) for place, days in enumerate(newest)], axis=1)


def _week(factor: Factor, days: Days, drawn: Numbers) -> Numbers:
    if factor == "responsiveness":
        return _ratio(drawn @ days.response_sum, drawn @ days.opportunities)
    if factor == "interaction":
        return _ratio(drawn @ days.interaction_sum, drawn @ days.threads)
    if factor == "liveliness":
        posts = drawn @ days.posts.T
        lively: Numbers = (posts / (posts + health.HALF_POINT)).mean(axis=1)
        return lively
    found: Numbers = drawn @ getattr(days, factor)
    return found


def _ratio(above: Numbers, below: Numbers) -> Numbers:
    return np.divide(above, below, out=np.full_like(above, np.nan), where=below > 0)


def _scores(factor: Factor, series: Series, newest: Numbers) -> Numbers:
    """Return the factor's score in each replicate; evidence is that of the real weeks."""
    if factor in ("responsiveness", "liveliness"):
        return newest[:, -1]
    cut = _cut(series, newest)
    long = _smoothed(health.winsorised(series)[: -newest.shape[1]], cut)
    if factor == "interaction":
        return long / (long + health.NORM_INTERACTION)
    known = ~np.isnan(cut)
    short = np.nansum(cut, axis=1) / known.sum(axis=1)
    scores: Numbers = (short + 1) / (short + long + 2)
    return scores


def _cut(series: Series, newest: Numbers) -> Numbers:
    """Return the newest weeks cut at the limits of the real ones; a week that is not known stays unknown."""
    first = len(series) - newest.shape[1]
    limits = [health.limit(series[max(0, n - health.WINSOR_WEEKS) : n]) for n in range(first, len(series))]
    cut = np.minimum(newest, [np.inf if most is None else most for most in limits])
    cut[:, [value is None for value in series[first:]]] = np.nan
    return cut


def _smoothed(older: Series, newest: Numbers) -> Numbers:
    """Return the decayed mean of the last 50 weeks in each replicate."""
    weeks = newest.shape[1]
    ages = np.arange(weeks - 1, -1, -1)
    known = ~np.isnan(newest)
    weights = health.DECAY**ages * known
    aged = list(enumerate(reversed(older), start=weeks))[: health.MEMORY - weeks]
    kept = [(health.DECAY**age, value) for age, value in aged if value is not None]
    total = sum(weight * value for weight, value in kept) + np.nansum(newest * weights, axis=1)
    smoothed: Numbers = total / (sum(weight for weight, _value in kept) + weights.sum(axis=1))
    return smoothed
