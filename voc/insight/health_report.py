"""The community's health in one week: the index with its interval, its factors and their points, and its trend."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from community.kernel.weeks import Week

from . import daily, health, resampling, weekly
from .health import FACTORS, Band, Factor, Score
from .resampling import Interval
from .weekly import History

TREND_WEEKS = 26
# What one week's index looks at (its memory, and the weeks that limit the oldest of it), for each week of the trend.
LOADED_WEEKS = TREND_WEEKS - 1 + health.MEMORY + health.WINSOR_WEEKS


@dataclass(frozen=True, kw_only=True)
class Point:
    """The index and its halves in one week of the trend."""

    week: Week
    index: float | None
    diagnostic: float | None
    predictive: float | None


@dataclass(frozen=True, kw_only=True)
class HealthReport:
    """`points` with 500 sum to the index; `shares` are the weights of the factors that have evidence."""

    week: Week
    scores: dict[Factor, Score]
    points: dict[Factor, int]
    shares: dict[Factor, float]
    interval: Interval | None
    trend: tuple[Point, ...]
    warning: bool
    correlations: dict[int, float | None]
    past: History

    @property
    def now(self) -> Point:
        return self.trend[-1]

    @property
    def index(self) -> int | None:
        return None if self.now.index is None else round(self.now.index)

    @property
    def band(self) -> Band | None:
        return None if self.index is None else health.band(self.index)


def health_of(week: Week, zone: ZoneInfo) -> HealthReport:
    """Return the health of the week, as of its end."""
    past = weekly.history(week, LOADED_WEEKS, zone)
    scored = scores_of(past, TREND_WEEKS)
    trend = tuple(_point(w, scores) for w, scores in zip(past.weeks[-TREND_WEEKS:], scored, strict=True))
    values = {factor: score.score for factor, score in scored[-1].items()}
    counted = list(health.shares(values))
    predictive, diagnostic = [p.predictive for p in trend], [p.diagnostic for p in trend]
    return HealthReport(
        week=week,
        scores=scored[-1],
        points=health.points(values),
        shares=health.shares(values),
        interval=_interval(past, counted, zone),
        trend=trend,
        warning=health.early_warning(predictive, diagnostic),
        correlations=health.lagged_correlations(predictive, diagnostic),
        past=past,
    )


def scores_of(past: History, count: int) -> list[dict[Factor, Score]]:
    """Return the scores of the factors in each of the last `count` weeks."""
    series = {factor: past.series(factor) for factor in FACTORS}
    cut = {factor: health.winsorised(series[factor]) for factor in FACTORS}
    ends = range(len(past.weeks) - count + 1, len(past.weeks) + 1)
    return [{f: _score(past, f, series[f][:end], cut[f][:end]) for f in FACTORS} for end in ends]


def _score(past: History, factor: Factor, values: health.Series, cut: health.Series) -> Score:
    sums = past.sums[len(values) - 1]
    if factor == "responsiveness":
        return health.responsiveness_score(values[-1], sums.responses + sums.overdue)
    if factor == "interaction":
        return health.interaction_score(values, cut, sums.threads)
    if factor == "liveliness":
        return health.liveliness_score(values[-1], len(past.boards[len(values) - 1]))
    return health.size_score(factor, values, cut)


def _point(week: Week, scores: dict[Factor, Score]) -> Point:
    values = {factor: score.score for factor, score in scores.items()}
    return Point(
        week=week,
        index=health.index(values),
        diagnostic=health.part_index(values, health.DIAGNOSTIC),
        predictive=health.part_index(values, health.PREDICTIVE),
    )


def _interval(past: History, counted: Sequence[Factor], zone: ZoneInfo) -> Interval | None:
    if len(counted) < health.NEEDED_FACTORS:
        return None
    newest = daily.days_of(past, health.SHORT_WEEKS, zone)
    series = {factor: past.series(factor) for factor in counted}
    return resampling.interval(series, newest, counted, seed=past.weeks[-1].number)
