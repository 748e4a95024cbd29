"""Hiding what other rooms hold: a moderator takes a row out of sight with a reason, and can bring it back."""

from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import update

from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.db import db, rows_changed
from community.kernel.errors import Refused

from ..rules import REASON_LENGTH, checked, moderators_only


class Hideable(Protocol):
    """A row that says when, by whom and why it was taken out of sight."""

    id: int
    hidden_at: datetime | None
    hidden_by_id: int | None
    hidden_reason: str | None


def hide(what: Hideable, by: Viewer, reason: str, done_already: str) -> None:
    """Hide a row; of two moderators at once, one is told that it is `done_already`."""
    moderators_only(by)
    values = {"hidden_reason": checked(reason, REASON_LENGTH, "The reason")}
    _change(what, values | _by(by), otherwise=done_already, was_hidden=False)


def reword(what: Hideable, by: Viewer, reason: str, not_hidden: str) -> None:
    """Give what is hidden another reason, in the words of whoever decided; it stays out of sight all the while."""
    moderators_only(by)
    values = {"hidden_reason": checked(reason, REASON_LENGTH, "The reason"), "hidden_by_id": by.member_id}
    _change(what, values, otherwise=not_hidden, was_hidden=True)


def restore(what: Hideable, by: Viewer, not_hidden: str) -> None:
    """Show a hidden row again."""
    moderators_only(by)
    values: dict[str, Any] = dict.fromkeys(("hidden_at", "hidden_by_id", "hidden_reason"))
    _change(what, values, otherwise=not_hidden, was_hidden=True)


def _by(by: Viewer) -> dict[str, Any]:
    return {"hidden_at": clock.now(), "hidden_by_id": by.member_id}


def _change(what: Hideable, values: dict[str, Any], *, otherwise: str, was_hidden: bool) -> None:
    model: Any = type(what)
    so_far = model.hidden_at.is_not(None) if was_hidden else model.hidden_at.is_(None)
    if not rows_changed(update(model).where(model.id == what.id, so_far).values(values)):
        raise Refused(otherwise)
    db.session.refresh(what)
