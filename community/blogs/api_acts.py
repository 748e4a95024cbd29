"""What people do on the blog, for programs: write, edit, publish, withdraw, comment, make a topic of a comment."""

from typing import Any

from apiflask import Schema
from apiflask.fields import List, Nested
from apiflask.validators import OneOf
from flask import abort

from community.forum import addresses as forum
from community.forum.api_history import RevisionsOut, revision_out
from community.forum.rules import is_moderator
from community.kernel.api_shapes import BodyIn, MadeOut, Text, fields, made
from community.kernel.auth import VISIBILITIES, current_viewer, require
from community.kernel.web.limits import writing_limit

from . import addresses, post_page, queries, rules
from .api import BlogPostOut, bp, post_out
from .models import BlogPost
from .rules import Words
from .services import comments, posts, topics


class PartsIn(Schema):
    """Unpopular news in the five parts that people will ask for."""

    what = Text(required=True, metadata={"example": "Sky costs 7.90 a month."})
    when = Text(required=True, metadata={"example": "From the first of March."})
    why = Text(required=True, metadata={"example": "Price data cost us twice as much."})
    do = Text(required=True, metadata={"example": "Stay, pause or leave at any time."})
    ask = Text(required=True, metadata={"example": "Write to plans@larkspan.example."})


class TitledIn(Schema):
    """What every post has: a title and its readers."""

    title = Text(required=True, metadata={"example": "Why the hub learns to forecast"})
    visibility = Text(load_default="public", validate=OneOf(VISIBILITIES))


class BlogPostIn(TitledIn):
    """A new post in free form; `voice` says whether it speaks for the company."""

    body = Text(required=True, metadata={"example": "Forecasts save money when clouds come and go."})
    voice = Text(load_default="company", validate=OneOf(rules.VOICES))


class BlogNewsIn(TitledIn):
    """A new post that tells what people will not like."""

    parts = Nested(PartsIn, required=True)


class BlogChangeIn(Schema):
    """What becomes of a post; what is not named stays. News is changed by its `parts`, all others by their `body`."""

    title = Text(metadata={"example": "Why the hub learns to forecast"})
    visibility = Text(validate=OneOf(VISIBILITIES))
    body = Text(metadata={"example": "Forecasts save money when clouds come and go."})
    voice = Text(validate=OneOf(rules.VOICES))
    parts = Nested(PartsIn)
    reason = Text(load_default="", metadata={"example": "Said it plainly."})


class CommentTopicIn(Schema):
    """The topic that is made of a comment; `board` is the slug of one."""

    title = Text(required=True, metadata={"example": "What a comment asked for"})
    board = Text(required=True, metadata={"example": "hub-and-app"})
    kind = Text(load_default="discussion", validate=OneOf(("question", "discussion")))


class BlogDraftsOut(Schema):
    drafts = List(Nested(BlogPostOut))


@bp.get("/blogs/drafts")
@require("blogs.write")
@bp.output(BlogDraftsOut)
def list_drafts() -> dict[str, Any]:
    """List the drafts that the caller may change, the newest first."""
    return {"drafts": [post_out(row) for row in queries.drafts(current_viewer())]}


@bp.get("/blogs/<int:blog_post_id>/revisions")
@require("blogs.read")
@bp.output(RevisionsOut)
def list_revisions(blog_post_id: int) -> dict[str, Any]:
    """List the states of a blog post since it was published, the newest first."""
    row = post_page.row_by_id(blog_post_id, current_viewer()) or abort(404)
    return {"revisions": [revision_out(one) for one in post_page.history(row.id, current_viewer())]}


@bp.post("/blogs")
@require("blogs.write")
@bp.input(BlogPostIn, arg_name="given")
@bp.output(MadeOut, status_code=201)
@writing_limit
def write(given: dict[str, Any]) -> dict[str, Any]:
    """Begin a blog post; it is a draft until it is published."""
    return _made(posts.draft_post(by=current_viewer(), words=Words(**given)))


