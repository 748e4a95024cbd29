"""Pages about people. Sign-in, sign-up and reset are Flask-Security's views with our templates."""

from typing import Any, get_args

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import refresh
from flask_login import current_user
from flask_security.utils import logout_user
from markupsafe import Markup

from community.kernel import clock
from community.kernel.auth import current_viewer, require
from community.kernel.rooms import house
from community.kernel.web.forms import refusal_shown_in
from community.kernel.web.limits import writing_limit

from . import keys, queries, services, sign_ups
from .forms import QuestionForm, SettingsForm, TokenForm

LONGEST_NAME = 60
bp = Blueprint("accounts", __name__, url_prefix="/accounts")


@bp.get("/people")
@require("accounts.people")
def people() -> str:
    """The directory: everybody, by name or kind of role, in one of three orders; the address keeps the choice."""
    asked = {name: request.args.get(name, "").strip()[:LONGEST_NAME] for name in ("q", "role", "sort")}
    sort = _chosen(asked["sort"] or "accepted", queries.PeopleSort)
    if asked["role"] not in ("", *queries.ROLES_CALLED):
        abort(404)
    page = queries.people(after=request.args.get("after"), sort=sort, role=asked["role"], named=asked["q"])
    kept = {name: value for name, value in asked.items() if value}
    return render_template(
        "accounts/people.html",
        members=page.rows,
        asked=asked,
        orders=_links(kept, "sort", {"": _("Most accepted answers"), "standing": _("Standing"), "newest": _("Newest")}),
        roles=_links(kept, "role", {"": _("Everybody"), "employee": _("Employees"), "mvp": _("MVPs")}),
        next_url=url_for("accounts.people", **kept, after=page.next_key) if page.next_key else None,
    )


def _chosen(word: str, words: Any) -> Any:
    return word if word in get_args(words) else abort(404)


def _links(kept: dict[str, str], name: str, labels: dict[str, str]) -> list[dict[str, Any]]:
    """Return the links that choose one of `labels` for `name` and keep what else was chosen."""
    others = {other: value for other, value in kept.items() if other != name}
    return [
        {
            "label": label,
            "url": url_for("accounts.people", **others, **({name: word} if word else {})),
            "active": kept.get(name, "") == word,
        }
        for word, label in labels.items()
    ]


@bp.get("/people/<handle>")
@require("accounts.people")
def member(handle: str) -> str:
    found = queries.member_by_handle(handle) or abort(404)
    panels = {slot: _panels(slot, found.id) for slot in ("member_head", "member")}
    return render_template("accounts/member.html", member=found, acts=panels["member_head"], panels=panels["member"])


def _panels(slot: str, member_id: int) -> list[Markup]:
    return [Markup(panel.render(member_id)) for panel in house().panels(slot)]  # noqa: S704 - rendered by templates


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
    return render_template("accounts/settings.html", form=form), 422 if form.errors else 200


@bp.get("/tokens")
@require("accounts.tokens")
def tokens() -> str:
    return _tokens(TokenForm())


@bp.post("/tokens")
@require("accounts.tokens")
@writing_limit
def issue_token() -> ResponseReturnValue:
    form = TokenForm()
    if not form.validate_on_submit():
        return _tokens(form), 422
    secret = keys.issue(
        by=current_viewer(),
        name=form.name.data or "",
        lifetime=form.chosen_lifetime(),
        may_write=form.may_write.data,
        with_role=form.with_role.data,
    )
    return _tokens(TokenForm(formdata=None), secret=secret), 201


@bp.post("/tokens/<int:token_id>/revoke")
@require("accounts.tokens")
@writing_limit
def revoke_token(token_id: int) -> ResponseReturnValue:
    token = keys.token_of(token_id, current_viewer().member_id) or abort(404)
    keys.revoke(token=token, by=current_viewer())
    flash(_("The token “%(name)s” opens nothing any more.", name=token.name), "success")
    return redirect(url_for("accounts.tokens"), 303)


def _tokens(form: TokenForm, secret: str | None = None) -> str:
    mine = keys.tokens_of(current_user.id)
    return render_template("accounts/tokens.html", form=form, secret=secret, tokens=mine, now=clock.now())


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
