"""The watchlist for programs: read it, put somebody on it or take them off, choose the weights."""

from typing import Any

from apiflask import Schema
from apiflask.fields import AwareDateTime, Float, Integer, List, Nested, String
from apiflask.validators import OneOf
from flask import abort

from community.accounts import authors
from community.kernel import api, clock
from community.kernel.api_shapes import PersonOut, Text, fields
from community.kernel.auth import current_viewer, require
from community.kernel.web.limits import writing_limit

from . import queries, services
from .rows import Watched
from .scoring import PRESETS

bp = api.blueprint("engagement")


class WeightsQuery(Schema):
    """The weights to look ahead with; those in use where none are named."""

    preset = String(
        load_default=None,
        validate=OneOf(tuple(PRESETS)),
        metadata={"description": "Weights to look ahead with; without them, those in use."},
    )


class WatchedOut(Schema):
    """Somebody on the watchlist: W, its inputs (nothing where one is unknown), why and since when."""

    member = Nested(PersonOut)
    w = Float()
    v = Float(allow_none=True)
    r = Float(allow_none=True)
    p = Float(allow_none=True)
    formula = String()
    reasons = List(String())
    why = String()
    since = AwareDateTime()
    entry = Integer(allow_none=True)
    owner = String(allow_none=True)
    owner_handle = String(allow_none=True)


class WatchlistOut(Schema):
    watched = List(Nested(WatchedOut))
    preset = String()
    in_use = String()


class WatchIn(Schema):
    """Whom to put on the list, by handle, and why; colleagues read it."""

    handle = Text(required=True, metadata={"example": "ines-asker"})
    reason = Text(required=True, metadata={"example": "Writes a widely read blog."})


class WatchMadeOut(Schema):
    id = Integer()


class WeightsIn(Schema):
    """What W weighs from now on."""

    preset = Text(required=True, validate=OneOf(tuple(PRESETS)))


@bp.get("/engagement/watchlist")
@require("engagement.read")
@bp.input(WeightsQuery, location="query", arg_name="asked")
@bp.output(WatchlistOut)
def show_watchlist(asked: dict[str, Any]) -> dict[str, Any]:
    """Show the watchlist, the highest W first; with the weights in use, or as it would be with others."""
    now = clock.now()
    in_use = queries.weights_in_use(now).preset
    watched = [_watched(one) for one in queries.watchlist(now, asked["preset"])]
    return {"watched": watched, "preset": asked["preset"] or in_use, "in_use": in_use}


@bp.post("/engagement/entries")
@require("engagement.watch")
@bp.input(WatchIn, arg_name="given")
@bp.output(WatchMadeOut, status_code=201)
@writing_limit
def add_entry(given: dict[str, Any]) -> Any:
    """Put somebody on the watchlist by hand."""
    member = queries.member_called(given["handle"])
    return services.add_entry(member=member, reason=given["reason"], by=current_viewer())


@bp.delete("/engagement/entries/<int:entry_id>")
@require("engagement.watch")
@bp.output({}, status_code=204)
@writing_limit
def remove_entry(entry_id: int) -> str:
    """Take somebody off who was put on the watchlist by hand."""
    services.remove_entry(entry=queries.entry_for_change(entry_id) or abort(404), by=current_viewer())
    return ""


@bp.put("/engagement/weights")
@require("engagement.weigh")
@bp.input(WeightsIn, arg_name="given")
@bp.output({}, status_code=204)
@writing_limit
def choose_weights(given: dict[str, Any]) -> str:
    """Choose what W weighs; to choose what is in use changes nothing."""
    services.choose_weights(preset=given["preset"], by=current_viewer())
    return ""


def _watched(row: Watched) -> dict[str, Any]:
    told = fields(row, "member", "w", "v", "r", "p", "formula", "reasons", "why", "since")
    return told | {"entry": row.entry_id} | authors.told(row.owner, "owner")
