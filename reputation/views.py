"""Pages of the reputation room: somebody's ledger and standing, the rules, and who weighs what."""

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _

from community.accounts.profiles import profile_or_away
from community.accounts.queries import member_by_id
from community.kernel.auth import STAFF, current_viewer, require
from community.kernel.web import heads

from . import influence as graphs
from . import influence_page, person_page, record, rows, scoring

bp = Blueprint("reputation", __name__, url_prefix="/reputation")


@bp.get("/people/<handle>")
@require("reputation.read")
def person(handle: str) -> str:
    found = profile_or_away(handle)
    if found.role in STAFF:
        return render_template("reputation/employee.html", member=found)
    page = person_page.lines(found.id, current_viewer(), after=request.args.get("after"))
    next_url = url_for("reputation.person", handle=handle, after=page.next_key) if page.next_key else None
    return render_template(
        "reputation/person.html",
        member=found,
        summary=person_page.summary(found.id),
        days=page.rows,
        next_url=next_url,
        cap=scoring.DAY_CAP,
        is_first="after" not in request.args,
    )


@bp.get("/rules")
@require("reputation.read")
def rules() -> str:
    constants = {"scoring": scoring, "record": record, "graphs": graphs}
    head = heads.of_list(_("Everything that gives or takes a point, as the program has it."))
    return render_template("reputation/rules.html", head=head, rules=rows.rules(), terms=rows.TERM_LABELS, **constants)


@bp.get("/influence")
@require("reputation.influence")
def influence() -> str:
    """Who helps whom, of the newest run."""
    return render_template("reputation/influence.html", page=influence_page.influence_page())


def member_panel(member_id: int) -> str:
    """Show where a member stands, on the member's page; employees and bots stand nowhere."""
    member = member_by_id(member_id)
    if member is None or member.role in STAFF or member.is_bot:
        return ""
    return render_template("reputation/_member.html", member=member, summary=person_page.summary(member_id))
