"""What moderators do: the queue, one case, and the decisions about it."""

from collections.abc import Mapping
from typing import Any, get_args

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from community.forum import files
from community.forum.rows import FileRow
from community.kernel.auth import can, current_viewer, require
from community.kernel.errors import Refused
from community.kernel.web.forms import refusal_shown_in

from .. import addresses, queries
from ..forms import KeepForm, RulingForm, UpholdForm
from ..models import Case
from ..rows import CaseRow
from ..services import appeals, cases, decisions

SHOWN_AT_START = 5


def register(bp: Blueprint) -> None:
    """Hang the pages onto the room's blueprint."""
    bp.add_url_rule("/queue", "queue", queue)
    bp.add_url_rule("/things/<kind>/<int:thing_id>", "about", about)
    bp.add_url_rule("/cases/<int:case_id>", "case", case)
    for act in (claim, release, uphold, keep, undo, overturn, confirm):
        bp.add_url_rule(f"/cases/<int:case_id>/{act.__name__}", act.__name__, act, methods=["POST"])


@require("moderation.review")
def queue() -> str:
    tab: Any = request.args.get("tab", "waiting")
    if tab not in get_args(queries.Tab):
        abort(404)
    page = queries.queue(current_viewer(), tab, after=request.args.get("after"))
    labels = {"waiting": _("Waiting"), "appeals": _("Appeals"), "decided": _("Decided")}
    tabs = [
        {"label": label, "url": url_for("moderation.queue", tab=word), "active": word == tab}
        for word, label in labels.items()
    ]
    next_url = url_for("moderation.queue", tab=tab, after=page.next_key) if page.next_key else None
    return render_template("moderation/queue.html", cases=page.rows, tab=tab, tabs=tabs, next_url=next_url)


def work_panel(_member_id: int) -> str:
    """Show moderators on their start page what they are to decide."""
    if not can("moderation.review"):
        return ""
    cases = queries.queue(current_viewer(), "waiting", size=SHOWN_AT_START).rows
    return render_template("moderation/_work.html", cases=cases)


@require("moderation.review")
def about(kind: str, thing_id: int) -> ResponseReturnValue:
    """Lead to the newest case about a thing, or to flagging it where there is none."""
    found = queries.latest_case_about(kind, thing_id)
    return redirect(addresses.case(found) if found else addresses.flag(kind, thing_id))


@require("moderation.review")
def case(case_id: int) -> str:
    return _page(_row_or_404(case_id), UpholdForm(formdata=None), RulingForm(formdata=None))


def _page(row: CaseRow, uphold_form: UpholdForm, ruling_form: RulingForm) -> str:
    if row.reasons and not uphold_form.reason.data:
        uphold_form.reason.data = row.reasons[0]
    author_id = row.thing.author.id if row.thing else None
    flags = queries.flags_of(row.id)
    return render_template(
        "moderation/case.html",
        case=row,
        flags=flags,
        files=_files(row),
        acts=queries.acts_on(row.id),
        before=queries.before(author_id, row.id),
        uphold_form=uphold_form,
        keep_form=KeepForm(formdata=None),
        ruling_form=ruling_form,
        redact_url=addresses.redact(row.thing.kind, row.thing.id) if row.thing and can("moderation.redact") else None,
        is_mine=current_viewer().member_id in {author_id, *(flag.by.id for flag in flags)},
    )


def _files(row: CaseRow) -> Mapping[int, FileRow]:
    """Return by id the files of the case's thing, so that flags can name theirs."""
    found = files.of_thing(row.thing.kind, row.thing.id, current_viewer()) if row.thing else ()
    return {file.id: file for file in found}


@require("moderation.review")
def claim(case_id: int) -> ResponseReturnValue:
    cases.claim(case=_case_or_404(case_id), by=current_viewer())
    return redirect(addresses.case(case_id), 303)


@require("moderation.review")
def release(case_id: int) -> ResponseReturnValue:
    cases.release(case=_case_or_404(case_id), by=current_viewer())
    return redirect(url_for("moderation.queue"), 303)


@require("moderation.review")
def uphold(case_id: int) -> ResponseReturnValue:
    found, form = _case_or_404(case_id), UpholdForm()
    if form.validate_on_submit():
        with refusal_shown_in(form):
            decisions.uphold(case=found, by=current_viewer(), reason=form.reason.data, remark=form.remark.data or "")
            flash(_("Done. The author is told the rule and can appeal once."), "success")
            return redirect(addresses.case(case_id), 303)
    return _page(_row_or_404(case_id), form, RulingForm(formdata=None)), 422


@require("moderation.review")
def keep(case_id: int) -> ResponseReturnValue:
    remark = KeepForm().remark.data or ""
    decisions.keep(case=_case_or_404(case_id), by=current_viewer(), remark=remark)
    flash(_("It stays, and stands where it was."), "success")
    return redirect(addresses.case(case_id), 303)


@require("moderation.review")
def undo(case_id: int) -> ResponseReturnValue:
    decisions.undo(case=_case_or_404(case_id), by=current_viewer())
    flash(_("The decision is taken back; the case waits again."), "success")
    return redirect(addresses.case(case_id), 303)


@require("moderation.review")
def overturn(case_id: int) -> ResponseReturnValue:
    appeals.overturn(case=_case_or_404(case_id), by=current_viewer(), answer=_answer())
    flash(_("It is shown again, as it was."), "success")
    return redirect(addresses.case(case_id), 303)


@require("moderation.review")
def confirm(case_id: int) -> ResponseReturnValue:
    appeals.confirm(case=_case_or_404(case_id), by=current_viewer(), answer=_answer())
    flash(_("The decision stands; the author reads your answer."), "success")
    return redirect(addresses.case(case_id), 303)


def _answer() -> str:
    form = RulingForm()
    if not form.validate():
        raise Refused("Please answer the author in a sentence.")
    return form.answer.data or ""


def _row_or_404(case_id: int) -> CaseRow:
    return queries.case_row(case_id, current_viewer()) or abort(404)


def _case_or_404(case_id: int) -> Case:
    """Return the case to be changed, if its thing lies where the reader may look."""
    return queries.case_by_id(_row_or_404(case_id).id) or abort(404)
