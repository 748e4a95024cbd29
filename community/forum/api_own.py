"""A member's own in the forum, for programs: what is new to them, bookmarks, follows, drafts; and what one wrote."""

from typing import Any

from apiflask import Schema
from apiflask.fields import AwareDateTime, Boolean, Integer, List, Nested, String
from flask import abort

from community.accounts.profiles import profile_or_away
from community.kernel import api, clock
from community.kernel.api_shapes import PersonOut, Text, fields
from community.kernel.auth import current_viewer, require
from community.kernel.web.limits import typing_limit

from . import people, places, queries, reading, unfinished
from .api import TopicsOut, bp, topic_out
from .services import files, saved_drafts


class NewQuery(api.PageQuery):
    """Whether only topics count that the caller follows, by themselves, board, tag or people; how the list is paged."""

    followed = Boolean(
        load_default=False,
        metadata={"description": "Only topics that you follow, by themselves, board, tag or people."},
    )


class FollowedOut(PersonOut):
    """Somebody whom the caller follows, and since when."""

    since = AwareDateTime()


class FollowingOut(Schema):
    people = List(Nested(FollowedOut))
    next = String(allow_none=True)


class FollowedBoardOut(Schema):
    """A board that the caller follows, and since when."""

    slug = String()
    name = String()
    since = AwareDateTime()


class FollowedBoardsOut(Schema):
    boards = List(Nested(FollowedBoardOut))
    next = String(allow_none=True)


class FollowedTagOut(Schema):
    """A tag that the caller follows, and since when."""

    name = String()
    since = AwareDateTime()


class FollowedTagsOut(Schema):
    tags = List(Nested(FollowedTagOut))
    next = String(allow_none=True)


class DraftOut(Schema):
    """What the caller began to write in a topic; topic 0 is one that does not exist yet."""

    topic = Integer()
    title = String()
    excerpt = String()
    at = AwareDateTime()
    url = String()


class DraftsOut(Schema):
    drafts = List(Nested(DraftOut))


class DraftIn(Schema):
    """What is written so far; one without title and body is thrown away."""

    title = Text(load_default="", metadata={"example": "The hub does not"})
    body = Text(load_default="", metadata={"example": "It did **last"})
    tags = Text(load_default="", metadata={"example": "battery"})
    board = Text(load_default="", metadata={"example": "hub-and-app"})
    kind = Text(load_default="", metadata={"example": "question"})


class WholeDraftOut(Schema):
    """What is written so far."""

    title = String(metadata={"example": "The hub does not"})
    body = String(metadata={"example": "It did **last"})
    tags = String(metadata={"example": "battery"})
    board = String(metadata={"example": "hub-and-app"})
    kind = String(metadata={"example": "question"})


class PassageOut(Schema):
    """The beginning of an answer, and where it stands."""

    topic = String()
    url = String()
    excerpt = String()
    at = AwareDateTime()


class PassagesOut(Schema):
    answers = List(Nested(PassageOut))
    next = String(allow_none=True)


class AnswersQuery(api.PageQuery):
    """Whether only answers count that solved somebody else's question, and how the list is paged."""

    accepted = Boolean(
        load_default=False, metadata={"description": "Only answers that solved the question of somebody else."}
    )


@bp.get("/me/new")
@bp.input(NewQuery, location="query", arg_name="page")
@bp.output(TopicsOut)
@require("forum.follow")
def list_new(page: dict[str, Any]) -> dict[str, Any]:
    """List topics in which something happened since the caller's last visit, and that they have not read."""
    viewer = current_viewer()
    narrowed = queries.new_to(viewer, reading.since(viewer) or clock.now())
    narrowed += [queries.by_followed(viewer)] if page["followed"] else []
    found = queries.topics(viewer, after=page["after"], size=page["limit"], narrowed=narrowed)
    return {"topics": [topic_out(row) for row in found.rows if row.unread], "next": found.next_key}


@bp.get("/me/bookmarks")
@bp.input(api.PageQuery, location="query", arg_name="page")
@bp.output(TopicsOut)
@require("forum.follow")
def list_bookmarks(page: dict[str, Any]) -> dict[str, Any]:
    """List the topics that the caller bookmarked."""
    viewer = current_viewer()
    narrowed = [queries.bookmarked_by(viewer)]
    found = queries.topics(viewer, after=page["after"], size=page["limit"], narrowed=narrowed)
    return {"topics": [topic_out(row) for row in found.rows], "next": found.next_key}


