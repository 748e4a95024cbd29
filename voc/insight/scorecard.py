"""The scorecard of a week as its page shows it: outcomes, quality, activity, and employees beside."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from . import charts, wording
from .charts import Bar
from .measures import Measure
from .numbers import WeekNumbers
from .specs import RATES
from .weekly import History

TREND_WEEKS = 13


@dataclass(frozen=True, kw_only=True)
class Row:
    """A measure in one line; activity has a trend and never a verdict."""

    measure: Measure
    value: str
    interval: str
    n: int | None
    offers: tuple[str, ...]
    trend: tuple[Bar, ...]
    trend_words: str


@dataclass(frozen=True, kw_only=True)
class Group:
    """Measures of one kind, and how to look at them."""

    name: str
    title: str
    says: str
    rows: tuple[Row, ...]
    missing: tuple[Measure, ...]


def groups(of: WeekNumbers) -> tuple[Group, ...]:
    """Return the groups of the page, the measures without a source apart."""
    titles = {
        "outcome": (_("Outcomes"), _("What customers got out of it. Goals belong here.")),
        "quality": (_("Quality"), _("How well it went, to be watched and improved.")),
        "activity": (_("Activity"), _("What people did. A trend to look at, never a goal.")),
    }
    past = of.health.past
    made = [
        _group(kind, str(title), str(says), [m for m in of.measures if m.kind == kind], past)
        for kind, (title, says) in titles.items()
    ]
    beside = str(_("What employees did, counted beside the community and never inside."))
    return (*made, _group("staff", str(_("Employees")), beside, of.staff, past))


def _group(name: str, title: str, says: str, measures: Sequence[Measure], past: History) -> Group:
    return Group(
        name=name,
        title=title,
        says=says,
        rows=tuple(_row(m, past) for m in measures if m.rows_url),
        missing=tuple(m for m in measures if not m.rows_url),
    )


def _row(measure: Measure, past: History) -> Row:
    values = _trend(measure.name, past) if measure.value is not None else []
    return Row(
        measure=measure,
        value=wording.value(measure.unit, measure.value),
        interval=wording.interval(measure),
        n=measure.n if measure.unit in RATES and measure.value is not None else None,
        offers=wording.offers(measure),
        trend=tuple(charts.spark(values)) if values else (),
        trend_words=str(_("Each of the last weeks: %(numbers)s", numbers=", ".join(f"{v:g}" for v in values))),
    )


def _trend(name: str, past: History) -> list[float]:
    """Return the weeks of an activity that weekly sums know, from the community's beginning on; empty for others."""
    began = past.began.views if name == "page_views" else past.began.anything
    if began is None:
        return []
    weeks = [n for n, week in enumerate(past.weeks) if week >= began][-TREND_WEEKS:]
    sums = {"posts": "posts", "topics": "topics", "replies": "answers", "comments": "comments"}
    sums |= {"staff_posts": "staff_posts", "staff_replies": "staff_answers"}
    if name in sums:
        return [float(getattr(past.sums[n], sums[name])) for n in weeks]
    if name == "page_views":
        return [float(past.views[n].total) for n in weeks]
    return [float(past.members[n]) for n in weeks] if name == "new_members" else []