@bp.post("/blogs/news")
@require("blogs.write")
@bp.input(BlogNewsIn, arg_name="given")
@bp.output(MadeOut, status_code=201)
@writing_limit
def write_news(given: dict[str, Any]) -> dict[str, Any]:
    """Begin a post of unpopular news, in its five parts; it is a draft until it is published."""
    body = rules.composed(given.pop("parts"))
    return _made(posts.draft_post(by=current_viewer(), words=Words(**given, body=body, kind="unpopular_news")))


@bp.patch("/blogs/<int:blog_post_id>")
@require("blogs.write")
@bp.input(BlogChangeIn, arg_name="given")
@bp.output(MadeOut)
@writing_limit
def edit(blog_post_id: int, given: dict[str, Any]) -> dict[str, Any]:
    """Change a blog post; what a published one said before stays in its history."""
    found, reason = _own_or_403(blog_post_id), given.pop("reason")
    if parts := given.pop("parts", None):
        given["body"] = rules.composed(parts)
    words = Words(**fields(found, "title", "body", "voice", "visibility", "kind") | given)
    posts.edit_post(post=found, by=current_viewer(), words=words, reason=reason)
    return _made(found)


@bp.put("/blogs/<int:blog_post_id>/publication")
@require("blogs.write")
@bp.output(MadeOut)
def publish(blog_post_id: int) -> dict[str, Any]:
    """Publish a draft to the readers that it is meant for."""
    found = _own_or_403(blog_post_id)
    posts.publish_post(post=found, by=current_viewer())
    return _made(found)


@bp.delete("/blogs/<int:blog_post_id>/publication")
@require("blogs.write")
@bp.output({}, status_code=204)
def withdraw(blog_post_id: int) -> str:
    """Make a published post a draft again."""
    posts.withdraw_post(post=_own_or_403(blog_post_id), by=current_viewer())
    return ""


@bp.post("/blogs/<int:blog_post_id>/comments")
@require("blogs.comment")
@bp.input(BodyIn, arg_name="words")
@bp.output(MadeOut, status_code=201)
@writing_limit
def comment(blog_post_id: int, words: dict[str, Any]) -> dict[str, Any]:
    """Comment on a blog post."""
    said = comments.comment_on(post=_post_or_404(blog_post_id), by=current_viewer(), body=words["body"])
    return made(said.id, addresses.comment(said.id))


@bp.post("/blogs/comments/<int:blog_comment_id>/topic")
@require("blogs.comment")
@bp.input(CommentTopicIn, arg_name="given")
@bp.output(MadeOut, status_code=201)
@writing_limit
def make_topic(blog_comment_id: int, given: dict[str, Any]) -> dict[str, Any]:
    """Make a topic of a comment, in its author's name, on a board that they and only the post's readers may see."""
    found, post = post_page.comment_for_change(blog_comment_id, current_viewer()) or abort(404)
    if not (is_moderator(current_viewer()) or rules.may_change(post.author_id, current_viewer())):
        abort(403)
    boards = post_page.boards_for(found, post, current_viewer())
    board = next((board for board in boards if board.slug == given["board"]), None) or abort(404)
    words = {"title": given["title"], "kind": given["kind"]}
    topic = topics.make_topic(comment=found, post=post, board=board, by=current_viewer(), **words)
    return made(topic.id, forum.topic(topic.id, topic.slug))


def _made(post: BlogPost) -> dict[str, Any]:
    return made(post.id, addresses.post(post.id, post.slug))


def _post_or_404(post_id: int) -> BlogPost:
    return post_page.post_for_change(post_id, current_viewer()) or abort(404)


def _own_or_403(post_id: int) -> BlogPost:
    found = _post_or_404(post_id)
    if not rules.may_change(found.author_id, current_viewer()):
        abort(403)
    return found
