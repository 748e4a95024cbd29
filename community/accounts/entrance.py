"""What happens at every door alike: a session begins, an unknown device is told of, a new password ends the others."""

from datetime import timedelta
from typing import Any, Final

from flask import Flask, Response, after_this_request, current_app, g, request, session
from flask_babel import gettext as _
from flask_limiter.util import get_remote_address
from flask_security.signals import password_changed, password_reset, user_authenticated
from flask_security.utils import logout_user, set_request_attr

from community.kernel.auth import current_viewer
from community.kernel.events import publish

from . import claiming, devices, guesses, letters, sessions
from .events import PasswordChanged
from .models import Member

DEVICE_STAYS: Final = timedelta(days=365)
OWN_HAND: Final = frozenset({"register", "change"})  # ways of signing in that cannot be a stranger's


def init_app(app: Flask) -> None:
    """Let the session's secret, and nothing else in the cookie, say who a visitor is."""
    app.extensions["accounts_seen"] = sessions.fresh_moments()
    app.login_manager.user_loader(_loaded)  # type: ignore[attr-defined]
    user_authenticated.connect(_signed_in, app)
    password_changed.connect(_password_changed, app)
    password_reset.connect(_password_reset, app)


def this_session() -> int | None:
    """Return the id of the session that the present request belongs to."""
    found: int | None = g.get("accounts_session")
    return found


def signed_in_since(moment: int) -> bool:
    """Tell whether the present session began at a moment, in seconds, or later."""
    found = sessions.session_of(this_session() or 0, current_viewer().member_id)
    return found is not None and found.began_at.timestamp() >= moment


def sign_out() -> None:
    """End the present session, here and in the database."""
    if (here := this_session()) is not None:
        sessions.end(here)
    logout_user()


def named(browser: str, system: str) -> str:
    """Return the words for a device."""
    if browser and system:
        return _("%(browser)s on %(system)s", browser=browser, system=system)
    return browser or system or _("a device that does not say what it is")


def _loaded(secret: str) -> Member | None:
    found = sessions.member_of(secret)
    if found is None:
        return None
    member, g.accounts_session = found
    set_request_attr("fs_authn_via", "session")  # what the library's own loader would say
    set_request_attr("fs_paa", session.get("fs_paa", 0))
    return member


def _signed_in(_app: Flask, user: Member, authn_via: list[str] | None = None, **_more: Any) -> None:
    """Begin a session with a secret of its own: one that somebody had before signing in is worth nothing."""
    device = request.cookies.get(guesses.DEVICE_COOKIE) or sessions.fresh()
    agent = request.user_agent.string
    browser, system = devices.browser_of(agent), devices.system_of(agent)
    if not sessions.is_known(user.id, device) and OWN_HAND.isdisjoint(authn_via or ()):
        letters.new_device(user, named(browser, system))
    session["_user_id"], g.accounts_session = sessions.begin(
        member_id=user.id,
        kept=session.get("_remember") == "set",
        device=device,
        browser=browser,
        system=system,
        network=devices.network_of(get_remote_address()),
    )
    after_this_request(lambda response: _mark(response, device))


def _mark(response: Response, device: str) -> Response:
    """Let the device be known again at the doors; the cookie goes nowhere else."""
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    response.set_cookie(
        guesses.DEVICE_COOKIE,
        device,
        max_age=DEVICE_STAYS,
        path="/accounts",
        secure=secure,
        httponly=True,
        samesite="Lax",
    )
    return response


def _password_changed(_app: Flask, user: Member, **_more: Any) -> None:
    """Whoever came in with the old password goes out; who just changed it stays."""
    sessions.end_all(user.id, but=this_session())
    publish(PasswordChanged(member_id=user.id, by=user.id))


def _password_reset(_app: Flask, user: Member, **_more: Any) -> None:
    """Everybody goes out: the link shows who reads the mail, not who sits where."""
    sessions.end_all(user.id)
    if not user.confirmed_at:
        claiming.claim(user)
    publish(PasswordChanged(member_id=user.id, by=user.id))
