"""Where a member is signed in."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from community.kernel.auth import current_viewer, require
from community.kernel.web.limits import writing_limit

from .. import entrance, sessions
from .blueprint import bp


@bp.get("/sessions")
@require("accounts.sessions")
def signed_in() -> str:
    """Every session that is open, and from where."""
    mine = sessions.sessions_of(current_viewer().member_id or 0)
    here = entrance.this_session()
    return render_template("accounts/sessions.html", sessions=mine, here=here, named=entrance.named)


@bp.post("/sessions/<int:session_id>/end")
@require("accounts.sessions")
@writing_limit
def end_session(session_id: int) -> ResponseReturnValue:
    found = sessions.session_of(session_id, current_viewer().member_id) or abort(404)
    sessions.end(found.id)
    flash(_("You are signed out there."), "success")
    return redirect(url_for("accounts.signed_in"), 303)


@bp.post("/sessions/end-others")
@require("accounts.sessions")
@writing_limit
def end_other_sessions() -> ResponseReturnValue:
    sessions.end_all(current_viewer().member_id or 0, but=entrance.this_session())
    flash(_("You are signed out everywhere but here."), "success")
    return redirect(url_for("accounts.signed_in"), 303)
