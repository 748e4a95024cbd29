"""The changes feed: the facts of the log in their order, ids and codes only, for whoever mirrors the community.

A room says by `Room.facts` which permission reading its facts needs. Those of other rooms, and private ones
(`Event.private`), are for administrators.
"""

from collections.abc import Collection
from dataclasses import asdict
from typing import Any, Final

from apiflask import Schema
from apiflask.fields import AwareDateTime, Boolean, Dict, Integer, List, Nested, String
from apiflask.validators import Length, Range
from sqlalchemy import select

from ..auth import can, require
from ..db import db
from ..errors import Refused
from ..events import KINDS, EventRow, revive
from ..paging import LARGEST
from ..rooms import house
from . import LONGEST_PAGE, blueprint

bp = blueprint("kernel")
ALL: Final = "kernel.all_changes"


class ChangesQuery(Schema):
    """Which facts are wanted: those beyond a place in the log, of some kinds or of all that the caller may see."""

    after = Integer(
        load_default=0,
        validate=Range(min=0, max=LARGEST),
        metadata={"description": "The `seq` that you have read up to; 0 begins with the first fact."},
    )
    kinds = String(
        load_default="",
        validate=Length(max=2_000),
        metadata={"description": "Kinds of facts, separated by commas.", "example": "forum.topic_started"},
    )
    limit = Integer(
        load_default=LONGEST_PAGE,
        validate=Range(min=1, max=LONGEST_PAGE),
        metadata={"description": "How many facts an answer has at most."},
    )


class ChangeOut(Schema):
    """A fact: `at` is when it happened, `recorded_at` when we learned it; the payload holds ids, numbers and codes."""

    seq = Integer()
    kind = String(metadata={"example": "forum.topic_started"})
    schema = Integer(metadata={"example": 1})
    at = AwareDateTime()
    recorded_at = AwareDateTime()
    actor_id = Integer(allow_none=True)
    imported = Boolean()
    payload = Dict(keys=String(), metadata={"example": {"topic_id": 42, "board_id": 3}})


class ChangesOut(Schema):
    changes = List(Nested(ChangeOut))
    next = String(allow_none=True, metadata={"example": "1042"})


@bp.get("/changes")
@bp.input(ChangesQuery, location="query", arg_name="asked")
@bp.output(ChangesOut)
@require("kernel.changes")
def list_changes(asked: dict[str, Any]) -> dict[str, Any]:
    """List what happened after a place in the log, the oldest first."""
    rows = _rows(asked["after"], _wanted(asked["kinds"]), asked["limit"] + 1)
    shown = rows[: asked["limit"]]
    return {"changes": [_change(row) for row in shown], "next": str(shown[-1].seq) if len(rows) > len(shown) else None}


def _wanted(kinds: str) -> Collection[str]:
    """Return the kinds that are wanted; refuse one that does not exist, or that the caller may not see."""
    seen = {kind for kind in KINDS if can(needed(kind))}
    asked = set(filter(None, kinds.split(",")))
    if strange := sorted(asked - seen):
        raise Refused("“%(kind)s” is no kind of facts that you may read.", kind=strange[0])
    return asked or seen


def needed(kind: str) -> str:
    """Return the permission that reading facts of `kind` needs, beside that of the feed."""
    room = next((room for room in house().rooms if room.name == kind.partition(".")[0]), None)
    return ALL if room is None or KINDS[kind].private else room.facts or ALL


def _rows(after: int, kinds: Collection[str], limit: int) -> list[EventRow]:
    wanted = select(EventRow).where(EventRow.seq > after, EventRow.kind.in_(kinds))
    return list(db.session.scalars(wanted.order_by(EventRow.seq).limit(limit)))


def _change(row: EventRow) -> dict[str, Any]:
    """Return a fact as programs read it, lifted to the schema of today."""
    event = revive(row).event
    names = ("seq", "kind", "at", "recorded_at", "actor_id", "imported")
    payload = {name: value for name, value in asdict(event).items() if name != "by"}
    return {name: getattr(row, name) for name in names} | {"schema": event.schema, "payload": payload}
