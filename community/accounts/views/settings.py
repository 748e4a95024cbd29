"""The way out, and what members tell about themselves."""

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import refresh
from flask_login import current_user

from community.kernel.auth import require
from community.kernel.web.forms import refusal_shown_in

from .. import entrance, services
from ..forms import SettingsForm
from .blueprint import bp


@bp.post("/sign-out")
@require("accounts.leave")
def sign_out() -> ResponseReturnValue:
    entrance.sign_out()
    flash(_("You are signed out."), "info")
    return redirect("/", 303)


@bp.route("/settings", methods=["GET", "POST"])
@require("accounts.settings")
def settings() -> ResponseReturnValue:
    form = SettingsForm(obj=current_user)
    form.offer_zones()
    form.offer_languages()
    if request.method == "GET":
        form.time_zone.data = current_user.time_zone or ""
    if form.validate_on_submit():
        with refusal_shown_in(form):
            services.change_settings(
                member=current_user,
                name=form.name.data or "",
                about=form.about.data or "",
                time_zone=form.time_zone.data or "",
                language=form.language.data or "",
            )
            refresh()  # the notice is read in the language just chosen
            flash(_("Your settings are saved."), "success")
            return redirect(url_for("accounts.settings"), 303)
    page = render_template("accounts/settings.html", form=form, provider=current_app.extensions["provider"])
    return page, 422 if form.errors else 200
