"""The weekly memo for programs: its editions, one of them, the desk on which it is written and signed."""

from typing import Any

from apiflask import Schema
from apiflask.fields import Boolean, Float, Integer, List, Nested, String
from apiflask.validators import Length, OneOf, Range
from flask import abort

from community.kernel.api import LONGEST_PAGE
from community.kernel.api_shapes import Text, fields
from community.kernel.auth import current_viewer, require
from community.kernel.weeks import Week

from ..api import bp
from . import pages, queries, rules, services
from .editions import WEEKS_LISTED, edition_lines
from .models import Memo
from .services import Choice

__all__ = ["bp"]
MOST_EDITS = 1_000_000


class EditionsQuery(Schema):
    """Which weeks are listed: those before `after`, which is the `next` of the page before."""

    after = String(
        load_default=None,
        validate=Length(max=10),
        metadata={
            "description": "The week that the page before ended with; without it, the newest.",
            "example": "2026-W47",
        },
    )
    limit = Integer(
        load_default=WEEKS_LISTED,
        validate=Range(min=1, max=LONGEST_PAGE),
        metadata={"description": "How many memos a page has at most."},
    )


class EditionOut(Schema):
    """An edition in the list."""

    week = String()
    period = String()
    url = String()
    headline = String()
    status = String()


class EditionsOut(Schema):
    memos = List(Nested(EditionOut))
    next = String(allow_none=True)


class QuoteOut(Schema):
    """What a customer said; withdrawn words say so."""

    number = Integer()
    text = String()
    who = String()
    url = String(allow_none=True)
    said_on = String()


class NumberOut(Schema):
    """A number of the memo, in words and as it was computed."""

    name = String()
    label = String()
    words = String()
    value = Float(allow_none=True)
    unit = String()
    n = Integer(allow_none=True)
    low = Float(allow_none=True)
    high = Float(allow_none=True)
    status = String()
    why = String()


class MemoLineOut(Schema):
    """A theme, an article, an idea that moved, or a topic that waits."""

    text = String()
    url = String(allow_none=True)
    says = String()


class AskOut(Schema):
    """What an earlier edition asked to decide, and what became of it."""

    week = String()
    headline = String()
    action = String()
    owner = String()
    fate = String()
    reason = String()


class MemoOut(Schema):
    """The memo of a week."""

    week = String()
    period = String()
    url = String()
    status = String()
    signed = String()
    headline = String()
    evidence = String()
    customers = String()
    quotes = List(Nested(QuoteOut))
    why = String()
    action = String()
    owner = String()
    asks = List(Nested(AskOut))
    numbers = List(Nested(NumberOut))
    themes = List(Nested(MemoLineOut))
    articles = List(Nested(MemoLineOut))
    moved = List(Nested(MemoLineOut))
    waiting = List(Nested(MemoLineOut))


class CandidateForMemoOut(Schema):
    """What the week may be remembered for, with its score and the quotes to choose from."""

    key = String()
    kind = String()
    headline = String()
    evidence = String()
    customers = String()
    score = String()
    quotes = List(Nested(QuoteOut))


class MemoDraftOut(Schema):
    """What an editor writes on; `edits` is what changes are told to have seen."""

    week = String()
    status = String()
    edits = Integer()
    candidate = String()
    headline = String()
    type = String()
    why = String()
    action = String()
    owner = String()
    candidates = List(Nested(CandidateForMemoOut))


class MemoIn(Schema):
    """What an editor makes of a draft; with `sign` it goes out at the next Monday 08:00."""

    seen = Integer(required=True, strict=True, validate=Range(min=0, max=MOST_EDITS))
    candidate = Text(load_default="", metadata={"example": "most:solar"})
    quotes = List(
        Integer(strict=True, validate=Range(min=0, max=100)), load_default=[], validate=Length(max=rules.MOST_QUOTES)
    )
    headline = Text(required=True, metadata={"example": "The earth fault is back"})
    type = Text(required=True, validate=OneOf(rules.INSIGHT_TYPES))
    why = Text(load_default="", metadata={"example": "Each one calls us."})
    action = Text(load_default="", metadata={"example": "Withdraw the update."})
    owner = Text(load_default="", metadata={"example": "Charging"})
    sign = Boolean(load_default=False)


class FateIn(Schema):
    """What became of what an edition asked for."""

    fate = Text(required=True, validate=OneOf(rules.FATES))
    reason = Text(load_default="", metadata={"example": "It went out on Tuesday."})


@bp.get("/insight/memos")
@require("insight.read")
@bp.input(EditionsQuery, location="query", arg_name="asked")
@bp.output(EditionsOut)
def list_memos(asked: dict[str, Any]) -> dict[str, Any]:
    """List the memos, the newest first."""
    lines, next_week = edition_lines(Week.parse(asked["after"]) if asked["after"] else None, asked["limit"])
    return {"memos": lines, "next": next_week}


@bp.get("/insight/memos/<week>")
@require("insight.read")
@bp.output(MemoOut)
def show_memo(week: str) -> Any:
    """Show the memo of a week: its edition, or what is computed as of that week."""
    return pages.page_of(Week.parse(week), naming=True)


@bp.get("/insight/memos/<week>/draft")
@require("insight.sign")
@bp.output(MemoDraftOut)
def show_draft(week: str) -> dict[str, Any]:
    """Show what an editor writes a week's memo on: the candidates, and what was written so far."""
    return _draft(_memo_or_404(week))


@bp.put("/insight/memos/<week>/draft")
@require("insight.sign")
@bp.input(MemoIn, arg_name="given")
@bp.output(MemoDraftOut)
def edit_memo(week: str, given: dict[str, Any]) -> dict[str, Any]:
    """Write a week's memo, and sign it where that is said."""
    found, seen = _memo_or_404(week), given.pop("seen")
    act = services.sign if given.pop("sign") else services.save
    act(memo=found, seen=seen, by=current_viewer(), choice=Choice(**given))
    return _draft(found)


@bp.post("/insight/memos/<week>/follow-ups")
@require("insight.sign")
@bp.input(FateIn, arg_name="given")
@bp.output({}, status_code=204)
def follow_up(week: str, given: dict[str, Any]) -> str:
    """Say what became of what an edition asked for."""
    services.follow_up(memo=_memo_or_404(week), by=current_viewer(), **given)
    return ""


def _draft(found: Memo) -> dict[str, Any]:
    written = fields(found, "week", "status", "edits", "headline", "type", "why", "action", "owner")
    return written | {"candidate": found.chosen, "candidates": pages.candidates_of(found)}


def _memo_or_404(week: str) -> Memo:
    return queries.memo_of(Week.parse(week)) or abort(404)
