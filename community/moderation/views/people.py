"""Sanctions: the page about one member, all of them, and what a suspended member meets."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from community.accounts import queries as accounts
from community.accounts.models import Member
from community.kernel.auth import READING, can, current_viewer, require
from community.kernel.errors import Refused
from community.kernel.web.forms import refusal_shown_in

from .. import checks, queries
from ..forms import SanctionForm
from ..services import sanctions as services

# To somebody who is suspended.
STILL_OPEN = (
    *("accounts.sign_out", "accounts.take_data", "accounts.leave", "accounts.stay"),
    *("moderation.appeal", "moderation_api.appeal"),
)


def register(bp: Blueprint) -> None:
    """Hang the pages onto the room's blueprint."""
    bp.add_url_rule("/sanctions", "sanctions", sanctions)
    bp.add_url_rule("/people/<int:member_id>", "sanction", sanction, methods=["GET", "POST"])
    bp.add_url_rule("/sanctions/<int:sanction_id>/lift", "lift", lift, methods=["POST"])
    bp.before_app_request(keep_suspended_reading)


def keep_suspended_reading() -> None:
    """Refuse every act of a suspended member but appealing, taking their data, and leaving."""
    if request.method in READING or request.endpoint in STILL_OPEN:
        return
    member_id = current_viewer().member_id
    held = queries.active_sanction(member_id, only="suspend") if member_id else None
    if held:
        raise Refused(checks.refusal_until(held.ends_at))


@require("moderation.sanction")
def sanctions() -> str:
    page = queries.sanctions(after=request.args.get("after"))
    next_url = url_for("moderation.sanctions", after=page.next_key) if page.next_key else None
    return render_template("moderation/sanctions.html", sanctions=page.rows, next_url=next_url)


@require("moderation.sanction")
def sanction(member_id: int) -> ResponseReturnValue:
    member = _member_or_404(member_id)
    form = SanctionForm()
    if form.validate_on_submit():
        with refusal_shown_in(form):
            named = {name: getattr(form, name).data for name in ("kind", "days", "reason")}
            services.impose(member=member, remark=form.remark.data or "", by=current_viewer(), **named)
            return redirect(url_for("moderation.sanction", member_id=member_id), 303)
    found = queries.sanctions(of=member_id).rows
    page = render_template("moderation/sanction.html", form=form, member=member, sanctions=found)
    return page, 422 if form.errors else 200


@require("moderation.sanction")
def lift(sanction_id: int) -> ResponseReturnValue:
    found = queries.sanction_by_id(sanction_id) or abort(404)
    services.lift(sanction=found, by=current_viewer())
    return redirect(url_for("moderation.sanction", member_id=found.member_id), 303)


def member_panel(member_id: int) -> str:
    """Lead those who may sanction from a member's page to the member's sanctions."""
    return render_template("moderation/_member.html", member_id=member_id) if can("moderation.sanction") else ""


def _member_or_404(member_id: int) -> Member:
    return accounts.member_by_id(member_id) or abort(404)
