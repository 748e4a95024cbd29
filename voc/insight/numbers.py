"""The numbers of one ISO week: every measure of the scorecard, as of that week's end."""

from collections.abc import Iterable
from dataclasses import dataclass

from community.kernel.weeks import Week

from . import counts, indices, rates
from .health import FACTORS
from .health_report import HealthReport
from .measures import Figure, Measure
from .sources import Sources, made
from .specs import ALL, MEASURES, RATES, STAFF
from .topics import business_zone


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekNumbers:
    """All measures of a week by name, beside them the employees' own, which are never inside, and the health report."""

    week: Week
    measures: tuple[Measure, ...]
    staff: tuple[Measure, ...]
    health: HealthReport

    def __getitem__(self, name: str) -> Measure:
        return next(m for m in (*self.measures, *self.staff) if m.name == name)


def week_numbers(week: Week) -> WeekNumbers:
    """Return the numbers of a week that is over: what happened before its end, as visible as it is today."""
    sources = Sources(week, business_zone())
    return WeekNumbers(
        week=week,
        measures=tuple(_measure(name, sources) for name in MEASURES),
        staff=tuple(_measure(name, sources) for name in STAFF),
        health=sources.health,
    )


def some_numbers(week: Week, names: Iterable[str]) -> dict[str, Measure]:
    """Return only these measures of the week; what the others rest on is not read."""
    sources = Sources(week, business_zone())
    return {name: _measure(name, sources) for name in names}


def _measure(name: str, sources: Sources) -> Measure:
    """Return one measure of the week, by the rule of its kind."""
    spec = ALL[name]
    if spec.missing is not None:
        return made(name, spec, sources, Figure(value=None), status="insufficient", why=str(spec.missing))
    if name in FACTORS:
        return indices.factor(name, spec, sources)
    if spec.unit == "index":
        return indices.index(name, spec, sources)
    if spec.unit in RATES:
        return rates.rate(name, spec, sources)
    return counts.count(name, spec, sources)
