"""Pages of the mail room: what came in and what became of it, and a member's word that their address works."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from community.kernel.auth import require
from community.kernel.web.limits import writing_limit

from . import failing, queries, settling
from .states import STATE_LABELS

bp = Blueprint("mail", __name__, url_prefix="/mail")


@bp.get("/")
@require("mail.read")
def incoming() -> str:
    """Every mail that came in, the newest first; the address chooses one state."""
    state = request.args.get("state", "")
    if state not in ("", *STATE_LABELS):
        abort(404)
    page = queries.incoming(state=state, after=request.args.get("after"))
    kept = {"state": state} if state else {}
    return render_template(
        "mail/incoming.html",
        mails=page.rows,
        tabs=[_tab(word, label, state) for word, label in {"": _("All"), **STATE_LABELS}.items()],
        next_url=url_for("mail.incoming", **kept, after=page.next_key) if page.next_key else None,
    )


def _tab(word: str, label: object, chosen: str) -> dict[str, object]:
    return {"label": label, "url": url_for("mail.incoming", state=word or None), "active": word == chosen}


@bp.get("/<int:incoming_id>/original")
@require("mail.read")
def original(incoming_id: int) -> Response:
    """A mail as it came, to be saved and never shown by the browser."""
    content = queries.original_of(incoming_id) or abort(404)
    headers = {"Content-Disposition": f'attachment; filename="mail-{incoming_id}.eml"', "Cache-Control": "no-store"}
    return Response(content, mimetype="application/octet-stream", headers=headers)


@bp.post("/<int:incoming_id>/done")
@require("mail.settle")
def done(incoming_id: int) -> ResponseReturnValue:
    settling.done(incoming_id=incoming_id, by=current_user.id)
    flash(_("The mail waits no longer."), "success")
    return redirect(url_for("mail.incoming", state="waiting"), 303)


@bp.post("/address-works")
@require("mail.mend")
@writing_limit
def address_works() -> ResponseReturnValue:
    failing.mend(current_user.id)
    flash(_("Thank you. We write to %(address)s again as before.", address=current_user.email), "success")
    return redirect("/", 303)


def start_panel(_member_id: int) -> str:
    """Tell a member that our mail does not reach them."""
    return render_template("mail/_failing.html") if failing.is_failing(current_user) else ""
