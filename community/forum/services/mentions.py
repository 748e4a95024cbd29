"""Telling whom a post names: at once, or when it is shown where it was out of sight."""

from sqlalchemy import select

from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.events import publish

from ..events import MembersMentioned
from ..mentions import named_in
from ..models import Post, Topic


def tell_mentions(*, post: Post, topic: Topic, by: Viewer, before: str = "") -> None:
    """Say whom the post names and did not name `before`; naming oneself tells nobody. What is out of sight waits."""
    named = named_in(post.html) - named_in(before) - {by.member_id or 0}
    if not named:
        return
    if post.hidden_at or topic.hidden_at:
        post.mentions_waiting = " ".join(map(str, sorted(named | _waiting(post))))
    else:
        _publish(post, topic, named, by.member_id)


def tell_waiting(*, post: Post, topic: Topic) -> None:
    """Tell those whom the post, or one of the topic that it opens, named out of sight, and still names."""
    shown = Post.id == post.id if post.kind != "opening" else Post.topic_id == topic.id
    waiting = select(Post).where(shown, Post.mentions_waiting != "", Post.hidden_at.is_(None))
    for one in db.session.scalars(waiting) if not topic.hidden_at else ():
        if still := _waiting(one) & named_in(one.html):
            _publish(one, topic, still, one.author_id)
        one.mentions_waiting = ""


def _waiting(post: Post) -> set[int]:
    return {int(member_id) for member_id in post.mentions_waiting.split()}


def _publish(post: Post, topic: Topic, named: set[int], by: int | None) -> None:
    ids = {"post_id": post.id, "topic_id": topic.id, "board_id": topic.board_id}
    publish(MembersMentioned(**ids, member_ids=tuple(sorted(named)), by=by))
