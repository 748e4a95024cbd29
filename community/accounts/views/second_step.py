"""Two-step sign-in: turned on and off, its recovery codes, the second door, and who of staff has it."""

import segno
from flask import abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from flask_security.utils import _get_post_login_redirect as wanted_page
from markupsafe import Markup

from community.kernel.auth import current_viewer, require
from community.kernel.web.forms import refusal_shown_in
from community.kernel.web.limits import guessing_limit

from .. import guesses, lost_steps, queries, second_door, second_steps, totp
from ..door_forms import CodeForm, PasswordAgainForm, ResetStepForm
from ..models import Member
from ..shown import ROLE_LABELS
from .blueprint import bp


@bp.get("/second-step")
@require("accounts.settings")
def second_step() -> ResponseReturnValue:
    return _page(CodeForm(formdata=None), PasswordAgainForm(formdata=None))


@bp.post("/second-step/begin")
@require("accounts.settings")
@guessing_limit
def begin_second_step() -> ResponseReturnValue:
    form = PasswordAgainForm()
    if not form.validate_on_submit():
        return _page(CodeForm(formdata=None), form), 422
    second_steps.begin(current_user)
    return redirect(url_for("accounts.second_step"), 303)


@bp.post("/second-step")
@require("accounts.settings")
@guessing_limit
def confirm_second_step() -> ResponseReturnValue:
    form = CodeForm()
    if form.aim(guesses.at_member(current_user, "second step")):
        if codes := second_steps.confirm(current_user, form.code.data or ""):
            return render_template("accounts/recovery_codes.html", codes=codes), 201
        form.was_wrong()
    return _page(form, PasswordAgainForm(formdata=None)), 422


@bp.post("/second-step/codes")
@require("accounts.settings")
@guessing_limit
def fresh_codes() -> ResponseReturnValue:
    form = PasswordAgainForm()
    if not form.validate_on_submit() or not current_user.second_step:
        return _page(CodeForm(formdata=None), form), 422
    return render_template("accounts/recovery_codes.html", codes=second_steps.fresh_codes(current_user)), 201


@bp.post("/second-step/off")
@require("accounts.settings")
@guessing_limit
def turn_second_step_off() -> ResponseReturnValue:
    form = PasswordAgainForm()
    if not form.validate_on_submit():
        return _page(CodeForm(formdata=None), form), 422
    second_steps.turn_off(current_user)
    flash(_("Two-step sign-in is off."), "success")
    return redirect(url_for("accounts.second_step"), 303)


@bp.get("/second-door")
@require("accounts.enter")
def second_door_page() -> ResponseReturnValue:
    return _door(CodeForm(formdata=None), second_door.who_waits())


@bp.post("/second-door")
@require("accounts.enter")
@guessing_limit
def pass_second_door() -> ResponseReturnValue:
    form, member = CodeForm(), second_door.who_waits()
    if member and form.aim(target := guesses.at_member(member, "second step")):
        if second_steps.is_met(member, form.code.data or ""):
            guesses.right(target)
            second_door.pass_through(member)
            return redirect(wanted_page(), 303)
        form.was_wrong()
    return _door(form, member)


@bp.get("/staff")
@require("accounts.safety")
def staff() -> str:
    """Who of staff signs in in two steps."""
    demanded = current_app.extensions["settings"].second_step_roles.split()
    return render_template(
        "accounts/staff.html", employees=second_steps.employees(), demanded=demanded, labels=ROLE_LABELS
    )


@bp.route("/people/<int:member_id>/second-step", methods=["GET", "POST"])
@require("accounts.safety")
@guessing_limit
def reset_second_step(member_id: int) -> ResponseReturnValue:
    """Take away the second step of somebody who lost it, for a reason that stands in the log."""
    member = queries.member_by_id(member_id)
    if member is None or not member.active:
        abort(404)
    form = ResetStepForm()
    if form.validate_on_submit():
        with refusal_shown_in(form):
            lost_steps.reset(member=member, why=form.why.data, by=current_viewer().member_id)
            flash(_("Their second step is reset. They are signed out everywhere, and told by mail."), "success")
            return redirect(url_for("accounts.staff"), 303)
    has_any = lost_steps.is_set(member)
    page = render_template("accounts/reset_step.html", form=form, member=member, has_any=has_any)
    return page, 422 if form.errors else 200


def _door(form: CodeForm, member: Member | None) -> ResponseReturnValue:
    if member is None:
        flash(_("Please sign in with your password first."), "info")
        return redirect(url_for("security.login"), 303)
    return render_template("accounts/second_door.html", form=form), 422 if form.errors else 200


def _page(form: CodeForm, again: PasswordAgainForm) -> str:
    secret = second_steps.waiting_secret(current_user)
    return render_template(
        "accounts/second_step.html",
        form=form,
        again=again,
        key=totp.as_text(secret) if secret else "",
        picture=_picture(secret) if secret else "",
        left=second_steps.codes_left(current_user.id),
    )


def _picture(secret: bytes) -> Markup:
    site = current_app.extensions["settings"].site_name
    address = totp.address(secret, account=current_user.email or current_user.handle, issuer=site)
    drawn = segno.make(address, error="m").svg_inline(scale=5, light="#fff", svgclass=None, lineclass=None)
    return Markup(drawn)  # noqa: S704 - drawn by us: squares
