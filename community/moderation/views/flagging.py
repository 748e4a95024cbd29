"""What every member meets: flag a thing, see what became of it, appeal, read the policy and one's trust level."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from community.forum import files
from community.kernel.auth import current_viewer, require
from community.kernel.errors import Refused
from community.kernel.web import heads
from community.kernel.web.forms import refusal_shown_in
from community.kernel.web.limits import writing_limit

from .. import addresses, queries, subjects, trust
from .. import records as facts
from ..forms import AppealForm, FlagForm
from ..rows import NEED_LABELS, POLICY
from ..services import appeals, flags


def register(bp: Blueprint) -> None:
    """Hang the pages onto the room's blueprint."""
    bp.add_url_rule("/flag/<kind>/<int:thing_id>", "flag", flag, methods=["GET", "POST"])
    bp.add_url_rule("/yours", "yours", yours)
    bp.add_url_rule("/cases/<int:case_id>/appeal", "appeal", appeal, methods=["POST"])
    bp.add_url_rule("/policy", "policy", policy)
    bp.add_url_rule("/trust", "trust_level", trust_level)


@require("moderation.flag")
@writing_limit
def flag(kind: str, thing_id: int) -> ResponseReturnValue:
    thing = subjects.to_flag(kind, thing_id, current_viewer()) or abort(404)
    form = FlagForm()
    form.offer(files.of_thing(kind, thing_id, current_viewer()))
    if form.validate_on_submit():
        with refusal_shown_in(form):
            about = {"file_id": form.file.data or None} if form.file else {}
            said = {"reason": form.reason.data, "note": form.note.data or "", **about}
            case = flags.flag(thing=thing, by=current_viewer(), **said)
            flash(_("Thank you. A moderator looks at it, and your page shows what they find."), "success")
            return redirect(addresses.yours() if case.held else thing.url, 303)
    choices = zip(POLICY, form.reason, strict=True)
    page = render_template("moderation/flag.html", form=form, thing=thing, choices=choices)
    return page, 422 if form.errors else 200


@require("moderation.flag")
def yours() -> str:
    """One's own flags, and the decisions about what one wrote."""
    member_id = current_viewer().member_id or 0
    return render_template(
        "moderation/yours.html",
        record=queries.record(member_id),
        flags=queries.flags_by(member_id),
        cases=queries.cases_of(member_id, current_viewer()),
        sanctions=queries.sanctions(of=member_id).rows,
        form=AppealForm(formdata=None),
    )


@require("moderation.appeal")
@writing_limit
def appeal(case_id: int) -> ResponseReturnValue:
    case = queries.case_by_id(case_id)
    if case is None or case.author_id != current_viewer().member_id:
        abort(404)
    form = AppealForm()
    if not form.validate():
        raise Refused("Please say why it should stand, in 2000 characters at most.")
    appeals.appeal(case=case, by=current_viewer(), text=form.text.data or "")
    flash(_("Somebody who had no part in the decision looks at it."), "success")
    return redirect(addresses.yours(), 303)


@require("moderation.policy")
def policy() -> str:
    head = heads.of_list(_("What may be removed here and what stays, by which rule, and who decides."))
    return render_template("moderation/policy.html", head=head, rules=POLICY)


@require("moderation.flag")
def trust_level() -> str:
    """One's trust level, with everything that it is made of."""
    record = facts.records([current_viewer().member_id or 0])[current_viewer().member_id or 0]
    return render_template("moderation/trust.html", level=trust.level_of(record), levels=_levels(record))


def _levels(record: trust.Record) -> list[dict[str, Any]]:
    reached = trust.level_of(record)
    return [
        {"level": level, "reached": reached >= level, "needs": [_need(need, record) for need in needs]}
        for level, needs in trust.NEEDS.items()
    ]


def _need(need: trust.Need, record: trust.Record) -> dict[str, Any]:
    return {"label": NEED_LABELS[need.of], "need": need, "have": getattr(record, need.of), "met": need.met_by(record)}
