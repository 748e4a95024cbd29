"""Verdicts: whether an answer worked for somebody else; one a member and answer, changed and taken back freely."""

from typing import Any

from sqlalchemy import delete, update

from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.db import rows_changed, table_of, upsert
from community.kernel.errors import Refused
from community.kernel.events import Event, publish

from ..events import SolutionConfirmationWithdrawn, SolutionConfirmed, SolutionDenialWithdrawn, SolutionDenied
from ..models import Post, Topic, Verdict
from . import posts
from .counters import count
from .holding import in_place

_WITHDRAWN: dict[bool, type[Event]] = {True: SolutionConfirmationWithdrawn, False: SolutionDenialWithdrawn}


def confirm(*, post: Post, topic: Topic, by: Viewer) -> None:
    """Say that an answer worked; saying it twice changes nothing, having said the opposite is taken back."""
    post, topic = in_place(post)
    _may_judge(post, by)
    _take_back(post, topic, by, worked=False)
    if _give(post, by, worked=True):
        publish(SolutionConfirmed(**_about(post, topic), by=by.member_id))


def deny(*, post: Post, topic: Topic, by: Viewer, because: str) -> Post:
    """Say that an answer did not work, and why: a comment under it; returns the comment."""
    post, topic = in_place(post)
    _may_judge(post, by)
    _take_back(post, topic, by, worked=True)
    if not _give(post, by, worked=False):
        raise Refused("You said already that this did not work for you; what you know more fits into a comment.")
    comment = posts.comment(post=post, topic=topic, by=by, body=because)
    table = table_of(Verdict)
    mine = (table.c.post_id == post.id, table.c.member_id == by.member_id)
    rows_changed(update(table).where(*mine).values(comment_id=comment.id))
    publish(SolutionDenied(**_about(post, topic), comment_id=comment.id, by=by.member_id))
    return comment


def withdraw_verdict(*, post: Post, topic: Topic, by: Viewer) -> None:
    """Take one's verdict back, whichever it was; a comment that came with it stays."""
    post, topic = in_place(post)
    for worked in (True, False):
        _take_back(post, topic, by, worked=worked)


def _may_judge(post: Post, by: Viewer) -> None:
    if post.kind != "answer" or post.hidden_at:
        raise Refused("Only a visible answer can have worked or not.")
    if post.author_id == by.member_id:
        raise Refused("Whether your own answer works is for others to say.")


def _give(post: Post, by: Viewer, *, worked: bool) -> bool:
    """Write the verdict and count it; of two at once one is written."""
    row = {"post_id": post.id, "member_id": by.member_id, "worked": worked, "at": clock.now()}
    fresh = upsert(Verdict).values(row).on_conflict_do_nothing(index_elements=["post_id", "member_id"])
    if not rows_changed(fresh):
        return False
    _count(post, 1, worked=worked)
    return True


def _take_back(post: Post, topic: Topic, by: Viewer, *, worked: bool) -> None:
    table = table_of(Verdict)
    mine = (table.c.post_id == post.id, table.c.member_id == by.member_id, table.c.worked.is_(worked))
    if rows_changed(delete(table).where(*mine)):
        _count(post, -1, worked=worked)
        publish(_WITHDRAWN[worked](**_about(post, topic), by=by.member_id))


def _count(post: Post, change: int, *, worked: bool) -> None:
    count(Post, post.id, **{"worked" if worked else "failed": change})


def _about(post: Post, topic: Topic) -> dict[str, Any]:
    ids = {"post_id": post.id, "topic_id": topic.id, "board_id": topic.board_id}
    return {**ids, "author_id": post.author_id, "asker_id": topic.author_id}
