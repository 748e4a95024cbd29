"""Accepted answers: the asker says what solved it; several may, and each can be taken back."""

from typing import Any

from sqlalchemy import ColumnElement, update

from community.accounts.models import Member
from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.db import db, rows_changed
from community.kernel.errors import Refused
from community.kernel.events import publish

from .. import rules
from ..events import AnswerAccepted, AnswerUnaccepted
from ..models import Post, Topic
from .counters import count
from .holding import in_place


def accept_answer(*, post: Post, topic: Topic, by: Viewer) -> None:
    """Mark an answer as one that solved the topic; marking it twice changes nothing."""
    post, topic = in_place(post)
    _askers_only(topic, by)
    if topic.kind == "announcement":
        raise Refused("An announcement asks nothing, so that nothing under it is its answer.")
    if post.kind != "answer" or post.hidden_at:
        raise Refused("Only a visible answer can be accepted.")
    if not _mark(post, Post.accepted_at.is_(None), accepted_at=clock.now(), accepted_by_id=by.member_id):
        return
    _count(post, topic, 1)
    publish(AnswerAccepted(**_about(post, topic), by=by.member_id))


def unaccept_answer(*, post: Post, topic: Topic, by: Viewer) -> None:
    """Take the mark back."""
    post, topic = in_place(post)
    _askers_only(topic, by)
    if post.hidden_at:
        raise Refused("This answer is hidden; it counts for nothing until it is shown again.")
    if not _mark(post, Post.accepted_at.is_not(None), accepted_at=None, accepted_by_id=None):
        return
    _count(post, topic, -1)
    publish(AnswerUnaccepted(**_about(post, topic), by=by.member_id))


def _mark(post: Post, still: ColumnElement[bool], **values: Any) -> bool:
    """Write the mark if nobody was faster, marking or hiding; two who mark at once count once."""
    db.session.flush()
    change = update(Post).where(Post.id == post.id, Post.hidden_at.is_(None), still).values(values)
    changed = rows_changed(change.execution_options(synchronize_session=False))
    db.session.expire(post, list(values))
    return bool(changed)


def _askers_only(topic: Topic, by: Viewer) -> None:
    if by.member_id != topic.author_id and not rules.is_moderator(by):
        raise Refused("The one who asked decides which answer solved it.")


def _count(post: Post, topic: Topic, change: int) -> None:
    count(Topic, topic.id, accepted=change)
    if post.author_id != topic.author_id:
        count(Member, post.author_id, accepted=change)


def _about(post: Post, topic: Topic) -> dict[str, int | None]:
    ids = {"post_id": post.id, "topic_id": topic.id, "board_id": topic.board_id}
    return {**ids, "author_id": post.author_id, "asker_id": topic.author_id}
