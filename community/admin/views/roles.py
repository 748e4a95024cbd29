"""Who has which role, and giving another one."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from community.kernel.auth import current_viewer, require
from community.kernel.errors import Refused
from community.kernel.web.forms import refusal_shown_in

from .. import queries, services
from ..forms import RoleForm


def register(bp: Blueprint) -> None:
    """Hang the page onto the room's blueprint."""
    bp.add_url_rule("/roles", "roles", roles, methods=["GET", "POST"])


@require("admin.roles")
def roles() -> ResponseReturnValue:
    form = RoleForm()
    if form.validate_on_submit():
        with refusal_shown_in(form):
            _give(form)
            flash(_("Done. It holds from their next click on."), "success")
            return redirect(url_for("admin.roles"), 303)
    page = queries.holders(after=request.args.get("after"))
    next_url = url_for("admin.roles", after=page.next_key) if page.next_key else None
    shown = render_template(
        "admin/roles.html", form=form, holders=page.rows, changes=queries.changes(), next_url=next_url
    )
    return shown, 422 if form.errors else 200


def _give(form: RoleForm) -> None:
    member = queries.member_called(form.handle.data or "")
    if member is None:
        raise Refused("Nobody here is called that; copy the name from the address of their page.")
    services.give_role(member=member, role=form.role.data, reason=form.reason.data or "", by=current_viewer())
