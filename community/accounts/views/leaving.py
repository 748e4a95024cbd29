"""Pages on which members see what is held of them, choose what is shown, and leave; and where somebody is erased."""

from tempfile import SpooledTemporaryFile

from flask import Response, abort, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from community.kernel.auth import can, current_viewer, require
from community.kernel.web.application import reads
from community.kernel.web.forms import refusal_shown_in
from community.kernel.web.limits import guessing_limit, writing_limit

from .. import data_copy, leaving, privacy, queries
from ..leaving_forms import EraseForm, LeaveForm, PasswordForm, PrivacyForm
from ..models import Member
from .blueprint import bp

HELD_IN_MEMORY = 4_000_000  # bytes of a copy; a larger one lies in a nameless file until it is sent


@bp.route("/privacy", methods=["GET", "POST"])
@require("accounts.settings")
def privacy_choices() -> ResponseReturnValue:
    """What is shown of the member, and to whom."""
    form = PrivacyForm(obj=current_user)
    if form.validate_on_submit():
        chosen = {name: bool(form[name].data) for name in ("listed", "open_profile", "indexed")}
        privacy.choose(member=current_user, **chosen)
        flash(_("Your choices are saved."), "success")
        return redirect(url_for("accounts.privacy_choices"), 303)
    return render_template("accounts/privacy.html", form=form), 422 if form.errors else 200


@bp.get("/my-data")
@require("accounts.settings")
def my_data() -> str:
    return render_template("accounts/my_data.html", form=PasswordForm())


@bp.post("/my-data")
@require("accounts.settings")
@guessing_limit
@reads
def take_data() -> ResponseReturnValue:
    """Answer with everything that is held of the member; nothing of it is kept."""
    form = PasswordForm()
    if form.is_theirs():
        return _copy(current_user.id)
    return render_template("accounts/my_data.html", form=form), 422


def _copy(member_id: int) -> Response:
    file = SpooledTemporaryFile(HELD_IN_MEMORY)  # noqa: SIM115 - it is closed when the answer was sent
    data_copy.write_copy(member_id, file)
    file.seek(0)
    return send_file(file, "application/zip", as_attachment=True, download_name=data_copy.file_name())


@bp.route("/leave", methods=["GET", "POST"])
@require("accounts.settings")
@guessing_limit
def leave() -> ResponseReturnValue:
    """What leaving means, and the way out; for who is leaving already, the way back."""
    form = LeaveForm()
    if form.validate_on_submit():
        with refusal_shown_in(form):
            leaving.begin_leaving(current_user, with_words=bool(form.words.data))
            return redirect(url_for("accounts.leave"), 303)
    page = render_template("accounts/leave.html", form=form, due=current_user.leaving_at)
    return page, 422 if form.errors else 200


@bp.post("/stay")
@require("accounts.settings")
@writing_limit
def stay() -> ResponseReturnValue:
    leaving.stay(current_user, by=current_user.id)
    flash(_("Good that you stay. Nothing was erased."), "success")
    return redirect(url_for("accounts.leave"), 303)


@bp.route("/people/<int:member_id>/erase", methods=["GET", "POST"])
@require("accounts.erase")
@guessing_limit
def erase(member_id: int) -> ResponseReturnValue:
    """Erase somebody at once, for a reason that stands in the log."""
    member = _standing_or_404(member_id)
    form = EraseForm()
    if form.validate_on_submit():
        with refusal_shown_in(form):
            why, words = form.why.data, bool(form.words.data)
            said = {"handle": form.handle.data or "", "why": why, "with_words": words}
            leaving.erase_called(member=member, by=current_viewer().member_id, **said)
            stands = _("They are erased. What they wrote stands under “former member”.")
            flash(_("They are erased, and so is what they wrote.") if words else stands, "success")
            return redirect(url_for("accounts.people"), 303)
    return render_template("accounts/erase.html", form=form, member=member), 422 if form.errors else 200


def _standing_or_404(member_id: int) -> Member:
    found = queries.member_by_id(member_id)
    return found if found and not found.erased_at else abort(404)


def member_panel(member_id: int) -> str:
    """Lead an administrator from a member's page to the pages that reset their second step and erase them."""
    if not can("accounts.erase"):
        return ""
    other = member_id != current_viewer().member_id
    return render_template("accounts/_administer.html", member_id=member_id, other=other)


def start_panel(_member_id: int) -> str:
    """Remind somebody who is leaving, until when they can stay."""
    due = current_user.leaving_at if request else None
    return render_template("accounts/_leaving.html", due=due) if due else ""
