"""The page of a week's voices."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, get_args
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, current_app, render_template, request, url_for
from flask_babel import format_date, get_locale
from flask_babel import gettext as _

from community.kernel import clock
from community.kernel.auth import require
from community.kernel.weeks import Week

from . import accuracy, mood
from .queries import Choice
from .voice_page import voice_page

bp = Blueprint("listening", __name__, url_prefix="/listening")


@bp.get("/voices")
@require("listening.read")
def voices() -> str:
    zone = ZoneInfo(current_app.extensions["settings"].time_zone)
    present, asked = Week.of(clock.now(), zone), request.args.get("week")
    week, chosen = Week.parse(asked) if asked else present, _chosen()
    page = voice_page(week, zone, chosen=chosen, after=request.args.get("after"))
    return render_template(
        "listening/voices.html",
        page=page,
        chosen=chosen,
        span=_span(week),
        tabs=_tabs(week, chosen),
        languages=_named(page.mood.unscored),
        accuracy=accuracy,
        prev_week_url=_address(week.plus(-1), chosen),
        next_week_url=_address(week.plus(1), chosen) if week < present else None,
        next_url=_address(week, chosen, after=page.next_key) if page.next_key else None,
    )


def _chosen() -> Any:
    word = request.args.get("class", "all")
    if word not in get_args(Choice):
        abort(404)
    return word


def _tabs(week: Week, chosen: Choice) -> list[dict[str, Any]]:
    labels: dict[Choice, str] = {
        "all": _("All"),
        "negative": _("Negative"),
        "neutral": _("Neutral"),
        "positive": _("Positive"),
        "unscored": _("Other languages"),
    }
    return [{"label": label, "url": _address(week, word), "active": word == chosen} for word, label in labels.items()]


def _address(week: Week, chosen: Choice, **more: str) -> str:
    narrowed: dict[str, Any] = more if chosen == "all" else {"class": chosen, **more}
    return url_for("listening.voices", week=week.key, **narrowed)


def _span(week: Week) -> str:
    sunday = week.monday + timedelta(days=6)
    return f"{format_date(week.monday, 'd MMMM')} – {format_date(sunday, 'd MMMM y')}"


def _named(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return how many texts each language has, the languages by their names."""
    names = {**get_locale().languages, mood.UNREADABLE: _("other scripts")}
    return [(names.get(code, code), number) for code, number in counts.items()]
