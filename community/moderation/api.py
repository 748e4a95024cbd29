"""Moderation for programs: the policy, the queue with its cases, what was done, and the room's figures."""

from typing import Any, get_args

from apiflask import Schema
from apiflask.fields import AwareDateTime, Boolean, Float, Integer, List, Nested, String
from apiflask.validators import OneOf
from flask import abort

from community.accounts.authors import Author
from community.kernel import api
from community.kernel.api_shapes import PersonOut, fields
from community.kernel.auth import current_viewer, require

from . import figures, queries
from .rows import POLICY, ActRow, CaseRow, FlagRow

bp = api.blueprint("moderation")


class RuleOut(Schema):
    """A rule of the comment policy; `severe` ones hide at once, `passed_on` ones remove nothing."""

    code = String()
    label = String()
    words = String()
    severe = Boolean()
    passed_on = Boolean()


class PolicyOut(Schema):
    rules = List(Nested(RuleOut))


class SubjectOut(Schema):
    """What a case is about."""

    kind = String()
    id = Integer()
    title = String()
    url = String()
    text = String()
    hidden = Boolean()
    author = Nested(PersonOut)


class AppealOut(Schema):
    """An author's objection, and what became of it."""

    at = AwareDateTime()
    text = String()
    ruling = String()
    ruled_at = AwareDateTime(allow_none=True)
    answer = String()


class CaseOut(Schema):
    """A case of the review queue; `reasons` are those of its flags, `reason` the one that was decided."""

    id = Integer()
    url = String()
    subject = Nested(SubjectOut)
    opened_at = AwareDateTime()
    noticed = String()
    state = String()
    severe = Boolean()
    held = Boolean()
    flags = Integer()
    weight = Integer()
    reasons = List(String())
    claimed_by = Nested(PersonOut, allow_none=True)
    decided_by = Nested(PersonOut, allow_none=True)
    decided_at = AwareDateTime(allow_none=True)
    reason = String(allow_none=True)
    remark = String()
    appeal = Nested(AppealOut, allow_none=True)


class FlagOut(Schema):
    """A flag as those who decide see it."""

    by = Nested(PersonOut)
    at = AwareDateTime()
    reason = String()
    note = String()
    weight = Integer()
    outcome = String()


class ActOut(Schema):
    """A line of the log of acts of power; `code` is a rule, an action, or the number of a topic."""

    id = Integer()
    at = AwareDateTime()
    by = Nested(PersonOut, allow_none=True)
    act = String()
    case = Integer(allow_none=True)
    member = Nested(PersonOut, allow_none=True)
    code = String()


class CasesOut(Schema):
    cases = List(Nested(CaseOut))
    next = String(allow_none=True)


class WholeCaseOut(Schema):
    case = Nested(CaseOut)
    flags = List(Nested(FlagOut))
    acts = List(Nested(ActOut))


class LogOut(Schema):
    acts = List(Nested(ActOut))
    next = String(allow_none=True)


class FlagShareOut(Schema):
    """How many flags a rule got, and how many of those decided were upheld."""

    label = String()
    flags = Integer()
    upheld = Integer()
    decided = Integer()


class FiguresOut(Schema):
    """The last thirteen weeks of moderation; hours are those from opening a case to its decision."""

    decided = Integer()
    waiting = Integer()
    median_hours = Float(allow_none=True)
    ninth_hours = Float(allow_none=True)
    overturned = Integer()
    appeals = Integer()
    rules = List(Nested(FlagShareOut))


class QueueQuery(api.PageQuery):
    """Which cases are listed, and how the list is paged."""

    tab = String(
        load_default="waiting",
        validate=OneOf(get_args(queries.Tab)),
        metadata={"description": "Which cases: those to decide, appeals, or what was decided."},
    )


@bp.get("/moderation/policy")
@require("moderation.policy")
@bp.output(PolicyOut)
def show_policy() -> dict[str, Any]:
    """Show the rules by which something may be removed."""
    rules = [fields(rule, "code", "severe", "passed_on") | _said(rule) for rule in POLICY]
    return {"rules": rules}


@bp.get("/moderation/cases")
@require("moderation.review")
@bp.input(QueueQuery, location="query", arg_name="page")
@bp.output(CasesOut)
def list_cases(page: dict[str, Any]) -> dict[str, Any]:
    """List the cases of the review queue: those that wait, those that were appealed, or those decided."""
    found = queries.queue(current_viewer(), page["tab"], after=page["after"], size=page["limit"])
    return {"cases": [case_out(row) for row in found.rows], "next": found.next_key}


@bp.get("/moderation/cases/<int:case_id>")
@require("moderation.review")
@bp.output(WholeCaseOut)
def show_case(case_id: int) -> dict[str, Any]:
    """Show a case with its flags and what was done to it."""
    row = queries.case_row(case_id, current_viewer()) or abort(404)
    flags, acts = queries.flags_of(row.id), queries.acts_on(row.id)
    return {"case": case_out(row), "flags": [_flag(flag) for flag in flags], "acts": [_act(act) for act in acts]}


@bp.get("/moderation/log")
@require("moderation.log")
@bp.input(api.PageQuery, location="query", arg_name="page")
@bp.output(LogOut)
def list_acts(page: dict[str, Any]) -> dict[str, Any]:
    """List the acts of power, the latest first."""
    found = queries.acts(after=page["after"], size=page["limit"])
    return {"acts": [_act(row) for row in found.rows], "next": found.next_key}


@bp.get("/moderation/figures")
@require("moderation.log")
@bp.output(FiguresOut)
def show_figures() -> dict[str, Any]:
    """Show how moderation itself did in the last thirteen weeks."""
    found = figures.figures()
    rules = [
        {"label": str(one.label), "flags": one.flags, "upheld": one.upheld.hits, "decided": one.upheld.n}
        for one in found.reasons
    ]
    appeals = {"overturned": found.overturned.hits, "appeals": found.overturned.n}
    return fields(found, "decided", "waiting", "median_hours", "ninth_hours") | appeals | {"rules": rules}


def case_out(row: CaseRow) -> dict[str, Any]:
    """Return a case as `CaseOut` tells it."""
    what = fields(row, "id", "url", "opened_at", "noticed", "state", "severe", "held", "flags", "weight", "decided_at")
    found = fields(row, "reasons", "reason", "remark", "appeal")
    people = {"claimed_by": person_out(row.claimed_by), "decided_by": person_out(row.decided_by)}
    return what | found | people | {"subject": row.thing}


def person_out(author: Author | None) -> dict[str, Any] | None:
    """Return a person as `PersonOut` tells it."""
    return fields(author, "id", "name", "handle", "role") if author else None


def _said(rule: Any) -> dict[str, str]:
    return {"label": str(rule.label), "words": str(rule.words)}


def _flag(row: FlagRow) -> dict[str, Any]:
    return fields(row, "at", "reason", "note", "weight", "outcome") | {"by": person_out(row.by)}


def _act(row: ActRow) -> dict[str, Any]:
    people = {"by": person_out(row.by), "member": person_out(row.member)}
    return fields(row, "id", "at", "act", "code") | people | {"case": row.case_id}
