"""What members do in the forum, for programs: the same services as the pages, with a token that may write."""

from collections.abc import Sequence
from typing import Any

from apiflask import Schema
from apiflask.fields import Boolean, List, Nested
from apiflask.validators import Length, OneOf
from flask import abort

from community.kernel.api_shapes import BodyIn, Id, MadeOut, Text, made
from community.kernel.auth import current_viewer, require
from community.kernel.web.limits import writing_limit
from community.kernel.web.uploads import MOST_FILES

from . import addresses, rules
from .api import bp
from .api_found import open_board_or_404, post_and_topic_or_404, topic_or_404
from .services import edits, posts, topics, verdicts
from .services.files import ALT_LENGTH, Chosen

KINDS = ("question", "discussion", "announcement")


class FileIn(Schema):
    """A file that was uploaded before, or that the post has; `alt` says what a picture shows."""

    id = Id(required=True, metadata={"example": 7})
    alt = Text(load_default="", validate=Length(max=ALT_LENGTH), metadata={"example": "The hub, blinking red"})


class AnswerIn(BodyIn):
    """An answer, and the files that belong to it."""

    files = List(Nested(FileIn), load_default=[], validate=Length(max=MOST_FILES))


class TopicIn(AnswerIn):
    """A new topic; `board` is the slug of one. Announcements are for our staff; nobody replies to a `silent` one."""

    board = Text(required=True, metadata={"example": "hub-and-app"})
    title = Text(required=True, metadata={"example": "The hub does not find my battery"})
    kind = Text(load_default="question", validate=OneOf(KINDS))
    tags = List(Text(), load_default=[], metadata={"example": ["battery"]})
    silent = Boolean(load_default=False)


class PostChangeIn(Schema):
    """What becomes of a post; what is not named stays. Title and tags are those of the topic that it opens."""

    body = Text(metadata={"example": "Hold its button for five seconds."})
    title = Text(metadata={"example": "The hub does not find its battery"})
    tags = List(Text(), metadata={"example": ["battery"]})
    files = List(Nested(FileIn), validate=Length(max=MOST_FILES))
    reason = Text(load_default="", metadata={"example": "Said how long."})


@bp.post("/topics")
@require("forum.post")
@bp.input(TopicIn, arg_name="words")
@bp.output(MadeOut, status_code=201)
@writing_limit
def start_topic(words: dict[str, Any]) -> dict[str, Any]:
    """Start a topic."""
    board = open_board_or_404(words["board"])
    given = {name: words[name] for name in ("title", "body", "kind", "silent")}
    given |= {"tags": _tags(words["tags"]), "files": _chosen(words["files"])}
    started = topics.start_topic(board=board, by=current_viewer(), **given)
    return made(started.id, addresses.topic(started.id, started.slug))


@bp.post("/topics/<int:topic_id>/posts")
@require("forum.post")
@bp.input(AnswerIn, arg_name="words")
@bp.output(MadeOut, status_code=201)
@writing_limit
def answer(topic_id: int, words: dict[str, Any]) -> dict[str, Any]:
    """Answer a topic."""
    given = {"body": words["body"], "files": _chosen(words["files"])}
    written = posts.reply(topic=topic_or_404(topic_id), by=current_viewer(), **given)
    return made(written.id, addresses.post(written.id))


@bp.post("/posts/<int:post_id>/comments")
@require("forum.post")
@bp.input(BodyIn, arg_name="words")
@bp.output(MadeOut, status_code=201)
@writing_limit
def comment(post_id: int, words: dict[str, Any]) -> dict[str, Any]:
    """Comment on a post."""
    written = posts.comment(**post_and_topic_or_404(post_id), by=current_viewer(), body=words["body"])
    return made(written.id, addresses.post(written.id))


@bp.patch("/posts/<int:post_id>")
@require("forum.edit")
@bp.input(PostChangeIn, arg_name="words")
@bp.output(MadeOut)
@writing_limit
def edit(post_id: int, words: dict[str, Any]) -> dict[str, Any]:
    """Change a post, as its author or a moderator; what it said before stays in its history."""
    found = post_and_topic_or_404(post_id)
    post = found["post"]
    if not rules.may_edit(post.author_id, current_viewer()):
        abort(403)
    given = {"body": post.body} | words
    given["tags"] = _tags(words["tags"]) if "tags" in words else None
    given["files"] = _chosen(words["files"]) if "files" in words and post.kind != "comment" else None
    edits.edit_post(**found, by=current_viewer(), **given)
    return made(post.id, addresses.post(post.id))


@bp.post("/posts/<int:post_id>/denial")
@require("forum.post")
@bp.input(BodyIn, arg_name="words")
@bp.output(MadeOut, status_code=201)
@writing_limit
def deny(post_id: int, words: dict[str, Any]) -> dict[str, Any]:
    """Say that an answer did not work, and why; the words stand as a comment under it."""
    written = verdicts.deny(**post_and_topic_or_404(post_id), by=current_viewer(), because=words["body"])
    return made(written.id, addresses.post(written.id))


def _tags(given: Sequence[str]) -> tuple[str, ...]:
    return rules.parse_tags(",".join(given))


def _chosen(given: Sequence[dict[str, Any]]) -> Chosen:
    return Chosen(kept={file["id"]: file["alt"] for file in given})
