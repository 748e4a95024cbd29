"""What members do in the forum, for programs: the same services as the pages, with a token that may write."""

from typing import Any

from apiflask import Schema
from apiflask.fields import Integer, List, String
from apiflask.validators import OneOf
from flask import abort

from community.kernel import notices
from community.kernel.auth import current_viewer, require
from community.kernel.web.limits import writing_limit

from . import addresses, queries, rules, topic_page
from .api import bp
from .models import Post, Topic
from .services import answers, follows, kudos, posts, topics, verdicts

KINDS = ("question", "discussion")


class TopicIn(Schema):
    """A new topic; `board` is the slug of one."""

    board = String(required=True, metadata={"example": "hub-and-app"})
    title = String(required=True, metadata={"example": "The hub does not find my battery"})
    body = String(required=True, metadata={"example": "It did **last week**."})
    kind = String(load_default="question", validate=OneOf(KINDS))
    tags = List(String(), load_default=[], metadata={"example": ["battery"]})


class BodyIn(Schema):
    """A text in Markdown."""

    body = String(required=True, metadata={"example": "Restart it, and look again."})


class MadeOut(Schema):
    """What was made: its number, its page, and what its writer should know, such as that a card number was masked."""

    id = Integer()
    url = String()
    notices = List(String())


@bp.post("/topics")
@require("forum.post")
@bp.input(TopicIn, arg_name="words")
@bp.output(MadeOut, status_code=201)
@writing_limit
def start_topic(words: dict[str, Any]) -> dict[str, Any]:
    """Start a topic."""
    board = next((b for b in queries.open_boards(current_viewer()) if b.slug == words["board"]), None) or abort(404)
    tags = rules.parse_tags(",".join(words["tags"]))
    titled = {name: words[name] for name in ("title", "body", "kind")}
    made = topics.start_topic(board=board, by=current_viewer(), tags=tags, **titled)
    return _made(made.id, addresses.topic(made.id, made.slug))


@bp.post("/topics/<int:topic_id>/posts")
@require("forum.post")
@bp.input(BodyIn, arg_name="words")
@bp.output(MadeOut, status_code=201)
@writing_limit
def answer(topic_id: int, words: dict[str, Any]) -> dict[str, Any]:
    """Answer a topic."""
    made = posts.reply(topic=_topic_or_404(topic_id), by=current_viewer(), body=words["body"])
    return _made(made.id, addresses.post(made.id))


@bp.post("/posts/<int:post_id>/comments")
@require("forum.post")
@bp.input(BodyIn, arg_name="words")
@bp.output(MadeOut, status_code=201)
@writing_limit
def comment(post_id: int, words: dict[str, Any]) -> dict[str, Any]:
    """Comment on a post."""
    made = posts.comment(**_found_or_404(post_id), by=current_viewer(), body=words["body"])
    return _made(made.id, addresses.post(made.id))


@bp.put("/posts/<int:post_id>/kudos")
@require("forum.kudos")
@bp.output({}, status_code=204)
def give_kudos(post_id: int) -> str:
    """Thank for a post; once more changes nothing."""
    kudos.give_kudos(**_found_or_404(post_id), by=current_viewer())
    return ""


@bp.delete("/posts/<int:post_id>/kudos")
@require("forum.kudos")
@bp.output({}, status_code=204)
def withdraw_kudos(post_id: int) -> str:
    """Take kudos back."""
    kudos.withdraw_kudos(**_found_or_404(post_id), by=current_viewer())
    return ""


@bp.put("/posts/<int:post_id>/confirmation")
@require("forum.kudos")
@bp.output({}, status_code=204)
def confirm(post_id: int) -> str:
    """Say that an answer worked."""
    verdicts.confirm(**_found_or_404(post_id), by=current_viewer())
    return ""


@bp.delete("/posts/<int:post_id>/confirmation")
@require("forum.kudos")
@bp.output({}, status_code=204)
def withdraw_verdict(post_id: int) -> str:
    """Take back what one said of an answer."""
    verdicts.withdraw_verdict(**_found_or_404(post_id), by=current_viewer())
    return ""


@bp.put("/posts/<int:post_id>/acceptance")
@require("forum.accept")
@bp.output({}, status_code=204)
def accept(post_id: int) -> str:
    """Accept an answer."""
    answers.accept_answer(**_found_or_404(post_id), by=current_viewer())
    return ""


@bp.delete("/posts/<int:post_id>/acceptance")
@require("forum.accept")
@bp.output({}, status_code=204)
def unaccept(post_id: int) -> str:
    """Take an acceptance back."""
    answers.unaccept_answer(**_found_or_404(post_id), by=current_viewer())
    return ""


@bp.put("/topics/<int:topic_id>/follow")
@require("forum.follow")
@bp.output({}, status_code=204)
def follow(topic_id: int) -> str:
    """Follow a topic."""
    follows.follow(thing="topic", thing_id=_topic_or_404(topic_id).id, by=current_viewer())
    return ""


@bp.delete("/topics/<int:topic_id>/follow")
@require("forum.follow")
@bp.output({}, status_code=204)
def unfollow(topic_id: int) -> str:
    """Follow a topic no longer."""
    follows.unfollow(thing="topic", thing_id=_topic_or_404(topic_id).id, by=current_viewer())
    return ""


def _made(thing_id: int, url: str) -> dict[str, Any]:
    return {"id": thing_id, "url": url, "notices": notices.taken()}


def _topic_or_404(topic_id: int) -> Topic:
    return topic_page.topic_for_change(topic_id, current_viewer()) or abort(404)


def _found_or_404(post_id: int) -> dict[str, Post | Topic]:
    """Return a post and its topic, as the services take them."""
    post, topic = topic_page.post_and_topic(post_id, current_viewer()) or abort(404)
    return {"post": post, "topic": topic}
