"""What every template may use: filters for times and numbers, and the few functions of the house."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from babel.numbers import format_compact_decimal, format_decimal
from flask import Flask, g, request, url_for
from flask_babel import format_datetime, format_timedelta, get_locale
from flask_babel import gettext as _
from flask_login import current_user
from jinja2 import StrictUndefined
from markupsafe import Markup

from .. import clock
from ..auth import can
from ..rooms import house
from . import once, static

DAYS_SHOWN_AS_AGO = 30
COMPACT_FROM = 10_000


@dataclass(frozen=True)
class NavLink:
    """One door of the navigation as the present reader sees it."""

    label: Any
    url: str
    icon: str
    active: bool


def init_app(app: Flask, site_name: str) -> None:
    """Teach the application's templates our filters and globals; an undefined name in a template is an error."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(ago=ago, exact=exact, number=number, iso=iso, safe_html=Markup)
    app.jinja_env.globals.update(site_name=site_name, static=static.url, once=once.fresh, can=can)
    app.context_processor(_reader)


def _reader() -> dict[str, Any]:
    if g.get("on_bare_page"):
        return {"current_member": None, "nav": []}
    signed_in = current_user and current_user.is_authenticated
    return {"current_member": current_user if signed_in else None, "nav": _nav()}


def _nav() -> Sequence[NavLink]:
    doors = [(item, url_for(item.endpoint)) for item in house().nav if not item.permission or can(item.permission)]
    here = max((url for _item, url in doors if request.path.startswith(url)), key=len, default=None)
    return [NavLink(item.label, url, item.icon, url == here) for item, url in doors]


def ago(moment: datetime) -> str:
    """Return how long ago `moment` was, in words; a date when that says more."""
    delta = clock.now() - moment
    if delta.total_seconds() < 45:
        return _("just now")
    if delta.days > DAYS_SHOWN_AS_AGO:
        return format_datetime(moment, "d MMM y")
    return format_timedelta(-delta, add_direction=True, threshold=1)


def exact(moment: datetime) -> str:
    """Return the moment in the reader's zone, to the minute."""
    return format_datetime(moment, "d MMMM y, HH:mm z")


def iso(moment: datetime) -> str:
    """Return the moment for machines."""
    return moment.isoformat(timespec="seconds")


def number(value: int) -> str:
    """Return a number grouped by the reader's custom, compact from ten thousand on."""
    locale = get_locale() or "en"
    if value >= COMPACT_FROM:
        return format_compact_decimal(value, locale=locale, fraction_digits=1)
    return format_decimal(value, locale=locale)
