"""The watchlist: read it, put somebody on it or take them off, see what other weights would do, and choose them."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from community.kernel import clock
from community.kernel.auth import can, current_viewer, require
from community.kernel.web.forms import refusal_shown_in
from community.kernel.web.limits import writing_limit
from community.kernel.web.once import once

from . import queries, services
from .forms import EntryForm
from .rows import PRESET_LABELS
from .scoring import PRESETS

bp = Blueprint("engagement", __name__, url_prefix="/engagement")
AT_THE_DESK = frozenset({"agent", "admin"})
SHOWN_AT_START = 5


@bp.get("/watchlist")
@require("engagement.read")
def watchlist() -> str:
    return _page(EntryForm(formdata=None))


def work_panel(_member_id: int) -> str:
    """Show those who answer customers whom their colleagues put on the list; W itself is read on its page."""
    if current_viewer().role not in AT_THE_DESK:
        return ""
    return render_template("engagement/_work.html", entries=queries.latest_entries(size=SHOWN_AT_START))


@bp.post("/entries")
@require("engagement.watch")
@writing_limit
@once
def add_entry() -> ResponseReturnValue:
    form = EntryForm()
    if form.validate_on_submit():
        with refusal_shown_in(form):
            member = queries.member_called(form.handle.data or "")
            services.add_entry(member=member, reason=form.reason.data or "", by=current_viewer())
            return redirect(url_for("engagement.watchlist"), 303)
    return _page(form), 422


@bp.post("/entries/<int:entry_id>/remove")
@require("engagement.watch")
@writing_limit
def remove_entry(entry_id: int) -> ResponseReturnValue:
    entry = queries.entry_for_change(entry_id) or abort(404)
    services.remove_entry(entry=entry, by=current_viewer())
    return redirect(url_for("engagement.watchlist"), 303)


@bp.post("/weights")
@require("engagement.weigh")
@writing_limit
def choose_weights() -> ResponseReturnValue:
    services.choose_weights(preset=request.form.get("preset", ""), by=current_viewer())
    return redirect(url_for("engagement.watchlist"), 303)


def _page(form: EntryForm) -> str:
    now, preset = clock.now(), _preset()
    in_use = queries.weights_in_use(now)
    shown = preset or in_use.preset
    return render_template(
        "engagement/watchlist.html",
        watched=queries.watchlist(now, preset),
        in_use=in_use,
        shown=shown,
        weights=PRESETS[shown],
        labels=PRESET_LABELS,
        tabs=_tabs(shown),
        form=form if can("engagement.watch") else None,
    )


def _preset() -> Any:
    """Return the weights to look ahead with; None for those in use."""
    word = request.args.get("preset")
    if word is not None and word not in PRESETS:
        abort(404)
    return word


def _tabs(shown: str) -> list[dict[str, Any]]:
    return [
        {"label": label, "url": url_for("engagement.watchlist", preset=word), "active": word == shown}
        for word, label in PRESET_LABELS.items()
    ]
