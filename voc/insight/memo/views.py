"""Pages of the weekly memo: the editions, one of them, and the desk on which an editor chooses and signs."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from community.kernel import clock
from community.kernel.auth import can, current_viewer, require
from community.kernel.web.forms import refusal_shown_in
from community.kernel.web.once import once
from community.kernel.weeks import Week
from voc.engagement.queries import watchlist

from ..topics import business_zone
from . import addresses, pages, queries, services
from .editions import edition_lines
from .forms import FollowUpForm, MemoForm
from .models import Memo
from .services import Choice

WATCHED_SHOWN = 10


def register(bp: Blueprint) -> None:
    """Hang the memo's pages onto the room's blueprint."""
    bp.add_url_rule("/memos", "memos", memos)
    bp.add_url_rule("/memos/<week>", "memo", memo)
    bp.add_url_rule("/memos/<week>/edit", "edit_memo", edit_memo, methods=["GET", "POST"])
    bp.add_url_rule("/memos/<week>/follow-up", "follow_up", follow_up, methods=["POST"])


@require("insight.read")
def memos() -> str:
    before = request.args.get("before")
    lines, next_week = edition_lines(Week.parse(before) if before else None)
    next_url = url_for("insight.memos", before=next_week) if next_week else None
    return render_template("insight/memos.html", lines=lines, next_url=next_url)


@require("insight.read")
def memo(week: str) -> str:
    chosen = Week.parse(week)
    page = pages.page_of(chosen, naming=True)
    found = queries.memo_of(chosen)
    return render_template(
        "insight/memo.html",
        page=page,
        base="",
        watched=watchlist(chosen.end(business_zone()))[:WATCHED_SHOWN],
        mailed=pages.mailed(found),
        edit_url=url_for("insight.edit_memo", week=page.week) if _may_edit(found) else None,
        around=_around(chosen),
        asks=pages.asks_by_now(chosen) if can("insight.sign") else (),
        follow_up=FollowUpForm(formdata=None),
    )


def _may_edit(found: Memo | None) -> bool:
    return can("insight.sign") and found is not None and found.status != "published"


def _around(week: Week) -> dict[str, str | None]:
    """Return the addresses of the week before and, once it is over, the week after."""
    after = week.plus(1)
    over = after.end(business_zone()) <= clock.now()
    return {"before": addresses.memo(week.plus(-1).key), "after": addresses.memo(after.key) if over else None}


@require("insight.sign")
@once
def edit_memo(week: str) -> ResponseReturnValue:
    found = memo_or_404(week)
    form = MemoForm() if request.method == "POST" else _filled(found)
    if form.validate_on_submit():
        with refusal_shown_in(form):
            act = services.sign if request.form.get("act") == "sign" else services.save
            act(memo=found, seen=_seen(form), by=current_viewer(), choice=_choice(form))
            return redirect(addresses.memo(found.week), 303)
    shown = memo_or_404(week)  # read anew: a refusal forgets what was half written
    candidates = pages.candidates_of(shown)
    answer = render_template("insight/memo_edit.html", form=form, page=pages.edition_page(shown), candidates=candidates)
    return answer, 422 if form.errors else 200


@require("insight.sign")
def follow_up(week: str) -> ResponseReturnValue:
    form, back = FollowUpForm(), request.args.get("from", week)
    words = {"fate": form.fate.data or "", "reason": form.reason.data or ""}
    services.follow_up(memo=memo_or_404(week), by=current_viewer(), **words)
    return redirect(addresses.memo(Week.parse(back).key), 303)


def memo_or_404(week: str) -> Memo:
    """Return the week's draft or edition."""
    return queries.memo_of(Week.parse(week)) or abort(404)


def _filled(found: Memo) -> MemoForm:
    """Return the form with what the memo says; it tells which state its writer has before their eyes."""
    numbers = [number for number in found.quotes.split(",") if number]
    words = {name: getattr(found, name) for name in ("headline", "type", "why", "action", "owner")}
    chosen = [f"{found.chosen} {number}" for number in numbers]
    return MemoForm(formdata=None, data={"seen": found.edits, "candidate": found.chosen, "quotes": chosen, **words})


def _seen(form: MemoForm) -> int:
    return int(form.seen.data) if (form.seen.data or "").isdecimal() else -1


def _choice(form: MemoForm) -> Choice:
    """Return what was chosen; quotes of other candidates than the chosen one are left aside."""
    candidate = form.candidate.data or ""
    parts = [quote.rpartition(" ") for quote in form.quotes.data or ()]
    return Choice(
        candidate=candidate,
        quotes=[int(number) for of, _space, number in parts if of == candidate and number.isdecimal()],
        **{name: form[name].data or "" for name in ("headline", "type", "why", "action", "owner")},
    )
