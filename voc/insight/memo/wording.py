"""A memo's numbers and days in words, and the words for its codes."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from community.kernel.web.wording import spelled
from community.kernel.weeks import Week

KIND_LABELS: Mapping[str, Any] = {
    "most": _l("Most voices"),
    "newest": _l("Newest"),
    "strangest": _l("Strangest"),
}
TYPE_LABELS: Mapping[str, Any] = {
    "unexpected_use": _l("Unexpected use"),
    "unexpressed_need": _l("Need nobody had put into words"),
    "partner_problem": _l("Trouble with a partner"),
    "nagging_issue": _l("Nagging issue that is easily fixed"),
    "competitive_threat": _l("Talk of a competitor"),
    "other": _l("Something else"),
}
FATE_LABELS: Mapping[str, Any] = {"open": _l("Open"), "done": _l("Done"), "declined": _l("Declined")}
BAND_LABELS: Mapping[str, Any] = {
    "concern": _l("a concern"),
    "steady": _l("steady"),
    "very_good": _l("very good"),
}
STATUS_LABELS: Mapping[str, Any] = {
    "draft": _l("Draft: an editor has not signed it yet"),
    "signed": _l("Signed, and waiting for Monday 08:00"),
    "published": _l("Signed"),
    "unsigned": _l("Not signed"),
    "computed": _l("Computed, not an edition"),
}
MAILED_TO_NOBODY: Mapping[str, Any] = {
    "draft": _l("Nobody yet: an editor has to sign it first."),
    "signed": _l("Nobody yet: it is mailed on Monday at 08:00."),
    "published": _l(
        "Nobody: no executive could be written to, or it was made afterwards and such editions are not mailed."
    ),
    "unsigned": _l("Nobody: no editor signed it."),
    "computed": _l("Nobody: what is computed afterwards is mailed to nobody."),
}
LANGUAGE_UNKNOWN = "und"


def period(week: Week) -> str:
    """Return the days of a week: "28 September to 4 October 2026"."""
    first, last = week.monday, week.monday + timedelta(days=6)
    full = _("d MMMM y")
    pattern = _("d") if first.month == last.month else _("d MMMM") if first.year == last.year else full
    return str(_("%(first)s to %(last)s", first=_said(first, pattern), last=_said(last, full)))


def day(moment: datetime, zone: ZoneInfo) -> str:
    """Return the day of a moment in the business time zone."""
    return _said(moment.astimezone(zone).date(), _("d MMM y"))


def _said(when: date, pattern: str) -> str:
    return format_date(when, pattern, locale=get_locale())


def language(code: str) -> str:
    """Return the language's name; one that was not recognised says so."""
    if code == LANGUAGE_UNKNOWN:
        return str(_("a language that was not recognised"))
    return str(get_locale().languages.get(code, code))


def share(value: float, low: float | None, high: float | None) -> str:
    """Return a share as people say it: "about 4 in 10, 3 to 5"; below one in ten it is said out of a hundred."""
    out_of = 10 if value >= 0.1 else 100
    words = _("about %(some)d in %(all)d", some=_times(value, out_of), all=out_of)
    return words if low is None or high is None else f"{words}, {_from_to(_times(low, out_of), _times(high, out_of))}"


def _times(value: float, out_of: int) -> int:
    return int(value * out_of + 0.5)


def measured(value: float, low: float | None, high: float | None, *, decimals: int = 0, signed: bool = False) -> str:
    """Return a figure with its interval: "+10, -6 to +26"."""
    words = _figure(value, decimals, signed=signed)
    if low is None or high is None:
        return words
    return f"{words}, {_from_to(_figure(low, decimals, signed=signed), _figure(high, decimals, signed=signed))}"


def _from_to(low: Any, high: Any) -> str:
    return str(_("%(low)s to %(high)s", low=low, high=high))


def _figure(value: float, decimals: int, *, signed: bool) -> str:
    rounded = round(value, decimals) + 0.0  # + 0.0 turns -0.0 into 0.0
    text = f"{rounded:+,.{decimals}f}" if signed and rounded else f"{rounded:,.{decimals}f}"
    return spelled(text).replace("-", "−")


def evidence(posts: int, authors: int, of_posts: int) -> str:
    """Return the honest sentence: how many said it, of how many."""
    if posts == 1:
        return str(_("One customer, one post, of %(all)d this week.", all=of_posts))
    return str(_("Seen in %(some)d of %(all)d posts, by %(people)s.", some=posts, all=of_posts, people=people(authors)))


def people(number: int) -> str:
    return str(ngettext("%(num)d person", "%(num)d people", number))


def customers(number: int, segments: Sequence[str]) -> str:
    """Return how many of the people have a customer record, by tier; nothing where nobody has one."""
    if not number:
        return ""
    said = ngettext("%(num)d customer on record", "%(num)d customers on record", number)
    return f"{said}: {', '.join(segments)}."


def theme(posts: int, authors: int, before: int) -> str:
    """Return who wrote about a theme, and how many earlier texts had any of its terms."""
    said = ngettext("%(num)d post", "%(num)d posts", posts)
    return str(
        _("%(posts)s by %(people)s; %(before)d in the weeks before", posts=said, people=people(authors), before=before)
    )
