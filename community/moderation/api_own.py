"""What every member meets in moderation, for programs: flag a thing, what became of it, appeal, the trust level."""

from typing import Any

from apiflask import Schema
from apiflask.fields import AwareDateTime, Boolean, Integer, List, Nested, String
from apiflask.validators import Length, OneOf
from flask import abort

from community.kernel.api_shapes import Id, MadeOut, Text, fields, made
from community.kernel.auth import current_viewer, require
from community.kernel.web.limits import writing_limit

from . import addresses, queries, records, subjects, trust
from .api import AppealOut, bp
from .policy import REASONS
from .rows import CaseRow
from .rules import NOTE_LENGTH
from .services import appeals, flags


class FlagIn(Schema):
    """Which rule of the policy a thing breaks; `kind` is topic, post, idea, idea_comment, article or blog_comment."""

    kind = Text(required=True, metadata={"example": "post"})
    id = Id(required=True, metadata={"example": 99})
    reason = Text(required=True, validate=OneOf(REASONS))
    note = Text(load_default="", validate=Length(max=NOTE_LENGTH), metadata={"example": "It sells pills."})


class AppealIn(Schema):
    """Why it should stand."""

    text = Text(required=True, metadata={"example": "It answers the question that was asked."})


class OwnFlagOut(Schema):
    """A flag of one's own, and its outcome."""

    at = AwareDateTime()
    reason = String()
    outcome = String()


class DecisionOut(Schema):
    """What was decided about something that the caller wrote; `text` is what was removed."""

    id = Integer()
    title = String(allow_none=True)
    url = String(allow_none=True)
    opened_at = AwareDateTime()
    state = String()
    held = Boolean()
    reason = String(allow_none=True)
    remark = String()
    text = String()
    appeal = Nested(AppealOut, allow_none=True)


class OwnSanctionOut(Schema):
    """A sanction of the caller's, and until when it holds."""

    kind = String()
    reason = String()
    remark = String()
    at = AwareDateTime()
    ends_at = AwareDateTime()
    active = Boolean()


class YoursOut(Schema):
    flags = List(Nested(OwnFlagOut))
    decisions = List(Nested(DecisionOut))
    sanctions = List(Nested(OwnSanctionOut))


class NeedOut(Schema):
    """What a level asks for: at least `number`, or at most where `most`; and what the caller has."""

    of = String()
    number = Integer()
    most = Boolean()
    have = Integer()
    met = Boolean()


class LevelOut(Schema):
    """A level of trust, and what it asks for."""

    level = Integer()
    needs = List(Nested(NeedOut))


class TrustOut(Schema):
    """The caller's trust level, with everything that it is made of."""

    level = Integer()
    levels = List(Nested(LevelOut))


@bp.get("/me/moderation")
@require("moderation.flag")
@bp.output(YoursOut)
def list_yours() -> dict[str, Any]:
    """List one's own flags, the decisions about what one wrote, and one's sanctions."""
    member_id = current_viewer().member_id or 0
    return {
        "flags": queries.flags_by(member_id),
        "decisions": [_decision(case) for case in queries.cases_of(member_id, current_viewer())],
        "sanctions": queries.sanctions(of=member_id).rows,
    }


@bp.get("/me/trust")
@require("moderation.flag")
@bp.output(TrustOut)
def show_trust() -> dict[str, Any]:
    """Show one's trust level, with everything that it is made of."""
    member_id = current_viewer().member_id or 0
    record = records.records([member_id])[member_id]
    levels = [
        {"level": level, "needs": [_need(need, record) for need in needs]} for level, needs in trust.NEEDS.items()
    ]
    return {"level": trust.level_of(record), "levels": levels}


@bp.post("/moderation/flags")
@require("moderation.flag")
@bp.input(FlagIn, arg_name="given")
@bp.output(MadeOut, status_code=201)
@writing_limit
def flag(given: dict[str, Any]) -> dict[str, Any]:
    """Flag a thing for one rule of the policy; a moderator looks at it."""
    thing = subjects.to_flag(given["kind"], given["id"], current_viewer()) or abort(404)
    case = flags.flag(thing=thing, reason=given["reason"], note=given["note"], by=current_viewer())
    return made(case.id, addresses.yours())


@bp.post("/moderation/cases/<int:case_id>/appeal")
@require("moderation.appeal")
@bp.input(AppealIn, arg_name="given")
@bp.output(MadeOut, status_code=201)
@writing_limit
def appeal(case_id: int, given: dict[str, Any]) -> dict[str, Any]:
    """Object once to the removal of what one wrote; somebody who had no part in it rules on that."""
    case = queries.case_by_id(case_id)
    if case is None or case.author_id != current_viewer().member_id:
        abort(404)
    appeals.appeal(case=case, by=current_viewer(), text=given["text"])
    return made(case.id, addresses.yours())


def _decision(case: CaseRow) -> dict[str, Any]:
    thing = {"title": case.thing.title, "url": case.thing.url} if case.thing else {"title": None, "url": None}
    return fields(case, "id", "opened_at", "state", "held", "reason", "remark", "text", "appeal") | thing


def _need(need: trust.Need, record: trust.Record) -> dict[str, Any]:
    return fields(need, "of", "number", "most") | {"have": getattr(record, need.of), "met": need.met_by(record)}
