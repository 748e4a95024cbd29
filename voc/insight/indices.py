"""The health index, its halves and its factors as measures."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _

from . import health
from .counts import nothing_yet
from .health import DIAGNOSTIC, FACTORS, PREDICTIVE, Factor, Score
from .measures import Figure, Measure, rounded
from .sources import Sources, made
from .specs import Spec

_PARTS: Mapping[str, Sequence[Factor]] = {
    "health": FACTORS,
    "health_diagnostic": DIAGNOSTIC,
    "health_predictive": PREDICTIVE,
}


def index(name: str, spec: Spec, sources: Sources) -> Measure:
    """Return the index or one of its halves; only the whole has an interval."""
    report = sources.health
    scores = {part: rounded(report.scores[part].score) for part in _PARTS[name]}
    known = sum(score is not None for score in scores.values())
    halves = {"health_diagnostic": report.now.diagnostic, "health_predictive": report.now.predictive}
    value = halves.get(name, report.now.index)
    if value is None:
        figure = Figure(value=None, n=known, inputs=scores)
        return made(name, spec, sources, figure, status="insufficient", why=_too_few(name, known))
    between = report.interval if name == "health" else None
    low, high = (between.low, between.high) if between else (None, None)
    figure = Figure(value=round(value), n=known, low=low, high=high, inputs=scores)
    return made(name, spec, sources, figure, status="ok", why="")


def _too_few(name: str, known: int) -> str:
    needed = health.NEEDED_FACTORS if name == "health" else health.NEEDED_IN_PART
    why = _("It needs %(needed)s of %(all)s factors; %(known)s had enough behind them.")
    return str(why % {"needed": needed, "all": len(_PARTS[name]), "known": known})


def factor(name: Any, spec: Spec, sources: Sources) -> Measure:
    """Return a factor's raw value of the week, and why it is not in the index if it is not."""
    factor: Factor = name
    score = sources.health.scores[factor]
    figure = Figure(value=score.raw, n=score.evidence, inputs=(rounded(score.raw), score.evidence))
    if score.raw is None:
        return made(name, spec, sources, figure, status="insufficient", why=_no_factor(factor))
    if score.score is None:
        return made(name, spec, sources, figure, status="low_n", why=_left_out(factor, score))
    return made(name, spec, sources, figure, status="ok", why="")


def _left_out(factor: Factor, score: Score) -> str:
    """Say why a factor that has a value is not in the index."""
    if score.evidence >= score.needed:
        if factor in DIAGNOSTIC:
            return str(_("Not in the index: nothing of it was counted in any of its weeks."))
        return str(_("Not in the index: it needs %(weeks)s weeks to be smoothed.", weeks=health.NEEDED_WEEKS))
    units = dict.fromkeys(DIAGNOSTIC, _("weeks")) | {
        "responsiveness": _("responses"),
        "interaction": _("topics"),
        "liveliness": _("boards"),
    }
    why = _("Not in the index: it needs %(needed)s %(unit)s, and there were %(n)s.")
    return str(why % {"needed": score.needed, "unit": units[factor], "n": score.evidence})


def _no_factor(factor: Factor) -> str:
    if factor == "members":
        return nothing_yet("members")
    if factor in ("content", "traffic"):
        return nothing_yet("views")
    if factor == "liveliness":
        return str(_("Nobody had written on a public board yet."))
    return str(_("Nobody wrote anything in the week that could be measured."))
