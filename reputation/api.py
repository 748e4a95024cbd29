"""Reputation for programs: where somebody stands and why, every line of their ledger, the rules, who helps whom."""

from typing import Any

from apiflask import Schema
from apiflask.fields import AwareDateTime, Boolean, Date, Float, Integer, List, Nested, String
from flask import abort

from community.accounts.profiles import profile_or_away
from community.accounts.queries import MemberRow
from community.kernel import api
from community.kernel.api_shapes import PersonOut, fields
from community.kernel.auth import STAFF, current_viewer, require

from . import influence_page, person_page, rows

bp = api.blueprint("reputation")


class StandingTermOut(Schema):
    """One of the five terms of a standing, what it may be at most, and what it is made of."""

    label = String()
    value = Float()
    most = Integer()
    says = String()


class ReputationOut(Schema):
    """Somebody's points and standing, the rank shown, and what would change it."""

    points = Integer()
    standing = Float()
    terms = List(Nested(StandingTermOut))
    rank = String()
    falls_on = Date(allow_none=True)
    next_rank = String(allow_none=True)
    ways = List(String())


class LedgerLineOut(Schema):
    """A line of the ledger; `why_not` says why it does not count, `title` nothing that the caller may not see."""

    at = AwareDateTime()
    rule = String()
    label = String()
    points = Integer()
    counts = Boolean()
    why_not = String()
    title = String()
    url = String(allow_none=True)


class LedgerDayOut(Schema):
    """The lines of one UTC day, and how many of its points go beyond the day's cap."""

    day = Date()
    beyond_cap = Integer()
    lines = List(Nested(LedgerLineOut))


class LedgerOut(Schema):
    days = List(Nested(LedgerDayOut))
    next = String(allow_none=True)


class EarningRuleOut(Schema):
    """A rule of the ledger; `given` says whether anything here earns by it yet."""

    rule = String()
    label = String()
    points = Integer()
    capped = Boolean()
    given = Boolean()


class EarningRulesOut(Schema):
    rules = List(Nested(EarningRuleOut))


class InfluenceOut(Schema):
    """Somebody's place among those who help."""

    place = Integer()
    person = Nested(PersonOut)
    expertise = Float()
    page_rank = Float()
    z = Float()
    percentile = Float()
    helped = Integer()
    answers = Integer()
    asked = Integer()


class HelpersOut(Schema):
    """Who helps whom, as of the newest run; nobody before the first one."""

    at = AwareDateTime(allow_none=True)
    people = List(Nested(InfluenceOut))


@bp.get("/people/<handle>/reputation")
@require("reputation.read")
@bp.output(ReputationOut)
def show_reputation(handle: str) -> dict[str, Any]:
    """Show where somebody stands, and why; employees stand nowhere."""
    found = person_page.summary(_member_or_404(handle).id)
    terms = [{"label": str(t.label), "value": float(t.value), "most": t.most, "says": str(t.says)} for t in found.terms]
    told = fields(found, "points", "rank", "falls_on", "next_rank", "ways")
    return told | {"standing": float(found.standing.total), "terms": terms}


@bp.get("/people/<handle>/ledger")
@require("reputation.read")
@bp.input(api.PageQuery, location="query", arg_name="page")
@bp.output(LedgerOut)
def list_ledger(handle: str, page: dict[str, Any]) -> dict[str, Any]:
    """List the lines of somebody's ledger by day, the newest first."""
    member = _member_or_404(handle)
    found = person_page.lines(member.id, current_viewer(), after=page["after"], size=page["limit"])
    days = [fields(day, "day", "beyond_cap") | {"lines": [_line(line) for line in day.lines]} for day in found.rows]
    return {"days": days, "next": found.next_key}


@bp.get("/reputation/rules")
@require("reputation.read")
@bp.output(EarningRulesOut)
def list_rules() -> dict[str, Any]:
    """List everything that gives or takes a point."""
    told = [fields(rule, "rule", "points", "capped", "given") | {"label": str(rule.label)} for rule in rows.rules()]
    return {"rules": told}


@bp.get("/reputation/influence")
@require("reputation.influence")
@bp.output(HelpersOut)
def list_influence() -> dict[str, Any]:
    """List those who help most, as of the newest run."""
    page = influence_page.influence_page()
    numbers = ("place", "expertise", "page_rank", "z", "percentile", "helped", "answers", "asked")
    return {"at": page.at, "people": [fields(line, *numbers) | {"person": line.author} for line in page.lines]}


def _line(row: rows.LineRow) -> dict[str, Any]:
    words = {name: str(getattr(row, name)) for name in ("label", "why_not", "title")}
    return fields(row, "at", "rule", "points", "counts", "url") | words


def _member_or_404(handle: str) -> MemberRow:
    """Return somebody who may earn."""
    found = profile_or_away(handle)
    return found if found.role not in STAFF else abort(404)
