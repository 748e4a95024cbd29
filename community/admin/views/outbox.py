"""The outbox: what waits, what was given up and why, and letting it be sent once more."""

from typing import Any, get_args

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from community.kernel import outbox as kernel
from community.kernel.auth import current_viewer, require

from .. import queries


def register(bp: Blueprint) -> None:
    """Hang the pages onto the room's blueprint."""
    bp.add_url_rule("/outbox", "outbox", outbox)
    bp.add_url_rule("/outbox/<int:message_id>", "message", message)
    bp.add_url_rule("/outbox/<int:message_id>/retry", "retry_message", retry_message, methods=["POST"])
    bp.add_url_rule("/outbox/retry", "retry_dead", retry_dead, methods=["POST"])


@require("admin.see")
def outbox() -> str:
    state: Any = request.args.get("state", "dead")
    if state not in get_args(queries.OutboxState):
        abort(404)
    page, counts = queries.messages(state, after=request.args.get("after")), queries.message_counts()
    labels = {"dead": _("Given up"), "pending": _("Waiting"), "sent": _("Sent")}
    tabs = [
        {
            "label": f"{label} ({counts.get(word, 0)})",
            "url": url_for("admin.outbox", state=word),
            "active": word == state,
        }
        for word, label in labels.items()
    ]
    next_url = url_for("admin.outbox", state=state, after=page.next_key) if page.next_key else None
    return render_template("admin/outbox.html", messages=page.rows, state=state, tabs=tabs, next_url=next_url)


@require("admin.see")
def message(message_id: int) -> str:
    return render_template("admin/message.html", message=queries.message(message_id) or abort(404))


@require("admin.act")
def retry_message(message_id: int) -> ResponseReturnValue:
    kernel.retry(message_id=message_id, by=current_viewer().member_id)
    flash(_("It is sent once more."), "success")
    return redirect(url_for("admin.outbox"), 303)


@require("admin.act")
def retry_dead() -> ResponseReturnValue:
    number = kernel.retry(by=current_viewer().member_id)
    flash(ngettext("%(num)s message is sent once more.", "%(num)s messages are sent once more.", number), "success")
    return redirect(url_for("admin.outbox"), 303)
