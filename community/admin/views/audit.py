"""The audit log: acts of power by who, what, whose and when."""

from datetime import date
from typing import Any

from flask import Blueprint, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from community.kernel.auth import require
from community.kernel.errors import Refused
from community.kernel.paging import Page
from community.kernel.rooms import house
from community.kernel.web import wording

from .. import audit as log
from .. import queries
from ..rows import PowerRow

LONGEST = 60
YEARS = range(1970, 9999)  # beyond, days have no moment in every zone
ASKED = ("by", "whose", "kind", "since", "until")


def register(bp: Blueprint) -> None:
    """Hang the page onto the room's blueprint."""
    bp.add_url_rule("/audit", "audit", audit)


@require("admin.see")
def audit() -> ResponseReturnValue:
    """Show what fits; where what is asked for makes no sense, the form stays and says so."""
    asked = {name: request.args.get(name, "").strip()[:LONGEST] for name in ASKED}
    page, says = Page[PowerRow]((), None), ""
    try:
        page = log.acts(**_found(asked), after=request.args.get("after"))
    except Refused as no:
        says = wording.refusal(no)
    kept = {name: value for name, value in asked.items() if value}
    shown = render_template(
        "admin/audit.html",
        acts=page.rows,
        asked=asked,
        says=says,
        kinds=sorted(house().powers.items(), key=lambda pair: str(pair[1])),
        next_url=url_for("admin.audit", **kept, after=page.next_key) if page.next_key else None,
    )
    return shown, 422 if says else 200


def _found(asked: dict[str, str]) -> dict[str, Any]:
    """Return what the form asks for, as the log understands it."""
    if asked["kind"] and asked["kind"] not in house().powers:
        raise Refused("This is not an act that the log knows.")
    days = {name: _day(asked[name]) for name in ("since", "until")}
    people = {name: _member(asked[name]) for name in ("by", "whose")}
    zone = current_app.extensions["settings"].time_zone
    return {"kind": asked["kind"], "zone": zone, **days, **people}


def _day(written: str) -> date | None:
    if not written:
        return None
    try:
        day = date.fromisoformat(written)
    except ValueError:
        day = date.min
    if day.year not in YEARS:
        raise Refused("A day looks like 2026-11-22.")
    return day


def _member(handle: str) -> int | None:
    if not handle:
        return None
    member = queries.anybody_called(handle)
    if member is None:
        raise Refused("Nobody here is called that; copy the name from the address of their page.")
    return member.id
