"""The first responses of a week in the words and figures of their page."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from community.kernel.weeks import Week

from . import charts, questions, response, wording
from .charts import Bar
from .measures import Measure
from .numbers import some_numbers
from .questions import asked_between
from .rows import Line, lines_of_questions
from .topics import business_zone

SHOWN = (
    *("first_response", "first_response_honest_median", "first_response_median", "first_response_mean"),
    *("first_response_p90", "staff_response", "staff_response_median"),
)
MOST_UNANSWERED = 50


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A measure as the page prints it."""

    measure: Measure
    value: str
    interval: str
    offers: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ResponsePage:
    title: str
    figures: tuple[Figure, ...]
    bars: Sequence[Bar]
    asked: int
    left_out: int
    errors: Sequence[Line]
    unanswered: Sequence[Line]


def page(week: Week) -> ResponsePage:
    """Return the page of a week's first responses."""
    numbers, zone = some_numbers(week, SHOWN), business_zone()
    asked = asked_between(week.start(zone), week.end(zone))
    waits = questions.waits(asked)
    waiting = sorted((q for q in asked if not q.wait.answered), key=lambda q: (q.asked_at, q.topic_id))
    return ResponsePage(
        title=_title(numbers["first_response"]),
        figures=tuple(_figure(numbers[name]) for name in SHOWN),
        bars=_bars(waits),
        asked=len(asked),
        left_out=response.within(waits).left_out,
        errors=lines_of_questions([q for q in asked if q.error]),
        unanswered=lines_of_questions(waiting[:MOST_UNANSWERED]),
    )


def _figure(measure: Measure) -> Figure:
    value, interval = wording.value(measure.unit, measure.value), wording.interval(measure)
    return Figure(measure=measure, value=value, interval=interval, offers=wording.offers(measure))


def _title(measure: Measure) -> str:
    if measure.value is None:
        return str(_("How fast questions were answered cannot be told for this week"))
    share = wording.value("share", measure.value)
    return str(_("%(share)s of questions were answered within 6 hours", share=share))


def _bars(waits: Sequence[response.Wait]) -> list[Bar]:
    bins, unanswered = response.histogram(waits)
    labels = [(_bin(b), b.count) for b in bins]
    return charts.bars([*labels, (str(_("none yet")), unanswered)])


def _bin(of: response.Bin) -> str:
    if of.upto is None:
        return f"> {of.above:g} h"
    return f"≤ {of.upto:g} h" if of.above == 0 else f"{of.above:g}–{of.upto:g} h"
