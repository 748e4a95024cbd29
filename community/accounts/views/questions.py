"""What doubtful sign-ups are asked."""

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from community.kernel.auth import current_viewer, require
from community.kernel.web.forms import refusal_shown_in

from .. import queries, services, sign_ups
from ..forms import QuestionForm
from ..panels import panels
from .blueprint import bp


@bp.route("/questions", methods=["GET", "POST"])
@require("accounts.questions")
def questions() -> ResponseReturnValue:
    """What doubtful sign-ups are asked, and how many there were."""
    form = QuestionForm()
    if form.validate_on_submit():
        with refusal_shown_in(form):
            services.add_question(
                question=form.question.data or "", answers=form.answers.data or "", by=current_viewer()
            )
            return redirect(url_for("accounts.questions"), 303)
    found, counts = queries.questions(), sign_ups.counts()
    tabs = panels("sign_ups", 0)
    page = render_template("accounts/questions.html", form=form, questions=found, counts=counts, tabs=tabs)
    return page, 422 if form.errors else 200


@bp.post("/questions/<int:question_id>/remove")
@require("accounts.questions")
def remove_question(question_id: int) -> ResponseReturnValue:
    services.remove_question(question=queries.question_by_id(question_id) or abort(404), by=current_viewer())
    return redirect(url_for("accounts.questions"), 303)
