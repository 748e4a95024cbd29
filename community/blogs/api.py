"""The blog for programs."""

from typing import Any

from apiflask import Schema
from apiflask.fields import AwareDateTime, Integer, List, Nested, String
from apiflask.validators import Length
from flask import abort

from community.accounts import authors
from community.accounts.profiles import is_away
from community.accounts.queries import member_by_handle
from community.kernel import api
from community.kernel.auth import current_viewer, require

from . import post_page, queries
from .rows import CommentRow, PostRow

bp = api.blueprint("blogs")


class BlogQuery(api.PageQuery):
    """Whose posts are listed, by handle, and how the list is paged."""

    author = String(
        load_default=None,
        validate=Length(max=100),
        metadata={"description": "Only posts of the member with this handle."},
    )


class BlogPostOut(Schema):
    """A blog post; `voice` says whether it speaks for the company or is the author's own view."""

    id = Integer()
    title = String()
    url = String()
    author = String()
    author_handle = String(allow_none=True)
    kind = String()
    voice = String()
    disclaimer = String()
    visibility = String()
    excerpt = String()
    published_at = AwareDateTime(allow_none=True)
    edited_at = AwareDateTime(allow_none=True)
    comments = Integer()


class BlogCommentOut(Schema):
    """A comment on a blog post; `html` is sanitised, `topic` the address of the topic made of it."""

    id = Integer()
    author = String()
    author_handle = String(allow_none=True)
    created_at = AwareDateTime()
    html = String()
    topic = String(allow_none=True)


class BlogOut(Schema):
    posts = List(Nested(BlogPostOut))
    next = String(allow_none=True)


class BlogPostWithCommentsOut(Schema):
    post = Nested(BlogPostOut)
    html = String()
    comments = List(Nested(BlogCommentOut))
    next = String(allow_none=True)


@bp.get("/blogs")
@bp.input(BlogQuery, location="query", arg_name="page")
@bp.output(BlogOut)
@require("blogs.read")
def list_posts(page: dict[str, Any]) -> dict[str, Any]:
    """List blog posts, the newest first."""
    author = member_by_handle(page["author"]) if page["author"] else None
    if author and is_away(author):
        abort(401)
    found = queries.posts(current_viewer(), author=page["author"], after=page["after"], size=page["limit"])
    return {"posts": [post_out(row) for row in found.rows], "next": found.next_key}


@bp.get("/blogs/<int:blog_post_id>")
@bp.input(api.PageQuery, location="query", arg_name="page")
@bp.output(BlogPostWithCommentsOut)
@require("blogs.read")
def show_post(blog_post_id: int, page: dict[str, Any]) -> dict[str, Any]:
    """Show a blog post with a page of its comments, oldest first."""
    row = post_page.row_by_id(blog_post_id, current_viewer()) or abort(404)
    found = post_page.post_page(row, current_viewer(), after=page["after"], size=page["limit"])
    return {
        "post": post_out(row),
        "html": found.html,
        "comments": [_comment(comment) for comment in found.comments.rows],
        "next": found.comments.next_key,
    }


def post_out(row: PostRow) -> dict[str, Any]:
    """Return a post as `BlogPostOut` tells it."""
    names = ("id", "title", "url", "kind", "voice", "visibility", "excerpt", "published_at", "edited_at", "comments")
    shown = {name: getattr(row, name) for name in names}
    return shown | authors.told(row.author) | {"disclaimer": str(row.disclaimer)}


def _comment(row: CommentRow) -> dict[str, Any]:
    names = ("id", "created_at", "html")
    topic = row.topic.url if row.topic else None
    return {name: getattr(row, name) for name in names} | authors.told(row.author) | {"topic": topic}
