"""Hiding: a moderator takes a post out of sight with a reason, and can bring it back; nothing is deleted."""

from typing import Any

from sqlalchemy import ColumnElement, update

from community.accounts.models import Member
from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.db import db, rows_changed
from community.kernel.errors import Refused
from community.kernel.events import publish

from .. import rules
from ..events import PostHidden, PostRestored
from ..models import Board, Post, Topic
from .counters import count
from .holding import in_place
from .mentions import tell_waiting


def hide_post(*, post: Post, topic: Topic, by: Viewer, reason: str) -> None:
    """Take a post out of every reader's sight but the moderators'; with an opening post goes its topic."""
    rules.moderators_only(by)
    post, topic = in_place(post)
    values = {"hidden_reason": rules.checked(reason, rules.REASON_LENGTH, "The reason")}
    values |= {"hidden_at": clock.now(), "hidden_by_id": by.member_id}
    if not _change(post, Post.hidden_at.is_(None), values):
        raise Refused("This post is hidden already.")
    if post.kind == "opening":
        topic.hidden_at = post.hidden_at
    _count(post, topic, -1)
    publish(PostHidden(post_id=post.id, topic_id=topic.id, board_id=topic.board_id, by=by.member_id))


def restore_post(*, post: Post, topic: Topic, by: Viewer) -> None:
    """Bring a hidden post back."""
    rules.moderators_only(by)
    post, topic = in_place(post)
    if not _change(post, Post.hidden_at.is_not(None), dict.fromkeys(("hidden_at", "hidden_by_id", "hidden_reason"))):
        raise Refused("This post is not hidden.")
    if post.kind == "opening":
        topic.hidden_at = None
    _count(post, topic, 1)
    publish(PostRestored(post_id=post.id, topic_id=topic.id, board_id=topic.board_id, by=by.member_id))
    tell_waiting(post=post, topic=topic)


def _change(post: Post, so_far: ColumnElement[bool], values: dict[str, Any]) -> bool:
    """Change the post if it is as we think; of two moderators at once, one is told that it is done already."""
    changed = rows_changed(update(Post).where(Post.id == post.id, so_far).values(values)) > 0
    db.session.refresh(post)
    return changed


def _count(post: Post, topic: Topic, change: int) -> None:
    db.session.flush()
    topics, answers = int(post.kind == "opening") * change, int(post.kind == "answer") * change
    accepted = change if post.accepted_at else 0
    count(Topic, topic.id, replies=answers, accepted=accepted)
    count(Board, topic.board_id, posts=change, topics=topics)
    helped = accepted if post.author_id != topic.author_id else 0
    count(Member, post.author_id, replies=answers, topics=topics, accepted=helped)
