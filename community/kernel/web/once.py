"""One-time tokens: a form that is sent twice makes one thing, and both senders arrive at it."""

import secrets
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from flask import Response, current_app, redirect, request
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from .. import clock
from .. import db as kernel_db
from ..auth import current_viewer
from ..db import BigId, Model, db

LONGEST = 64


class OnceToken(Model):
    """A token that was used, and where its use led."""

    __tablename__ = "kernel_once"

    member_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    token: Mapped[str] = mapped_column(primary_key=True)
    location: Mapped[str]
    used_at: Mapped[datetime] = mapped_column(index=True)


def fresh() -> str:
    """Return a new token for a form."""
    return secrets.token_urlsafe(16)


def once(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let a form's token count once: a repetition is sent where the first sending led.

    The token is written in the view's own transaction, so it is used exactly when the thing is made. A view that
    shows the form again (anything but a redirect) has not used its token.
    """

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        token = request.form.get("once", "")[:LONGEST]
        member_id = current_viewer().member_id
        if request.method != "POST" or not token or member_id is None:
            return view(*args, **kwargs)
        if earlier := _use(member_id, token):
            return redirect(earlier, 303)
        response = current_app.make_response(view(*args, **kwargs))
        _settle(member_id, token, response)
        return response

    return guarded


def _use(member_id: int, token: str) -> str | None:
    """Write the token; return where its earlier use led when there was one."""
    try:
        db.session.add(OnceToken(member_id=member_id, token=token, location="/", used_at=clock.now()))
        db.session.flush()
    except IntegrityError:
        kernel_db.rollback()
        mine = (OnceToken.member_id == member_id, OnceToken.token == token)
        return db.session.scalar(select(OnceToken.location).where(*mine)) or "/"
    return None


def _settle(member_id: int, token: str, response: Response) -> None:
    row = db.session.get(OnceToken, (member_id, token))
    if row is None:
        return  # the view refused and rolled everything back, the token with it
    if response.status_code in (302, 303) and response.location:
        row.location = response.location
    else:
        db.session.delete(row)


def forget_before(moment: datetime) -> None:
    """Remove tokens that were used before `moment`."""
    db.session.execute(delete(OnceToken).where(OnceToken.used_at < moment))
