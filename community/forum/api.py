"""The forum for programs."""

from typing import Any, get_args

from apiflask import Schema
from apiflask.fields import AwareDateTime, Boolean, Integer, List, Nested, String
from apiflask.validators import Length, OneOf
from flask import abort

from community.accounts import authors
from community.kernel import api
from community.kernel.api_shapes import fields
from community.kernel.auth import current_viewer, require

from . import queries, rules, topic_page
from .rows import BoardRow, FileRow, PostRow, TopicRow
from .similar import similar_topics

bp = api.blueprint("forum")


class BoardOut(Schema):
    """A board; `organisation` names the one whose board it is, `staff_start_topics` says that only employees begin."""

    slug = String()
    name = String()
    description = String()
    visibility = String()
    organisation = String()
    kind = String()
    staff_start_topics = Boolean()
    topics = Integer()
    posts = Integer()


class OneBoardOut(BoardOut):
    """The board that was asked for, opened or changed."""


class TopicOut(Schema):
    """A topic."""

    id = Integer()
    title = String()
    url = String()
    kind = String()
    board = String()
    author = String()
    author_handle = String(allow_none=True)
    created_at = AwareDateTime()
    last_activity_at = AwareDateTime()
    replies = Integer()
    views = Integer()
    kudos = Integer()
    me_too = Integer()
    solved = Boolean()
    closed = Boolean()
    closed_reason = String(allow_none=True)
    tags = List(String())


class PostOut(Schema):
    """A post; `html` is sanitised."""

    id = Integer()
    kind = String()
    author = String()
    author_handle = String(allow_none=True)
    html = String()
    created_at = AwareDateTime()
    edited_at = AwareDateTime(allow_none=True)
    kudos = Integer()
    worked = Integer()
    failed = Integer()
    accepted = Boolean()


class FileOut(Schema):
    """A file; its content is at `/api/v1/files/{id}`, and a picture has a width and a height."""

    id = Integer()
    name = String()
    alt = String()
    media_type = String()
    size = Integer()
    width = Integer()
    height = Integer()


class WholePostOut(PostOut):
    """A post with its topic, its files and what was said below it; `body` is its text for those who may edit it."""

    body = String(allow_none=True)
    topic = Integer()
    url = String()
    files = List(Nested(FileOut))
    comments = List(Nested(PostOut))


class TagOut(Schema):
    """A tag, and how many topics carry it."""

    name = String()
    description = String()
    topics = Integer()


class BoardsOut(Schema):
    boards = List(Nested(BoardOut))


class TopicsOut(Schema):
    topics = List(Nested(TopicOut))
    next = String(allow_none=True)


class SimilarOut(Schema):
    topics = List(Nested(TopicOut))


class TagsOut(Schema):
    tags = List(Nested(TagOut))


class TopicWithPostsOut(Schema):
    topic = Nested(TopicOut)
    posts = List(Nested(PostOut))
    next = String(allow_none=True)


class TopicsQuery(api.PageQuery):
    """How the list is ordered and narrowed, and how it is paged."""

    sort = String(
        load_default="activity",
        validate=OneOf(get_args(queries.Sort)),
        metadata={"description": "What stands first; unanswered and solved list only such topics."},
    )
    board = String(
        load_default=None,
        validate=Length(max=100),
        metadata={"description": "Only topics of the board whose address ends so.", "example": "hub-and-app"},
    )
    tag = String(
        load_default=None,
        validate=Length(max=40),
        metadata={"description": "Only topics with this tag.", "example": "battery"},
    )


class TitleQuery(Schema):
    """The title that somebody has in mind."""

    title = String(
        required=True,
        validate=Length(max=rules.TITLE_LENGTH[1]),
        metadata={"description": "A title as it would be asked.", "example": "No battery found"},
    )


@bp.get("/boards")
@bp.output(BoardsOut)
@require("forum.read")
def list_boards() -> dict[str, Any]:
    """List the boards that the caller may see."""
    return {"boards": [board_out(row) for row in queries.boards(current_viewer())]}


@bp.get("/boards/<slug>")
@bp.output(OneBoardOut)
@require("forum.read")
def show_board(slug: str) -> dict[str, Any]:
    """Show a board."""
    return board_out(queries.board_row(queries.board_by_slug(slug, current_viewer()) or abort(404)))


