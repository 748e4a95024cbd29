"""The memo's numbers, and what it cannot say: at most eight in words, the rest of what is missing with its reason."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from community.kernel import pii
from community.kernel.weeks import Week
from kb_harvest.queries import published_between
from kb_harvest.rows import Published

from ..health import band
from ..measures import Measure, Wider
from ..numbers import WeekNumbers, week_numbers
from ..specs import RATES
from ..topics import business_zone
from . import rules, wording
from .content import ArticleLine, Excerpt, Gap, Number

HEADLINES = (
    *("health", "sentiment", "first_response", "first_response_honest_median", "solved"),
    *("contributing", "posts", "new_members"),
)
INDEX = "index"
OF_MEMBERS = ("contributing", "new_members")


@dataclass(frozen=True, kw_only=True)
class Parts:
    numbers: tuple[Number, ...]
    articles: tuple[ArticleLine, ...]
    gaps: tuple[Gap, ...]
    suppressed: tuple[Gap, ...]


def parts(week: Week) -> Parts:
    """Return the numbers of the week for the memo, with the articles that were published in it."""
    found, zone = week_numbers(week), business_zone()
    measures, registered = found.measures, found["registered"].value
    return Parts(
        numbers=tuple(_number(measure, registered) for measure in _headlines(found)),
        articles=tuple(_article(row) for row in published_between(week.start(zone), week.end(zone))),
        gaps=tuple(_missing(measures, "insufficient")),
        suppressed=tuple(_missing(measures, "suppressed")),
    )


def _article(row: Published) -> ArticleLine:
    members = tuple(author.id for author in row.contributors if author.id is not None)
    title = Excerpt(source=f"article:{row.id}", text=pii.redact(row.title).text)
    return ArticleLine(title=title, thanked=members, nameless=len(row.contributors) - len(members))


def _headlines(found: WeekNumbers) -> list[Measure]:
    """Return the measures to be read first; where only employees ever wrote, theirs stand for what is missing."""
    chosen = [found[name] for name in HEADLINES]
    employees = [measure for measure in found.staff if measure.value is not None]
    if found["posts"].value is None and employees:
        chosen = [measure for measure in chosen if measure.value is not None] + employees
    return chosen[: rules.MOST_NUMBERS]


def _missing(measures: Iterable[Measure], status: str) -> Iterator[Gap]:
    """Yield what has no value for this reason; measures that lack it for the same one stand together."""
    labels: dict[str, list[str]] = defaultdict(list)
    for measure in measures:
        if measure.status == status:
            labels[measure.why].append(measure.label)
    for why, named in labels.items():
        yield Gap(label="; ".join(named), why=why)


def _number(measure: Measure, registered: float | None) -> Number:
    names = ("name", "label", "value", "n", "low", "high", "status", "why", "rows_url")
    return Number(
        words=_words(measure), basis=_basis(measure, registered), **{name: getattr(measure, name) for name in names}
    )


def _basis(measure: Measure, registered: float | None) -> str:
    """Return what the figure rests on: rows, factors, or of how many members; a count of posts says it itself."""
    if measure.value is None or measure.n is None:
        return ""
    if measure.name in OF_MEMBERS and registered and registered >= measure.value:
        return str(ngettext("of %(num)d member", "of %(num)d members", int(registered)))
    if measure.unit == INDEX:
        return str(_("%(n)d factors", n=measure.n))
    if measure.unit == "hours":
        return str(_("n = %(n)d; no interval is given", n=measure.n))
    return str(_("n = %(n)d", n=measure.n)) if measure.unit in RATES else ""


def _words(measure: Measure) -> str:
    if measure.value is None:
        return " ".join([measure.why, *(_offered(measure.unit, wide) for wide in measure.wider)])
    return _figure(measure.unit, measure.value, measure.low, measure.high)


def _offered(unit: str, wide: Wider) -> str:
    """Return the same figure over more weeks, labelled as such."""
    said = _figure(unit, wide.value or 0.0, wide.low, wide.high)
    return str(_("Over %(weeks)d weeks: %(said)s (n = %(n)d).", weeks=wide.weeks, said=said, n=wide.n))


def _figure(unit: str, value: float, low: float | None, high: float | None) -> str:
    if unit == "share":
        return wording.share(value, low, high)
    if unit == "nsi":
        return wording.measured(value, low, high, signed=True)
    if unit == INDEX:
        return str(
            _("%(said)s, %(band)s", said=wording.measured(value, low, high), band=wording.BAND_LABELS[band(value)])
        )
    if unit == "hours":
        return str(_("%(said)s hours", said=wording.measured(value, low, high, decimals=1)))
    return wording.measured(value, low, high)
