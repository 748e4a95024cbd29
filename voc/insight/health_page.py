"""The health report in the words and figures of its page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from community.kernel.web.wording import decimals
from community.kernel.weeks import Week

from . import charts, diagnosis, health, wording
from .charts import Band, LineChart
from .diagnosis import LOW_BELOW
from .health import FACTORS, Factor
from .health_report import HealthReport, Point
from .measures import Measure
from .numbers import WeekNumbers

LEADS_FROM = 0.4  # below this rho we call nothing a lead


@dataclass(frozen=True, kw_only=True)
class Part:
    """One factor: the printed points of all, with 500, sum to the printed index."""

    name: Any
    says: Any
    raw: str
    norm: str
    score: str
    weight: str
    points: str
    why: str
    rows_url: str | None


@dataclass(frozen=True, kw_only=True)
class HealthPage:
    measure: Measure
    diagnostic: Measure
    predictive: Measure
    band: Any
    interval: Band | None
    parts: tuple[Part, ...]
    product: str
    low: tuple[tuple[Any, Any], ...]
    warning: bool
    chart: LineChart
    chart_title: str
    trend: Sequence[Point]
    lead: str


def page(of: WeekNumbers) -> HealthPage:
    """Return the page of a week's health."""
    report = of.health
    lowest = sorted((s.score, f) for f, s in report.scores.items() if s.score is not None and s.score < LOW_BELOW)
    return HealthPage(
        measure=of["health"],
        diagnostic=of["health_diagnostic"],
        predictive=of["health_predictive"],
        band=_band(report),
        interval=_interval(of["health"]),
        parts=tuple(_part(factor, of) for factor in FACTORS),
        product=_product(report),
        low=tuple((diagnosis.NAMES[f], diagnosis.LOW[f]) for _score, f in lowest),
        warning=report.warning,
        chart=_chart(report),
        chart_title=_title(report),
        trend=report.trend,
        lead=_lead(report),
    )


def _band(report: HealthReport) -> Any:
    if report.band is None:
        return ""
    return {"concern": _("of concern"), "steady": _("steady"), "very_good": _("very good")}[report.band]


def _interval(measure: Measure) -> Band | None:
    if measure.value is None or measure.low is None or measure.high is None:
        return None
    scale = {"least": health.LEAST_INDEX, "most": health.MOST_INDEX}
    return charts.interval_band(measure.value, measure.low, measure.high, **scale)


def _part(factor: Factor, of: WeekNumbers) -> Part:
    score, measure = of.health.scores[factor], of[factor]
    share, points = of.health.shares.get(factor), of.health.points.get(factor)
    return Part(
        name=diagnosis.NAMES[factor],
        says=diagnosis.SAYS[factor],
        raw=_figure(score.raw),
        norm=_figure(score.norm),
        score="–" if score.score is None else decimals(score.score, 3),
        weight="–" if share is None else decimals(share, 3),
        points="–" if points is None else f"{points:+d}".replace("-", "−"),
        why=measure.why,
        rows_url=measure.rows_url,
    )


def _figure(number: float | None) -> str:
    return "–" if number is None else wording.value("", round(number, 2))


def _product(report: HealthReport) -> str:
    """Return the formula with the week's values, for those who want to work it out by hand."""
    if report.index is None:
        return ""
    factors = [
        f"{max(health.FLOOR, score):.4f}^{report.shares[f]:.4f}"
        for f in report.shares
        if (score := report.scores[f].score) is not None
    ]
    return f"1000 × {' × '.join(factors)} = {report.index}"


def _chart(report: HealthReport) -> LineChart:
    trend = report.trend
    series = [
        ("index", str(_("Health")), [p.index for p in trend]),
        ("diagnostic", str(_("Diagnostic")), [p.diagnostic for p in trend]),
        ("predictive", str(_("Predictive")), [p.predictive for p in trend]),
    ]
    return charts.line_chart(series, [_short(p.week) for p in trend])


def _short(week: Week) -> str:
    return f"W{week.number:02}"


def _title(report: HealthReport) -> str:
    values = [p.index for p in report.trend]
    if report.index is None:
        return str(_("The community's health cannot be told for this week"))
    return str(_("Health is %(index)s, %(trend)s", index=report.index, trend=wording.trend(values)))


def _lead(report: HealthReport) -> str:
    """Say whether the predictive half has been leading the diagnostic one here."""
    known = {lag: rho for lag, rho in report.correlations.items() if rho is not None}
    if not known:
        return str(_("Too few weeks to tell whether the predictive half leads the diagnostic one here."))
    lag = max(known, key=lambda one: (known[one], -one))
    if known[lag] < LEADS_FROM:
        says = _("So far the predictive half has not led the diagnostic one (best rho %(rho)s).")
    else:
        says = _("The diagnostic half goes with the predictive one of %(lag)s weeks before (rho %(rho)s): a hint.")
    return str(says % {"lag": lag, "rho": decimals(known[lag], 2)})
