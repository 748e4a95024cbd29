"""The forum for programs."""

from typing import Any

from apiflask import Schema
from apiflask.fields import AwareDateTime, Boolean, Integer, List, Nested, String
from flask import abort

from community.kernel import api
from community.kernel.auth import current_viewer, require

from . import queries, topic_page
from .rows import PostRow, TopicRow

bp = api.blueprint("forum")


class BoardOut(Schema):
    """A board."""

    slug = String()
    name = String()
    description = String()
    visibility = String()
    topics = Integer()
    posts = Integer()


class TopicOut(Schema):
    """A topic."""

    id = Integer()
    title = String()
    url = String()
    kind = String()
    board = String()
    author = String()
    created_at = AwareDateTime()
    last_activity_at = AwareDateTime()
    replies = Integer()
    views = Integer()
    kudos = Integer()
    me_too = Integer()
    solved = Boolean()
    closed = Boolean()
    tags = List(String())


class PostOut(Schema):
    """A post; `html` is sanitised."""

    id = Integer()
    kind = String()
    author = String()
    html = String()
    created_at = AwareDateTime()
    edited_at = AwareDateTime(allow_none=True)
    kudos = Integer()
    worked = Integer()
    failed = Integer()
    accepted = Boolean()


class BoardsOut(Schema):
    boards = List(Nested(BoardOut))


class TopicsOut(Schema):
    topics = List(Nested(TopicOut))
    next = String(allow_none=True)


class TopicWithPostsOut(Schema):
    topic = Nested(TopicOut)
    posts = List(Nested(PostOut))
    next = String(allow_none=True)


@bp.get("/boards")
@bp.output(BoardsOut)
@require("forum.read")
def list_boards() -> dict[str, Any]:
    """List the boards that the caller may see."""
    return {"boards": queries.boards(current_viewer())}


@bp.get("/topics")
@bp.input(api.PageQuery, location="query", arg_name="page")
@bp.output(TopicsOut)
@require("forum.read")
def list_topics(page: dict[str, Any]) -> dict[str, Any]:
    """List topics, the latest activity first."""
    found = queries.topics(current_viewer(), after=page["after"], size=page["limit"])
    return {"topics": [_topic(row) for row in found.rows], "next": found.next_key}


@bp.get("/topics/<int:topic_id>")
@bp.input(api.PageQuery, location="query", arg_name="page")
@bp.output(TopicWithPostsOut)
@require("forum.read")
def show_topic(topic_id: int, page: dict[str, Any]) -> dict[str, Any]:
    """Show a topic with its opening post and a page of its answers, oldest first."""
    row = topic_page.topic_by_id(topic_id, current_viewer()) or abort(404)
    opening = [] if page["after"] else [topic_page.opening(row, current_viewer())]
    answers = topic_page.answers(row, current_viewer(), after=page["after"], size=page["limit"])
    posts = [_post(post) for post in (*opening, *answers.rows)]
    return {"topic": _topic(queries.with_tags(row)), "posts": posts, "next": answers.next_key}


def _topic(row: TopicRow) -> dict[str, Any]:
    names = ("id", "title", "url", "kind", "created_at", "last_activity_at", "replies", "views", "kudos", "me_too")
    values = {name: getattr(row, name) for name in names}
    values |= {"solved": row.solved, "closed": row.closed, "tags": [tag.name for tag in row.tags]}
    return values | {"board": row.board_slug, "author": row.author.name}


def _post(row: PostRow) -> dict[str, Any]:
    names = ("id", "kind", "html", "created_at", "edited_at", "kudos", "worked", "failed", "accepted")
    return {name: getattr(row, name) for name in names} | {"author": row.author.name}
