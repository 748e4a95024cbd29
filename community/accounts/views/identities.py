"""The identities with which a member signs in: those that are linked, one more, and one less."""

from flask import abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from community.kernel.auth import current_viewer, require
from community.kernel.web.forms import refusal_shown_in
from community.kernel.web.limits import guessing_limit, writing_limit

from .. import arrivals, entrance, identities
from ..door_forms import PasswordAgainForm
from .blueprint import bp
from .oidc import provider_here


@bp.get("/identities", endpoint="identities")
@require("accounts.settings")
def own_identities() -> str:
    mine = identities.identities_of(current_user.id)
    return render_template("accounts/identities.html", identities=mine, provider=current_app.extensions["provider"])


@bp.route("/identities/link", methods=["GET", "POST"])
@require("accounts.settings")
@guessing_limit
def link_identity() -> ResponseReturnValue:
    """Ask before linking, and for the password unless they signed in just now, for this."""
    arrival = arrivals.present()
    if arrival is None:
        return redirect(url_for("accounts.identities"), 303)
    provider, form = provider_here(), PasswordAgainForm()
    if entrance.signed_in_since(arrival.at):
        del form.password
    if form.validate_on_submit():
        with refusal_shown_in(form):
            identities.link(member=current_user, person=arrival.person, at=provider.label)
            arrivals.spend(arrival)
            flash(_("You can sign in with %(label)s now.", label=provider.label), "success")
            return redirect(url_for("accounts.identities"), 303)
    page = render_template("accounts/link.html", form=form, person=arrival.person, provider=provider)
    return page, 422 if form.errors else 200


@bp.post("/identities/<int:identity_id>/remove")
@require("accounts.settings")
@writing_limit
def remove_identity(identity_id: int) -> ResponseReturnValue:
    found = identities.identity_of(identity_id, current_viewer().member_id) or abort(404)
    identities.remove(found)
    flash(_("This opens nothing here any more."), "success")
    return redirect(url_for("accounts.identities"), 303)
