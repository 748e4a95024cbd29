"""People for programs: the directory, one's own settings and tokens, and what doubtful sign-ups are asked."""

from typing import Any, get_args

from apiflask import Schema
from apiflask.fields import AwareDateTime, Boolean, Dict, Float, Integer, List, Nested, String
from apiflask.validators import Length, OneOf
from flask import abort

from community.kernel import api
from community.kernel.api_shapes import Text, fields
from community.kernel.auth import current_viewer, require
from community.kernel.errors import Refused
from community.kernel.web import language
from community.kernel.web.limits import writing_limit

from . import forms, keys, queries, services
from .models import Member
from .profiles import profile_or_away

bp = api.blueprint("accounts")


class PeopleQuery(api.PageQuery):
    """Whom the directory lists, in which order, and how it is paged."""

    sort = String(
        load_default="accepted",
        validate=OneOf(get_args(queries.PeopleSort)),
        metadata={"description": "Who stands first."},
    )
    role = String(
        load_default="",
        validate=OneOf(("", *queries.ROLES_CALLED)),
        metadata={"description": "Only employees, or only MVPs."},
    )
    q = String(
        load_default="",
        validate=Length(max=60),
        metadata={"description": "A part of a name or handle.", "example": "ines"},
    )


class MemberOut(Schema):
    """A member as the directory shows them; `rank` and `standing` are those of reputation."""

    id = Integer()
    name = String()
    handle = String()
    url = String()
    role = String()
    about = String()
    joined_at = AwareDateTime()
    rank = String()
    standing = Float()
    counts = Dict(keys=String(), values=Integer())


class OneMemberOut(MemberOut):
    """The member who was asked for."""


class PeopleOut(Schema):
    people = List(Nested(MemberOut))
    next = String(allow_none=True)


class SettingsOut(Schema):
    """Who the token speaks for, what they tell of themselves, and how they read; `may_write` is the token's right."""

    id = Integer()
    name = String()
    handle = String()
    role = String()
    may_write = Boolean()
    about = String()
    time_zone = String(allow_none=True)
    language = String(allow_none=True)


class SettingsIn(Schema):
    """What changes; what is not named stays. An empty zone is the community's own, an empty language the browser's."""

    name = Text(validate=Length(min=2, max=60), metadata={"example": "Ines Asker"})
    about = Text(validate=Length(max=500), metadata={"example": "I have a hub and two batteries."})
    time_zone = Text(metadata={"example": "Europe/Vienna"})
    language = Text(metadata={"example": "de"})


class TokenOut(Schema):
    """A token without its secret; `ending` are its last letters."""

    id = Integer()
    name = String()
    ending = String()
    may_write = Boolean()
    with_role = Boolean()
    issued_at = AwareDateTime()
    expires_at = AwareDateTime()
    used_at = AwareDateTime(allow_none=True)


class TokensOut(Schema):
    tokens = List(Nested(TokenOut))


class QuestionOut(Schema):
    """A plain question for doubtful sign-ups, and the answers that count."""

    id = Integer()
    text = String()
    answers = String()


class QuestionsOut(Schema):
    questions = List(Nested(QuestionOut))


class QuestionIn(Schema):
    """A question that everybody can answer, and its answers, separated by commas."""

    question = Text(required=True, validate=Length(min=10, max=200), metadata={"example": "How many legs has a cat?"})
    answers = Text(required=True, validate=Length(max=200), metadata={"example": "4, four"})


class QuestionMadeOut(Schema):
    id = Integer()


@bp.get("/people")
@bp.input(PeopleQuery, location="query", arg_name="page")
@bp.output(PeopleOut)
@require("accounts.people")
def list_people(page: dict[str, Any]) -> dict[str, Any]:
    """List members, by name or kind of role, in one of three orders."""
    asked = {"sort": page["sort"], "role": page["role"], "named": page["q"].strip()}
    strangers = current_viewer().member_id is None
    found = queries.people(after=page["after"], size=page["limit"], strangers=strangers, **asked)
    return {"people": found.rows, "next": found.next_key}


@bp.get("/people/<handle>")
@bp.output(OneMemberOut)
@require("accounts.people")
def show_member(handle: str) -> Any:
    """Show a member."""
    return profile_or_away(handle)


@bp.get("/me")
@require("accounts.settings")
@bp.output(SettingsOut)
def show_settings() -> dict[str, Any]:
    """Show who the token speaks for, and their settings."""
    return _settings(_own())


@bp.patch("/me")
@require("accounts.settings")
@bp.input(SettingsIn, arg_name="given")
@bp.output(SettingsOut)
@writing_limit
def change_settings(given: dict[str, Any]) -> dict[str, Any]:
    """Change what one tells of oneself, and how one reads."""
    member = _own()
    kept = {"time_zone": member.time_zone or "", "language": member.language or ""}
    wanted = fields(member, "name", "about") | kept | {name: forms.shown(text) for name, text in given.items()}
    _check_offered(wanted)
    services.change_settings(member=member, **wanted)
    return _settings(member)


@bp.get("/me/tokens")
@require("accounts.tokens")
@bp.output(TokensOut)
def list_tokens() -> dict[str, Any]:
    """List one's own tokens, the newest first."""
    return {"tokens": keys.tokens_of(_own().id)}


@bp.delete("/me/tokens/<int:token_id>")
@require("accounts.tokens")
@bp.output({}, status_code=204)
@writing_limit
def revoke_token(token_id: int) -> str:
    """Let one of one's own tokens open nothing any more."""
    token = keys.token_of(token_id, current_viewer().member_id) or abort(404)
    keys.revoke(token=token, by=current_viewer())
    return ""


@bp.get("/sign-up-questions")
@require("accounts.questions")
@bp.output(QuestionsOut)
def list_questions() -> dict[str, Any]:
    """List what doubtful sign-ups are asked."""
    return {"questions": queries.questions()}


@bp.post("/sign-up-questions")
@require("accounts.questions")
@bp.input(QuestionIn, arg_name="given")
@bp.output(QuestionMadeOut, status_code=201)
def add_question(given: dict[str, Any]) -> Any:
    """Add a question for doubtful sign-ups."""
    return services.add_question(**given, by=current_viewer())


@bp.delete("/sign-up-questions/<int:question_id>")
@require("accounts.questions")
@bp.output({}, status_code=204)
def remove_question(question_id: int) -> str:
    """Remove a question; one must stay."""
    services.remove_question(question=queries.question_by_id(question_id) or abort(404), by=current_viewer())
    return ""


def _settings(member: Member) -> dict[str, Any]:
    viewer = current_viewer()
    told = fields(member, "id", "name", "handle", "about", "time_zone", "language")
    return told | {"role": viewer.role, "may_write": viewer.may_write}


def _check_offered(wanted: dict[str, Any]) -> None:
    """Refuse a zone or language that the page of settings does not offer."""
    if wanted["time_zone"] not in ("", *forms.zones()):
        raise Refused("“%(name)s” is no time zone that can be chosen.", name=wanted["time_zone"])
    if wanted["language"] not in ("", *(code for code, _name in language.names())):
        raise Refused("“%(name)s” is no language that can be chosen.", name=wanted["language"])


def _own() -> Member:
    return queries.member_by_id(current_viewer().member_id or 0) or abort(404)
