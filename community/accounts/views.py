"""Pages about people. Sign-in, sign-up and reset are Flask-Security's views with our templates."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from flask_security.utils import logout_user
from markupsafe import Markup

from community.kernel.auth import require
from community.kernel.rooms import house
from community.kernel.web.forms import refusal_shown_in

from . import queries, services, sign_ups
from .forms import QuestionForm, SettingsForm

bp = Blueprint("accounts", __name__, url_prefix="/accounts")


@bp.get("/people")
@require("accounts.people")
def people() -> str:
    page = queries.people(after=request.args.get("after"))
    next_url = url_for("accounts.people", after=page.next_key) if page.next_key else None
    return render_template("accounts/people.html", members=page.rows, next_url=next_url)


@bp.get("/people/<handle>")
@require("accounts.people")
def member(handle: str) -> str:
    found = queries.member_by_handle(handle) or abort(404)
    panels = [Markup(panel.render(found.id)) for panel in house().panels("member")]  # noqa: S704 - rendered by templates
    return render_template("accounts/member.html", member=found, panels=panels)


@bp.post("/sign-out")
@require("accounts.leave")
def sign_out() -> ResponseReturnValue:
    logout_user()
    flash(_("You are signed out."), "info")
    return redirect("/", 303)


@bp.route("/settings", methods=["GET", "POST"])
@require("accounts.settings")
def settings() -> ResponseReturnValue:
    form = SettingsForm(obj=current_user)
    form.offer_zones()
    if request.method == "GET":
        form.time_zone.data = current_user.time_zone or ""
    if form.validate_on_submit():
        with refusal_shown_in(form):
            services.change_settings(
                member=current_user,
                name=form.name.data or "",
                about=form.about.data or "",
                time_zone=form.time_zone.data or "",
            )
            flash(_("Your settings are saved."), "success")
            return redirect(url_for("accounts.settings"), 303)
    return render_template("accounts/settings.html", form=form), 422 if form.errors else 200


@bp.route("/questions", methods=["GET", "POST"])
@require("accounts.questions")
def questions() -> ResponseReturnValue:
    """What doubtful sign-ups are asked, and how many there were."""
    form = QuestionForm()
    if form.validate_on_submit():
        with refusal_shown_in(form):
            services.add_question(question=form.question.data or "", answers=form.answers.data or "")
            return redirect(url_for("accounts.questions"), 303)
    found, counts = queries.questions(), sign_ups.counts()
    page = render_template("accounts/questions.html", form=form, questions=found, counts=counts)
    return page, 422 if form.errors else 200


@bp.post("/questions/<int:question_id>/remove")
@require("accounts.questions")
def remove_question(question_id: int) -> ResponseReturnValue:
    services.remove_question(queries.question_by_id(question_id) or abort(404))
    return redirect(url_for("accounts.questions"), 303)
