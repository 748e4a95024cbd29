"""What moderators do, for programs: claim, decide, rule on appeals, cut out, sanction, watch words."""

from typing import Any

from apiflask import Schema
from apiflask.fields import AwareDateTime, Boolean, Integer, List, Nested, String
from apiflask.validators import Length, OneOf, Range
from flask import abort

from community.accounts import queries as accounts
from community.kernel import api
from community.kernel.api_shapes import Id, PersonOut, Text, fields
from community.kernel.auth import current_viewer, require
from community.kernel.redaction import LONGEST as LONGEST_PASSAGE
from community.kernel.redaction import MOST_PASSAGES
from community.kernel.web.limits import writing_limit

from . import queries, subjects
from .api import bp, person_out
from .models import SANCTIONS, Case
from .policy import REASONS
from .rows import SanctionRow
from .rules import NOTE_LENGTH
from .services import appeals, cases, decisions, redactions, sanctions, watching
from .services.sanctions import LONGEST_DAYS
from .words import ACTIONS

RULINGS = {"overturn": appeals.overturn, "confirm": appeals.confirm}


class DecisionIn(Schema):
    """Uphold the flags for one rule of the policy, or keep the thing; the remark goes with it."""

    decision = Text(required=True, validate=OneOf(("uphold", "keep")))
    reason = Text(load_default=None, allow_none=True, validate=OneOf(REASONS))
    remark = Text(load_default="", validate=Length(max=NOTE_LENGTH), metadata={"example": "It sells pills."})


class RulingIn(Schema):
    """What becomes of an appealed decision, and what its author is answered."""

    ruling = Text(required=True, validate=OneOf(tuple(RULINGS)))
    answer = Text(required=True, metadata={"example": "You are right, it belongs there."})


class RedactionIn(Schema):
    """Passages to be cut out of everything for good; without `sure` it is only told in how many places they stand."""

    kind = Text(required=True, metadata={"example": "post"})
    id = Id(required=True, metadata={"example": 99})
    words = List(
        Text(validate=Length(min=1, max=LONGEST_PASSAGE)), required=True, validate=Length(min=1, max=MOST_PASSAGES)
    )
    reason = Text(load_default="PII", validate=OneOf(REASONS))
    sure = Boolean(load_default=False)


class RedactionOut(Schema):
    """In how many places the passages stand, or stood before they were cut out."""

    places = Integer()
    done = Boolean()


class SanctionIn(Schema):
    """What a member may not do, and for how many days."""

    member = Text(required=True, metadata={"example": "carl-culprit"})
    kind = Text(required=True, validate=OneOf(SANCTIONS))
    days = Integer(required=True, strict=True, validate=Range(min=1, max=LONGEST_DAYS))
    reason = Text(required=True, validate=OneOf(REASONS))
    remark = Text(load_default="", validate=Length(max=NOTE_LENGTH))


class SanctionOut(Schema):
    """A sanction with those it concerns."""

    id = Integer()
    member = Nested(PersonOut)
    kind = String()
    reason = String()
    remark = String()
    by = Nested(PersonOut, allow_none=True)
    at = AwareDateTime()
    ends_at = AwareDateTime()
    lifted_at = AwareDateTime(allow_none=True)
    active = Boolean()


class SanctionsOut(Schema):
    sanctions = List(Nested(SanctionOut))
    next = String(allow_none=True)


class SanctionMadeOut(Schema):
    id = Integer()
    ends_at = AwareDateTime()


class WordIn(Schema):
    """A word or phrase, and what happens to a text that holds it."""

    phrase = Text(required=True, metadata={"example": "casino"})
    action = Text(required=True, validate=OneOf(ACTIONS))


class WordOut(Schema):
    """A watched word."""

    id = Integer()
    phrase = String()
    action = String()
    by = Nested(PersonOut, allow_none=True)
    at = AwareDateTime()


class WordsOut(Schema):
    words = List(Nested(WordOut))


@bp.put("/moderation/cases/<int:case_id>/claim")
@require("moderation.review")
@bp.output({}, status_code=204)
def claim(case_id: int) -> str:
    """Say that one looks at a case; others are kept from it for half an hour."""
    cases.claim(case=_case_or_404(case_id), by=current_viewer())
    return ""


@bp.delete("/moderation/cases/<int:case_id>/claim")
@require("moderation.review")
@bp.output({}, status_code=204)
def release(case_id: int) -> str:
    """Let others take a case."""
    cases.release(case=_case_or_404(case_id), by=current_viewer())
    return ""


