"""Passkeys: those that a member has, a new one, and the door that one opens."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from flask_security.utils import _get_post_login_redirect as wanted_page
from flask_security.utils import login_user

from community.kernel.auth import current_viewer, require
from community.kernel.web.forms import refusal_shown_in
from community.kernel.web.limits import guessing_limit, writing_limit

from .. import passkeys
from ..door_forms import PasskeyForm
from .blueprint import bp


@bp.get("/passkeys", endpoint="passkeys")
@require("accounts.settings")
def own_passkeys() -> str:
    return _page(PasskeyForm())


@bp.post("/passkeys")
@require("accounts.settings")
@guessing_limit
def add_passkey() -> ResponseReturnValue:
    form = PasskeyForm()
    if form.validate_on_submit():
        answer = {"token": form.token.data or "", "credential": form.credential.data or ""}
        with refusal_shown_in(form):
            made = passkeys.add(member=current_user, name=form.name.data or "", **answer)
            flash(_("You can sign in with “%(name)s” now.", name=made.name), "success")
            return redirect(url_for("accounts.passkeys"), 303)
    return _page(form), 422


@bp.post("/passkeys/<int:passkey_id>/remove")
@require("accounts.settings")
@writing_limit
def remove_passkey(passkey_id: int) -> ResponseReturnValue:
    found = passkeys.passkey_of(passkey_id, current_viewer().member_id) or abort(404)
    passkeys.remove(found, by=current_viewer().member_id)
    flash(_("The passkey “%(name)s” opens nothing any more.", name=found.name), "success")
    return redirect(url_for("accounts.passkeys"), 303)


@bp.post("/passkey")
@require("accounts.enter")
@guessing_limit
def enter_by_passkey() -> ResponseReturnValue:
    """Sign in: the device has made sure of its owner, which is as good as two steps."""
    given = {name: request.form.get(name, "") for name in ("token", "credential")}
    login_user(passkeys.who_signs_in(**given), remember=bool(request.form.get("remember")), authn_via=["passkey"])
    return redirect(wanted_page(), 303)


def _page(form: PasskeyForm) -> str:
    asked = passkeys.ask_to_add(current_user)
    form.token.data, form.credential.data = asked.token, ""
    mine = passkeys.passkeys_of(current_user.id)
    return render_template("accounts/passkeys.html", form=form, asked=asked, passkeys=mine)
