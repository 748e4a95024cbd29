"""The mail address: shown to be the member's, and changed."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from community.kernel.auth import require
from community.kernel.web.forms import refusal_shown_in
from community.kernel.web.limits import guessing_limit, writing_limit
from community.kernel.web.links import same_site_referrer

from .. import confirmation
from ..door_forms import AddressForm
from .blueprint import bp


@bp.get("/confirm/<token>")
@require("accounts.confirm")
def confirm(token: str) -> str:
    """A page with a button: programs that read mail open links, and press nothing."""
    return render_template("accounts/confirm.html", token=token, asked=confirmation.asked_by(token))


@bp.post("/confirm/<token>")
@require("accounts.confirm")
@guessing_limit
def confirmed(token: str) -> ResponseReturnValue:
    confirmation.confirm(token)
    flash(_("Thank you, your address is confirmed."), "success")
    return redirect("/", 303)


@bp.post("/confirm-again")
@require("accounts.settings")
@writing_limit
def confirm_again() -> ResponseReturnValue:
    confirmation.send_again(current_user)
    flash(_("We have sent the link. If it does not come in a few minutes, look among the unwanted mail."), "success")
    return redirect(same_site_referrer() or url_for("accounts.settings"), 303)


@bp.route("/address", methods=["GET", "POST"])
@require("accounts.settings")
@guessing_limit
def address() -> ResponseReturnValue:
    form = AddressForm()
    if form.validate_on_submit():
        with refusal_shown_in(form):
            confirmation.ask_to_change(member=current_user, to=form.email.data or "")
            flash(
                _("We have sent a link to %(address)s. Open it to sign in with it.", address=form.email.data), "success"
            )
            return redirect(url_for("accounts.settings"), 303)
    return render_template("accounts/address.html", form=form), 422 if form.errors else 200
