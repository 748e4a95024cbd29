"""What moderators took out of sight, as far as everybody may know: the reason, and nothing of the words."""

from typing import Any

from sqlalchemy import ColumnElement, Select, select

from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.errors import Removed

from . import seeing
from .models import Board, Post, Topic


def tell_if_topic_was_removed(topic_id: int, viewer: Viewer) -> None:
    """Raise Removed if a moderator hid the topic, and the viewer may read its board."""
    _tell(_reasons(viewer, Post.topic_id == topic_id, Post.kind == "opening"))


def tell_if_post_was_removed(post_id: int, viewer: Viewer) -> None:
    """Raise Removed if a moderator hid the post itself, and the viewer may read its board."""
    _tell(_reasons(viewer, Post.id == post_id))


def tell(of: Any, *which: ColumnElement[bool]) -> None:
    """Raise Removed if a moderator hid the row of `of` that the conditions choose."""
    _tell(select(of.hidden_reason).where(of.hidden_at.is_not(None), of.hidden_by_id.is_not(None), *which))


def _reasons(viewer: Viewer, *which: ColumnElement[bool]) -> Select[tuple[str | None]]:
    """Return the query; what a check holds was hidden by nobody, and is not there yet rather than removed."""
    on_boards = (
        select(Post.hidden_reason).join(Topic, Topic.id == Post.topic_id).join(Board, Board.id == Topic.board_id)
    )
    seen = (seeing.seen_by(viewer), Post.hidden_at.is_not(None), Post.hidden_by_id.is_not(None))
    return on_boards.where(*seen, *which)


def _tell(reasons: Select[tuple[str | None]]) -> None:
    if reason := db.session.scalar(reasons):
        raise Removed(reason)
