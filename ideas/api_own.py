"""A member's own votes, what one wished for, and ideas like one to be written, for programs."""

from typing import Any

from apiflask import Schema
from apiflask.fields import Integer, List, Nested, String
from apiflask.validators import Length

from community.accounts.profiles import profile_or_away
from community.forum.rules import TITLE_LENGTH
from community.kernel import api
from community.kernel.auth import current_viewer, require

from . import queries, rules
from .api import IdeaOut, IdeasOut, bp, idea_out
from .similar import similar_ideas


class VotesOut(Schema):
    """The ideas that the caller votes for, and how many votes are left."""

    ideas = List(Nested(IdeaOut))
    left = Integer()
    next = String(allow_none=True)


class WishQuery(Schema):
    """The title that somebody has in mind."""

    title = String(
        required=True,
        validate=Length(max=TITLE_LENGTH[1]),
        metadata={"description": "The wish as a title.", "example": "Charge from the sun"},
    )


class SimilarIdeasOut(Schema):
    ideas = List(Nested(IdeaOut))


@bp.get("/me/votes")
@require("ideas.vote")
@bp.input(api.PageQuery, location="query", arg_name="page")
@bp.output(VotesOut)
def list_votes(page: dict[str, Any]) -> dict[str, Any]:
    """List the ideas that the caller votes for, the latest vote first, and how many votes are left."""
    viewer = current_viewer()
    found = queries.voted_by(viewer, after=page["after"], size=page["limit"])
    left = rules.votes_left(queries.live_votes(viewer))
    return {"ideas": [idea_out(row) for row in found.rows], "left": left, "next": found.next_key}


@bp.get("/ideas/similar")
@require("ideas.submit")
@bp.input(WishQuery, location="query", arg_name="asked")
@bp.output(SimilarIdeasOut)
def find_similar(asked: dict[str, Any]) -> dict[str, Any]:
    """Find ideas like the one that somebody is about to write, so that they vote instead."""
    return {"ideas": [idea_out(row) for row in similar_ideas(asked["title"], current_viewer())]}


@bp.get("/people/<handle>/ideas")
@require("ideas.read")
@bp.input(api.PageQuery, location="query", arg_name="page")
@bp.output(IdeasOut)
def list_ideas_of(handle: str, page: dict[str, Any]) -> dict[str, Any]:
    """List the ideas of a person, the newest first."""
    member = profile_or_away(handle)
    found = queries.by_author(member.id, current_viewer(), after=page["after"], size=page["limit"])
    return {"ideas": [idea_out(row) for row in found.rows], "next": found.next_key}