@bp.get("/tags")
@bp.output(TagsOut)
@require("forum.read")
def list_tags() -> dict[str, Any]:
    """List the tags of topics that the caller may see, the most used first."""
    return {"tags": [fields(row, "name", "description", "topics") for row in queries.tags(current_viewer())]}


@bp.get("/topics")
@bp.input(TopicsQuery, location="query", arg_name="page")
@bp.output(TopicsOut)
@require("forum.read")
def list_topics(page: dict[str, Any]) -> dict[str, Any]:
    """List topics: the latest activity first, or in another order; of all boards, or of one board or tag."""
    viewer, narrowed = current_viewer(), []
    if page["board"] is not None:
        board = queries.board_by_slug(page["board"], viewer) or abort(404)
        narrowed.append(queries.on_board(board.id))
    if page["tag"] is not None:
        narrowed.append(queries.tagged(page["tag"]))
    found = queries.topics(viewer, sort=page["sort"], after=page["after"], size=page["limit"], narrowed=narrowed)
    return {"topics": [topic_out(row) for row in found.rows], "next": found.next_key}


@bp.get("/topics/similar")
@require("forum.post")
@bp.input(TitleQuery, location="query", arg_name="asked")
@bp.output(SimilarOut)
def find_similar(asked: dict[str, Any]) -> dict[str, Any]:
    """Find topics like the title that somebody is about to ask under, so that they read before they ask."""
    return {"topics": [topic_out(row) for row in similar_topics(asked["title"], current_viewer())]}


@bp.get("/topics/<int:topic_id>")
@bp.input(api.PageQuery, location="query", arg_name="page")
@bp.output(TopicWithPostsOut)
@require("forum.read")
def show_topic(topic_id: int, page: dict[str, Any]) -> dict[str, Any]:
    """Show a topic with its opening post and a page of its answers, oldest first."""
    row = topic_page.topic_by_id(topic_id, current_viewer()) or abort(404)
    opening = [] if page["after"] else [topic_page.opening(row, current_viewer())]
    answers = topic_page.answers(row, current_viewer(), after=page["after"], size=page["limit"])
    posts = [post_out(post) for post in (*opening, *answers.rows)]
    return {"topic": topic_out(queries.with_tags(row)), "posts": posts, "next": answers.next_key}


@bp.get("/posts/<int:post_id>")
@bp.output(WholePostOut)
@require("forum.read")
def show_post(post_id: int) -> dict[str, Any]:
    """Show a post with its files and the comments below it."""
    found, topic = topic_page.post_and_topic(post_id, current_viewer()) or abort(404)
    place = topic_page.topic_by_id(topic.id, current_viewer()) or abort(404)
    row = topic_page.one_post(found.id, place, current_viewer())
    body = found.body if rules.may_edit(found.author_id, current_viewer()) else None
    below = {"files": [file_out(file) for file in row.files], "comments": [post_out(one) for one in row.comments]}
    return post_out(row) | {"body": body, "topic": place.id, "url": row.url} | below


def board_out(row: BoardRow) -> dict[str, Any]:
    """Return a board as `BoardOut` tells it."""
    about = fields(row, "slug", "name", "description", "visibility", "organisation", "kind")
    return about | fields(row, "staff_start_topics", "topics", "posts")


def topic_out(row: TopicRow) -> dict[str, Any]:
    """Return a topic as `TopicOut` tells it."""
    numbers = fields(row, "created_at", "last_activity_at", "replies", "views", "kudos", "me_too")
    values = fields(row, "id", "title", "url", "kind", "solved", "closed", "closed_reason") | numbers
    tags = [tag.name for tag in row.tags]
    return values | {"tags": tags, "board": row.board_slug} | authors.told(row.author)


def post_out(row: PostRow) -> dict[str, Any]:
    """Return a post as `PostOut` tells it."""
    said = fields(row, "kudos", "worked", "failed", "accepted")
    return fields(row, "id", "kind", "html", "created_at", "edited_at") | said | authors.told(row.author)


def file_out(row: FileRow) -> dict[str, Any]:
    """Return a file as `FileOut` tells it."""
    return fields(row, "id", "name", "alt", "media_type", "size", "width", "height")
