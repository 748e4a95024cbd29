"""Measures in words and figures, as pages print them."""

from collections.abc import Sequence

from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _

from community.kernel.web.wording import decimals, spelled

from .measures import Measure

TREND_STEP = 0.05  # a change below 5 % is none


def value(unit: str, number: float | None) -> str:
    """Return a number with its unit, short enough for a table."""
    if number is None:
        return "–"
    if unit == "share":
        return str(_("%(n)s %%", n=round(100 * number)))
    if unit == "hours":
        return hours(number)
    if unit == "nsi":
        return spelled(f"{number:+.1f}").replace("-", "−")
    if float(number).is_integer():
        return str(format_decimal(int(number)))
    return decimals(number, 2) if abs(number) < 100 else str(format_decimal(round(number)))


def hours(number: float) -> str:
    """Return hours as people say them: minutes below one, days from two on."""
    if number < 1:
        return str(_("%(n)s min", n=round(60 * number)))
    if number < 48:
        return str(_("%(n)s h", n=decimals(number, 1)))
    return str(_("%(n)s days", n=decimals(number / 24, 1)))


def interval(measure: Measure) -> str:
    """Return the bounds of the 95 % interval; empty where there are none."""
    if measure.low is None or measure.high is None:
        return ""
    ends = [value(measure.unit, bound) for bound in (measure.low, measure.high)]
    return str(_("%(low)s to %(high)s", low=ends[0], high=ends[1]))


def offers(measure: Measure) -> tuple[str, ...]:
    """Return the same figure over more weeks, where one week says too little."""
    return tuple(
        str(_("%(value)s over %(weeks)s weeks (n = %(n)s)", value=value(measure.unit, w.value), weeks=w.weeks, n=w.n))
        for w in measure.wider
    )


def trend(values: Sequence[float | None]) -> str:
    """Return what the last quarter year did, as the title of a chart says it."""
    known = [v for v in values[-13:] if v is not None]
    if len(known) < 2:
        return str(_("too few weeks for a trend"))
    first, last = known[0], known[-1]
    weeks = len(known)
    if abs(last - first) <= TREND_STEP * max(abs(first), 1e-9):
        return str(ngettext("as it was %(num)d week ago", "much as it was %(num)d weeks ago", weeks - 1))
    said = _("up from %(first)s") if last > first else _("down from %(first)s")
    return str(said % {"first": value("", round(first))})
