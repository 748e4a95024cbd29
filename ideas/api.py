"""Ideas for programs."""

from typing import Any, get_args

from apiflask import Schema
from apiflask.fields import AwareDateTime, Integer, List, Nested, String
from apiflask.validators import OneOf
from flask import abort

from community.accounts import authors
from community.kernel import api
from community.kernel.api_shapes import fields
from community.kernel.auth import current_viewer, require

from . import idea_page, queries, rules
from .rows import CommentRow, IdeaRow, MoveRow

bp = api.blueprint("ideas")


class IdeasQuery(api.PageQuery):
    """How the list is ordered, narrowed and paged."""

    sort = String(
        load_default="people",
        validate=OneOf(get_args(rules.Sort)),
        metadata={"description": "people: most voters first; new: the newest; hot: by votes and age."},
    )
    state = String(
        load_default="open",
        validate=OneOf(get_args(rules.State)),
        metadata={"description": "Only ideas in this state; open ones still take votes."},
    )


class IdeaOut(Schema):
    """An idea."""

    id = Integer()
    title = String()
    url = String()
    author = String()
    author_handle = String(allow_none=True)
    created_at = AwareDateTime()
    status = String()
    status_set = String()
    status_since = AwareDateTime()
    votes = Integer()
    comments = Integer()


class MoveOut(Schema):
    """A move to another status with the official response; `html` is sanitised."""

    by = String()
    by_handle = String(allow_none=True)
    at = AwareDateTime()
    from_status = String()
    to_status = String()
    reason = String(allow_none=True)
    html = String()


class IdeaCommentOut(Schema):
    """A comment on an idea; `html` is sanitised."""

    id = Integer()
    author = String()
    author_handle = String(allow_none=True)
    created_at = AwareDateTime()
    html = String()


class IdeasOut(Schema):
    ideas = List(Nested(IdeaOut))
    next = String(allow_none=True)


class IdeaWithTalkOut(Schema):
    idea = Nested(IdeaOut)
    html = String()
    moves = List(Nested(MoveOut))
    comments = List(Nested(IdeaCommentOut))
    next = String(allow_none=True)


@bp.get("/ideas")
@bp.input(IdeasQuery, location="query", arg_name="page")
@bp.output(IdeasOut)
@require("ideas.read")
def list_ideas(page: dict[str, Any]) -> dict[str, Any]:
    """List ideas: those that most people want, the newest, or the hottest first."""
    asked = {"sort": page["sort"], "state": page["state"], "after": page["after"], "size": page["limit"]}
    found = queries.ideas(current_viewer(), **asked)
    return {"ideas": [idea_out(row) for row in found.rows], "next": found.next_key}


@bp.get("/ideas/<int:idea_id>")
@bp.input(api.PageQuery, location="query", arg_name="page")
@bp.output(IdeaWithTalkOut)
@require("ideas.read")
def show_idea(idea_id: int, page: dict[str, Any]) -> dict[str, Any]:
    """Show an idea with its moves, newest first, and a page of its comments, oldest first."""
    row = idea_page.row_by_id(idea_id, current_viewer()) or abort(404)
    found = idea_page.idea_page(row, current_viewer(), after=page["after"], size=page["limit"])
    return {
        "idea": idea_out(row),
        "html": found.html,
        "moves": [_move(move) for move in found.moves],
        "comments": [_comment(comment) for comment in found.comments.rows],
        "next": found.comments.next_key,
    }


def idea_out(row: IdeaRow) -> dict[str, Any]:
    """Return an idea as `IdeaOut` tells it."""
    names = ("id", "title", "url", "created_at", "status", "status_set", "status_since", "votes", "comments")
    return {name: getattr(row, name) for name in names} | authors.told(row.author)


def _move(row: MoveRow) -> dict[str, Any]:
    names = ("at", "from_status", "to_status", "reason", "html")
    return {name: getattr(row, name) for name in names} | authors.told(row.by, "by")


def _comment(row: CommentRow) -> dict[str, Any]:
    return fields(row, "id", "created_at", "html") | authors.told(row.author)
