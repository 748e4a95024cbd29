"""Telling whom a post names."""

from community.kernel.auth import Viewer
from community.kernel.events import publish

from ..events import MembersMentioned
from ..mentions import named_in
from ..models import Post, Topic


def tell_mentions(*, post: Post, topic: Topic, by: Viewer, before: str = "") -> None:
    """Say whom the post names and did not name `before`; naming oneself tells nobody, nor does what is out of sight."""
    if post.hidden_at or topic.hidden_at:
        return
    named = named_in(post.html) - named_in(before) - {by.member_id or 0}
    if named:
        ids = {"post_id": post.id, "topic_id": topic.id, "board_id": topic.board_id}
        publish(MembersMentioned(**ids, member_ids=tuple(sorted(named)), by=by.member_id))
