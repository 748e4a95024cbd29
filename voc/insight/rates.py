"""Measures that rest on how many rows they were computed from: shares, medians, means, net sentiment."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from community.kernel.statistics import proportion
from voc.listening import measure as sentiment

from . import questions, response
from .counts import nothing_yet
from .measures import WIDER_WEEKS, Figure, Measure, status_of, wider
from .sources import Sources, made
from .specs import STAFF, Spec


def rate(name: str, spec: Spec, sources: Sources) -> Measure:
    """Return a figure that needs rows to rest on: few are marked, too few give way to 4 and 13 weeks."""
    if name in STAFF and not sources.has_begun("staff"):
        return made(name, spec, sources, Figure(value=None, n=0), status="insufficient", why=nothing_yet("staff"))
    figure = _RATES[name](sources, 1)
    status = status_of(figure.n or 0)
    if status in ("insufficient", "suppressed"):
        offers = tuple(w for weeks in WIDER_WEEKS if (w := wider(weeks, _RATES[name](sources, weeks))))
        why = _too_few(name, figure.n or 0)
        return made(name, spec, sources, figure, status=status, why=why, wide=offers)
    if figure.value is None:
        why = str(_("Fewer than half of the askers had a reply by the end of the week."))
        return made(name, spec, sources, figure, status="insufficient", why=why)
    return made(name, spec, sources, figure, status=status, why=_few(status, figure.n or 0))


def _few(status: str, n: int) -> str:
    return "" if status == "ok" else str(_("It rests on %(n)s only and may be chance.", n=n))


def _too_few(name: str, n: int) -> str:
    if name == "sentiment":
        nothing = _("Nobody wrote anything that could be scored.")
        few = ngettext("One author is too few to tell.", "%(num)d authors are too few to tell.", n)
    elif name == "replies_per_topic":
        nothing = _("No topic was started.")
        few = ngettext("One topic is too few to tell.", "%(num)d topics are too few to tell.", n)
    elif "median" in name or "mean" in name or "p90" in name:
        nothing = _("No question of the week had a reply by its end.")
        few = ngettext("One question is too few to tell.", "%(num)d questions are too few to tell.", n)
    else:
        nothing = _("No question was asked that can be judged.")
        few = ngettext("One question is too few to tell.", "%(num)d questions are too few to tell.", n)
    return str(few if n else nothing)


def _solved(sources: Sources, weeks: int) -> Figure:
    asked = sources.questions(weeks)
    hits = sum(q.solved_id is not None for q in asked)
    share = proportion(hits, len(asked))
    inputs = [(q.topic_id, q.solved_id) for q in asked]
    return Figure(value=share.value, n=len(asked), low=share.low, high=share.high, inputs=inputs)


def _within(waits: list[response.Wait]) -> Figure:
    found = response.within(waits)
    share = found.share
    return Figure(value=share.value, n=found.count, low=share.low, high=share.high, inputs=_told(waits))


def _hours(waits: list[response.Wait], of: Callable[[list[response.Wait]], float | None], n: int) -> Figure:
    return Figure(value=of(waits), n=n, inputs=_told(waits))


def _told(waits: list[response.Wait]) -> list[tuple[float, bool]]:
    return [(round(wait.hours, 6), wait.answered) for wait in waits]


def _of_answered(of: Callable[[list[response.Wait]], float | None], *, staff: bool = False) -> Any:
    def figure(sources: Sources, weeks: int) -> Figure:
        asked = sources.questions(weeks)
        waits = questions.staff_waits(asked) if staff else questions.waits(asked)
        return _hours(waits, of, len(response.answered(waits)))

    return figure


def _honest_median(sources: Sources, weeks: int) -> Figure:
    waits = questions.waits(sources.questions(weeks))
    return _hours(waits, response.honest_median, len(waits))


def _replies_per_topic(sources: Sources, weeks: int) -> Figure:
    sums = sources.sums(weeks)
    topics, replies = sum(s.topics for s in sums), sum(s.answers for s in sums)
    return Figure(value=replies / topics if topics else None, n=topics, inputs=(topics, replies))


def _sentiment(sources: Sources, weeks: int) -> Figure:
    scored = [(voice.person, voice.compound) for voice in sources.voices(weeks) if voice.compound is not None]
    counts = sentiment.votes(scored)
    found = sentiment.net_sentiment(counts)
    inputs = sorted((str(person), compound) for person, compound in scored)
    return Figure(value=found.value, n=counts.total, low=found.low, high=found.high, inputs=inputs)


_RATES: Mapping[str, Callable[[Sources, int], Figure]] = {
    "replies_per_topic": _replies_per_topic,
    "solved": _solved,
    "sentiment": _sentiment,
    "first_response": lambda sources, weeks: _within(questions.waits(sources.questions(weeks))),
    "first_response_honest_median": _honest_median,
    "first_response_median": _of_answered(lambda waits: response.quantile_of(waits, 0.5)),
    "first_response_mean": _of_answered(response.mean),
    "first_response_p90": _of_answered(lambda waits: response.quantile_of(waits, 0.9)),
    "staff_response": lambda sources, weeks: _within(questions.staff_waits(sources.questions(weeks))),
    "staff_response_median": _of_answered(lambda waits: response.quantile_of(waits, 0.5), staff=True),
}