@bp.put("/moderation/cases/<int:case_id>/decision")
@require("moderation.review")
@bp.input(DecisionIn, arg_name="given")
@bp.output({}, status_code=204)
def decide(case_id: int, given: dict[str, Any]) -> str:
    """Decide a case: uphold its flags, which removes the thing, or keep it."""
    found, remark = _case_or_404(case_id), given["remark"]
    if given["decision"] == "uphold":
        decisions.uphold(case=found, by=current_viewer(), reason=given["reason"], remark=remark)
    else:
        decisions.keep(case=found, by=current_viewer(), remark=remark)
    return ""


@bp.delete("/moderation/cases/<int:case_id>/decision")
@require("moderation.review")
@bp.output({}, status_code=204)
def undo(case_id: int) -> str:
    """Take one's decision back; the case waits again."""
    decisions.undo(case=_case_or_404(case_id), by=current_viewer())
    return ""


@bp.put("/moderation/cases/<int:case_id>/ruling")
@require("moderation.review")
@bp.input(RulingIn, arg_name="given")
@bp.output({}, status_code=204)
def rule(case_id: int, given: dict[str, Any]) -> str:
    """Rule on an appeal: overturn the decision, or confirm it."""
    RULINGS[given["ruling"]](case=_case_or_404(case_id), by=current_viewer(), answer=given["answer"])
    return ""


@bp.post("/moderation/redactions")
@require("moderation.redact")
@bp.input(RedactionIn, arg_name="given")
@bp.output(RedactionOut)
@writing_limit
def redact(given: dict[str, Any]) -> dict[str, Any]:
    """Cut private words out of a thing, its history and all that quotes it, for good; or ask first where they stand."""
    key, words = (given["kind"], given["id"]), "\n".join(given["words"])
    thing = subjects.subjects([key], current_viewer()).get(key) or abort(404)
    if not given["sure"]:
        return {"places": len(redactions.places_of(words)), "done": False}
    cut = redactions.redact(thing=thing, words=words, reason=given["reason"], by=current_viewer())
    return {"places": cut.places, "done": True}


@bp.get("/moderation/sanctions")
@require("moderation.sanction")
@bp.input(api.PageQuery, location="query", arg_name="page")
@bp.output(SanctionsOut)
def list_sanctions(page: dict[str, Any]) -> dict[str, Any]:
    """List sanctions, the newest first."""
    found = queries.sanctions(after=page["after"], size=page["limit"])
    return {"sanctions": [_sanction(row) for row in found.rows], "next": found.next_key}


@bp.post("/moderation/sanctions")
@require("moderation.sanction")
@bp.input(SanctionIn, arg_name="given")
@bp.output(SanctionMadeOut, status_code=201)
def sanction(given: dict[str, Any]) -> dict[str, Any]:
    """Silence or suspend a member for some days."""
    row = accounts.member_by_handle(given.pop("member")) or abort(404)
    member = accounts.member_by_id(row.id) or abort(404)
    return fields(sanctions.impose(member=member, by=current_viewer(), **given), "id", "ends_at")


@bp.delete("/moderation/sanctions/<int:sanction_id>")
@require("moderation.sanction")
@bp.output({}, status_code=204)
def lift(sanction_id: int) -> str:
    """End a sanction before its date."""
    sanctions.lift(sanction=queries.sanction_by_id(sanction_id) or abort(404), by=current_viewer())
    return ""


@bp.get("/moderation/words")
@require("moderation.words")
@bp.output(WordsOut)
def list_words() -> dict[str, Any]:
    """List the watched words."""
    rows = queries.word_rows()
    return {"words": [fields(row, "id", "phrase", "action", "at") | {"by": person_out(row.by)} for row in rows]}


@bp.put("/moderation/words")
@require("moderation.words")
@bp.input(WordIn, arg_name="given")
@bp.output({}, status_code=204)
def watch(given: dict[str, Any]) -> str:
    """Watch a word or phrase; one that is watched already changes its action."""
    watching.watch(phrase=given["phrase"], action=given["action"], by=current_viewer())
    return ""


@bp.delete("/moderation/words/<int:word_id>")
@require("moderation.words")
@bp.output({}, status_code=204)
def release_word(word_id: int) -> str:
    """Watch a word no longer."""
    watching.release(word=queries.word_by_id(word_id) or abort(404), by=current_viewer())
    return ""


def _sanction(row: SanctionRow) -> dict[str, Any]:
    told = fields(row, "id", "kind", "reason", "remark", "at", "ends_at", "lifted_at", "active")
    return told | {"member": person_out(row.member), "by": person_out(row.by)}


def _case_or_404(case_id: int) -> Case:
    """Return the case to be changed, if its thing lies where the caller may look."""
    found = queries.case_row(case_id, current_viewer()) or abort(404)
    return queries.case_by_id(found.id) or abort(404)
