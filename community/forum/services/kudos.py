"""Kudos: one per member and post, never for one's own."""

from typing import Any

from sqlalchemy import delete

from community.accounts.models import Member
from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.db import rows_changed, table_of, upsert
from community.kernel.errors import Refused
from community.kernel.events import publish

from ..events import KudosGiven, KudosWithdrawn
from ..models import Post, Topic, Vote
from .counters import count
from .holding import in_place


def give_kudos(*, post: Post, topic: Topic, by: Viewer) -> None:
    """Thank the author of a post; thanking twice changes nothing."""
    post, topic = in_place(post)
    if post.author_id == by.member_id:
        raise Refused("Kudos are for other people's posts.")
    if post.hidden_at:
        raise Refused("This post is hidden.")
    row = {"post_id": post.id, "member_id": by.member_id, "value": 1, "at": clock.now()}
    fresh = upsert(Vote).values(row).on_conflict_do_nothing(index_elements=["post_id", "member_id"])
    if rows_changed(fresh):
        _count(post, topic, 1)
        publish(KudosGiven(**_about(post, topic), by=by.member_id))


def withdraw_kudos(*, post: Post, topic: Topic, by: Viewer) -> None:
    """Take one's thanks back."""
    post, topic = in_place(post)
    mine = delete(table_of(Vote)).where(Vote.post_id == post.id, Vote.member_id == by.member_id, Vote.value == 1)
    if rows_changed(mine):
        _count(post, topic, -1)
        publish(KudosWithdrawn(**_about(post, topic), by=by.member_id))


def _count(post: Post, topic: Topic, change: int) -> None:
    count(Post, post.id, kudos=change)
    if post.kind == "opening":
        count(Topic, topic.id, kudos=change)
    count(Member, post.author_id, kudos=change)


def _about(post: Post, topic: Topic) -> dict[str, Any]:
    ids = {"post_id": post.id, "topic_id": topic.id, "board_id": topic.board_id}
    return {**ids, "post_kind": post.kind, "author_id": post.author_id}
