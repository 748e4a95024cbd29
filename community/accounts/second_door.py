"""Between the two doors: who gave the right password, and owes the code. It stands in the signed session cookie."""

from datetime import timedelta
from typing import Any, Final

from flask import redirect, session, url_for
from flask.typing import ResponseReturnValue
from flask_security.tf_plugin import TfPlugin
from flask_security.utils import login_user

from community.kernel import clock

from . import queries
from .marks import mark
from .models import Member

STAYS_OPEN: Final = timedelta(minutes=10)
_KEY: Final = "second_door"


class SecondDoor(TfPlugin):
    """Where the library asks whether the password is enough, the answer is ours."""

    def tf_enter(
        self, user: Member, remember_me: bool | None, primary_authn_via: str, next_loc: str | None
    ) -> ResponseReturnValue | None:
        """Lead to the second door; None where the first is enough."""
        return enter(user, remember=bool(remember_me), where=next_loc)


def enter(member: Member, *, remember: bool, where: str | None) -> ResponseReturnValue | None:
    """Lead somebody who passed the first door, whichever it was, to the second; None for who has none."""
    if not member.second_step:
        return None
    seconds = int(clock.now().timestamp())
    session[_KEY] = {"member": member.id, "remember": remember, "at": seconds, "of": mark(member)}
    return redirect(url_for("accounts.second_door_page", **({"next": where} if where else {})), 303)


def who_waits() -> Member | None:
    """Return the member who owes a code; nobody after ten minutes, or when their password was changed meanwhile."""
    told: dict[str, Any] = session.get(_KEY) or {}
    member = queries.member_by_id(told["member"]) if told else None
    if member is None or clock.now().timestamp() - told["at"] > STAYS_OPEN.total_seconds():
        return None
    return member if member.active and member.second_step and told["of"] == mark(member) else None


def pass_through(member: Member) -> None:
    """Sign in who gave the code."""
    told = session.pop(_KEY)
    login_user(member, remember=told["remember"], authn_via=["password", "code"])