@bp.get("/me/following")
@bp.input(api.PageQuery, location="query", arg_name="page")
@bp.output(FollowingOut)
@require("forum.follow")
def list_following(page: dict[str, Any]) -> dict[str, Any]:
    """List the people whom the caller follows, the latest first."""
    found = people.followed_by(current_viewer(), after=page["after"], size=page["limit"])
    rows = [fields(row.person, "id", "name", "handle", "role") | {"since": row.at} for row in found.rows]
    return {"people": rows, "next": found.next_key}


@bp.get("/me/following/boards")
@bp.input(api.PageQuery, location="query", arg_name="page")
@bp.output(FollowedBoardsOut)
@require("forum.follow")
def list_followed_boards(page: dict[str, Any]) -> dict[str, Any]:
    """List the boards that the caller follows, the latest first."""
    found = places.followed_boards(current_viewer(), after=page["after"], size=page["limit"])
    rows = [{"slug": row.word, "name": row.name, "since": row.at} for row in found.rows]
    return {"boards": rows, "next": found.next_key}


@bp.get("/me/following/tags")
@bp.input(api.PageQuery, location="query", arg_name="page")
@bp.output(FollowedTagsOut)
@require("forum.follow")
def list_followed_tags(page: dict[str, Any]) -> dict[str, Any]:
    """List the tags that the caller follows, the latest first."""
    found = places.followed_tags(current_viewer(), after=page["after"], size=page["limit"])
    return {"tags": [{"name": row.name, "since": row.at} for row in found.rows], "next": found.next_key}


@bp.get("/me/drafts")
@bp.output(DraftsOut)
@require("forum.post")
def list_drafts() -> dict[str, Any]:
    """List what the caller began to write, the latest first."""
    rows = unfinished.drafts(current_viewer())
    return {"drafts": [fields(row, "title", "excerpt", "at", "url") | {"topic": row.topic_id} for row in rows]}


@bp.get("/me/drafts/<int:topic_id>")
@bp.output(WholeDraftOut)
@require("forum.post")
def show_draft(topic_id: int) -> dict[str, Any]:
    """Show what the caller began to write there."""
    found = unfinished.draft_of(current_viewer(), topic_id) or abort(404)
    return fields(found, "title", "body", "tags", "board", "kind")


@bp.put("/me/drafts/<int:topic_id>")
@require("forum.post")
@bp.input(DraftIn, arg_name="words")
@bp.output({}, status_code=204)
@typing_limit
def keep_draft(topic_id: int, words: dict[str, Any]) -> str:
    """Keep what is written so far of a reply to a topic, or of a new topic under the number 0."""
    saved_drafts.save_draft(by=current_viewer(), words=words, topic_id=topic_id)
    return ""


@bp.delete("/me/drafts/<int:topic_id>")
@require("forum.post")
@bp.output({}, status_code=204)
@typing_limit
def discard_draft(topic_id: int) -> str:
    """Throw a draft away, with the files that wait for it."""
    saved_drafts.discard_draft(by=current_viewer(), topic_id=topic_id)
    files.let_go(by=current_viewer(), topic_id=topic_id)
    return ""


@bp.get("/people/<handle>/topics")
@bp.input(api.PageQuery, location="query", arg_name="page")
@bp.output(TopicsOut)
@require("forum.read")
def list_topics_of(handle: str, page: dict[str, Any]) -> dict[str, Any]:
    """List the topics that a person started, the newest first."""
    narrowed = [queries.by_author(profile_or_away(handle).id)]
    found = queries.topics(current_viewer(), sort="newest", after=page["after"], size=page["limit"], narrowed=narrowed)
    return {"topics": [topic_out(row) for row in found.rows], "next": found.next_key}


@bp.get("/people/<handle>/answers")
@bp.input(AnswersQuery, location="query", arg_name="page")
@bp.output(PassagesOut)
@require("forum.read")
def list_answers_of(handle: str, page: dict[str, Any]) -> dict[str, Any]:
    """List the answers of a person, the newest first; all, or those that solved somebody else's question."""
    what: people.Wrote = "accepted" if page["accepted"] else "answers"
    chosen = {"after": page["after"], "size": page["limit"]}
    found = people.wrote(profile_or_away(handle).id, current_viewer(), what, **chosen)
    rows = [fields(row, "url", "excerpt", "at") | {"topic": row.topic_title} for row in found.rows]
    return {"answers": rows, "next": found.next_key}
