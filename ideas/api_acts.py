"""What people do on the ideation board, for programs: submit, vote, comment, answer officially, merge, take apart."""

from typing import Any

from apiflask import Schema
from apiflask.validators import OneOf
from flask import abort

from community.kernel.api_shapes import BodyIn, Id, MadeOut, Text, made
from community.kernel.auth import current_viewer, require
from community.kernel.errors import Refused
from community.kernel.web.limits import writing_limit

from . import addresses, idea_page
from .api import bp
from .models import Idea
from .rows import REASON_LABELS, STATUS_LABELS
from .services import comments, merges, moves, submissions, votes


class IdeaIn(Schema):
    """A wish: one sentence, and what it would do for you."""

    title = Text(required=True, metadata={"example": "Charge the car from the sun alone"})
    body = Text(required=True, metadata={"example": "The charger should wait until the sun is out."})


class IdeaMoveIn(Schema):
    """The new status and the official response; `seen` is the status that its writer has before their eyes."""

    seen = Text(required=True, validate=OneOf(tuple(STATUS_LABELS)), metadata={"example": "new"})
    to = Text(required=True, validate=OneOf(tuple(STATUS_LABELS)), metadata={"example": "planned"})
    reason = Text(load_default=None, allow_none=True, validate=OneOf(tuple(REASON_LABELS)))
    response = Text(required=True, metadata={"example": "It comes in spring."})


class KeptIdeaIn(Schema):
    """The number of the idea that stays."""

    into = Id(required=True, metadata={"example": 12})


@bp.post("/ideas")
@require("ideas.submit")
@bp.input(IdeaIn, arg_name="words")
@bp.output(MadeOut, status_code=201)
@writing_limit
def submit(words: dict[str, Any]) -> dict[str, Any]:
    """Submit an idea."""
    return _idea_made(submissions.submit_idea(by=current_viewer(), **words))


@bp.put("/ideas/<int:idea_id>/vote")
@require("ideas.vote")
@bp.output({}, status_code=204)
@writing_limit
def vote(idea_id: int) -> str:
    """Vote for an idea; once more changes nothing."""
    votes.vote(idea=_idea_or_404(idea_id), by=current_viewer())
    return ""


@bp.delete("/ideas/<int:idea_id>/vote")
@require("ideas.vote")
@bp.output({}, status_code=204)
@writing_limit
def withdraw_vote(idea_id: int) -> str:
    """Take one's vote back."""
    votes.withdraw_vote(idea=_idea_or_404(idea_id), by=current_viewer())
    return ""


@bp.post("/ideas/<int:idea_id>/comments")
@require("ideas.comment")
@bp.input(BodyIn, arg_name="words")
@bp.output(MadeOut, status_code=201)
@writing_limit
def comment(idea_id: int, words: dict[str, Any]) -> dict[str, Any]:
    """Comment on an idea."""
    said = comments.comment_on(idea=_idea_or_404(idea_id), by=current_viewer(), body=words["body"])
    return made(said.id, addresses.comment(said.id))


@bp.post("/ideas/<int:idea_id>/moves")
@require("ideas.respond")
@bp.input(IdeaMoveIn, arg_name="words")
@bp.output(MadeOut, status_code=201)
@writing_limit
def respond(idea_id: int, words: dict[str, Any]) -> dict[str, Any]:
    """Move an idea to another status, with an official response."""
    found = _idea_or_404(idea_id)
    moves.move_idea(idea=found, by=current_viewer(), **words)
    return _idea_made(found)


@bp.put("/ideas/<int:idea_id>/merger")
@require("ideas.moderate")
@bp.input(KeptIdeaIn, arg_name="given")
@bp.output(MadeOut)
def merge(idea_id: int, given: dict[str, Any]) -> dict[str, Any]:
    """Merge an idea into another, which is answered."""
    drop, keep = _idea_or_404(idea_id), idea_page.idea_for_change(given["into"], current_viewer())
    if keep is None:
        raise Refused("There is no idea with that number or address; please copy the address of the other idea.")
    merges.merge_ideas(keep=keep, drop=drop, by=current_viewer())
    return _idea_made(keep)


@bp.delete("/ideas/<int:idea_id>/merger")
@require("ideas.moderate")
@bp.output(MadeOut)
def take_apart(idea_id: int) -> dict[str, Any]:
    """Take an idea out of the one that it was merged into."""
    found = idea_page.part_for_change(idea_id) or abort(404)
    merges.take_apart(idea=found, by=current_viewer())
    return _idea_made(found)


def _idea_made(idea: Idea) -> dict[str, Any]:
    return made(idea.id, addresses.idea(idea.id, idea.slug))


def _idea_or_404(idea_id: int) -> Idea:
    return idea_page.idea_for_change(idea_id, current_viewer()) or abort(404)
