"""The customer record of a member, for staff: read it, link names, merge records; and who looked at which."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from community.kernel.auth import can, current_viewer, require
from community.kernel.errors import Refused
from community.kernel.rooms import house
from community.kernel.web.forms import refusal_shown_in
from community.kernel.web.limits import writing_limit
from community.kernel.web.once import once

from .. import customer_merges, handles, looks, queries
from ..customer_forms import LinkForm, MergeForm
from ..customer_record import customer_member, record_of
from ..models import Member
from .blueprint import bp


@bp.get("/people/<handle>/customer")
@require("accounts.customers")
def customer(handle: str) -> str:
    return _page(_member_or_404(handle), LinkForm(formdata=None), MergeForm(formdata=None))


@bp.post("/people/<handle>/customer/handles")
@require("accounts.record")
@writing_limit
@once
def link_handle(handle: str) -> ResponseReturnValue:
    member, form = _member_or_404(handle), LinkForm()
    if form.validate_on_submit():
        with refusal_shown_in(form):
            said = {name: form.data[name] or "" for name in ("channel", "handle", "reason")}
            handles.link(member=member, **said, verified=form.verified.data, by=current_viewer())
            return _back_to(handle)
    return _page(_member_or_404(handle), form, MergeForm(formdata=None)), 422


@bp.post("/handles/<int:handle_id>/unlink")
@require("accounts.record")
@writing_limit
def unlink_handle(handle_id: int) -> ResponseReturnValue:
    found = handles.handle_by_id(handle_id) or abort(404)
    handles.unlink(handle=found, by=current_viewer())
    return _back_to_id(found.member_id)


@bp.post("/people/<handle>/customer/merges")
@require("accounts.record")
@writing_limit
@once
def merge_records(handle: str) -> ResponseReturnValue:
    member, form = _member_or_404(handle), MergeForm()
    if form.validate_on_submit():
        with refusal_shown_in(form):
            dropped = customer_member(form.other.data or "")
            if dropped is None:
                raise Refused("No customer has a page of this name.")
            customer_merges.merge(kept=member, dropped=dropped, reason=form.why.data or "", by=current_viewer())
            return _back_to(handle)
    return _page(_member_or_404(handle), LinkForm(formdata=None), form), 422


@bp.post("/merges/<int:merge_id>/part")
@require("accounts.record")
@writing_limit
def part_records(merge_id: int) -> ResponseReturnValue:
    found = customer_merges.standing_merge(merge_id) or abort(404)
    customer_merges.part(merge=found, by=current_viewer())
    return _back_to_id(found.kept_id)


@bp.get("/looks", endpoint="looks")
@require("accounts.looks")
def all_looks() -> str:
    page = looks.looks(request.args.get("after"))
    next_url = url_for("accounts.looks", after=page.next_key) if page.next_key else None
    return render_template("accounts/looks.html", looks=page.rows, next_url=next_url)


def head_panel(member_id: int) -> str:
    """Lead staff from a member's page to the customer record."""
    if not can("accounts.customers"):
        return ""
    member = queries.member_by_id(member_id)
    if member is None or customer_member(member.handle) is None:
        return ""
    return render_template("accounts/_customer_link.html", handle=member.handle)


def _member_or_404(handle: str) -> Member:
    return customer_member(handle) or abort(404)


def _back_to(handle: str) -> ResponseReturnValue:
    return redirect(url_for("accounts.customer", handle=handle), 303)


def _back_to_id(member_id: int) -> ResponseReturnValue:
    member = queries.member_by_id(member_id) or abort(404)
    return _back_to(member.handle)


def _page(member: Member, link: LinkForm, merge: MergeForm) -> str:
    looks.note(member.id, current_viewer())
    wrote = [Markup(panel.render(member.id)) for panel in house().panels("customer")]  # noqa: S704 - rendered by templates
    forms = {"link": link, "merge": merge} if can("accounts.record") else {}
    return render_template(
        "accounts/customer.html", member=member, record=record_of(member.id), forms=forms, wrote=wrote
    )
