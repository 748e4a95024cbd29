"""Hiding: a moderator takes an idea or a comment out of sight with a reason, and can bring it back."""

from typing import Any

from sqlalchemy import ColumnElement, update

from community.forum.rules import REASON_LENGTH, checked, is_moderator
from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.db import db, rows_changed
from community.kernel.errors import Refused

from ..models import Comment, Idea


def hide(what: Idea | Comment, by: Viewer, reason: str, done_already: str) -> None:
    """Hide a row; of two moderators at once, one is told that it is `done_already`."""
    _moderators_only(by)
    values = {"hidden_reason": checked(reason, REASON_LENGTH, "The reason")}
    _change(what, type(what).hidden_at.is_(None), values | _by(by), done_already)


def restore(what: Idea | Comment, by: Viewer, not_hidden: str) -> None:
    """Show a hidden row again."""
    _moderators_only(by)
    values = dict.fromkeys(("hidden_at", "hidden_by_id", "hidden_reason"))
    _change(what, type(what).hidden_at.is_not(None), values, not_hidden)


def _by(by: Viewer) -> dict[str, Any]:
    return {"hidden_at": clock.now(), "hidden_by_id": by.member_id}


def _change(what: Idea | Comment, so_far: ColumnElement[bool], values: dict[str, Any], otherwise: str) -> None:
    model = type(what)
    if not rows_changed(update(model).where(model.id == what.id, so_far).values(values)):
        raise Refused(otherwise)
    db.session.refresh(what)


def _moderators_only(by: Viewer) -> None:
    if not is_moderator(by):
        raise Refused("Only moderators can do this.")
