"""The week that a page is about, and the ways to the weeks beside it."""

from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from flask import request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from community.kernel import clock
from community.kernel.errors import Refused
from community.kernel.weeks import Week

from ..topics import business_zone


def chosen_week() -> Week:
    """Return the week in the address, or the last one that is over; refuse one that is not."""
    last = last_full_week(business_zone())
    key = request.args.get("week")
    week = Week.parse(key) if key else last
    if week > last:
        raise Refused("%(week)s is not over yet; its numbers are complete when it is.", week=week.key)
    return week


def last_full_week(zone: ZoneInfo) -> Week:
    """Return the last week that is over."""
    return Week.of(clock.now(), zone).plus(-1)


def week_bar(week: Week, endpoint: str, **values: Any) -> dict[str, Any]:
    """Return what the bar of weeks shows: the week in words, and the addresses of its neighbours."""
    later = week.plus(1) if week < last_full_week(business_zone()) else None
    return {
        "key": week.key,
        "words": _days(week),
        "prev": {"key": week.plus(-1).key, "url": url_for(endpoint, week=week.plus(-1).key, **values)},
        "next": {"key": later.key, "url": url_for(endpoint, week=later.key, **values)} if later else None,
    }


def _days(week: Week) -> str:
    first, last = week.monday, week.plus(1).monday
    ends = [
        format_date(day, _("d MMM"), locale=get_locale()) for day in (first, last.fromordinal(last.toordinal() - 1))
    ]
    return str(_("%(first)s to %(last)s %(year)s", first=ends[0], last=ends[1], year=last.year))
