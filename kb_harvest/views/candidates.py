"""The candidates' queue: topics worth an article; draft one, or set it aside."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from community.forum import topic_page
from community.forum.models import Topic
from community.kernel.auth import current_viewer, require
from community.kernel.errors import Refused
from community.kernel.web.limits import writing_limit
from community.kernel.web.once import once

from .. import addresses, explained, queries
from .. import candidates as found_candidates
from ..forms import ReasonForm
from ..services import drafting, queue


def register(bp: Blueprint) -> None:
    """Hang the queue onto the room's blueprint."""
    bp.add_url_rule("/candidates", "candidates", candidates)
    bp.add_url_rule("/candidates/set_aside", "set_asides", set_asides)
    for act in (draft, set_aside, take_back):
        bp.add_url_rule(f"/topics/<int:topic_id>/{act.__name__}", act.__name__, act, methods=["POST"])


@require("kb_harvest.draft")
def candidates() -> str:
    viewer = current_viewer()
    page = found_candidates.candidates(viewer, after=request.args.get("after"))
    nearest = queries.among({row.nearest_id for row in page.rows if row.nearest_id}, viewer)
    return render_template(
        "kb_harvest/candidates.html",
        candidates=page.rows,
        evidence=found_candidates.evidence(page.rows),
        terms={row.topic_id: explained.terms(row, nearest) for row in page.rows},
        tabs=_tabs("candidates"),
        next_url=url_for("kb_harvest.candidates", after=page.next_key) if page.next_key else None,
        prev_url=url_for("kb_harvest.candidates") if request.args.get("after") else None,
    )


@require("kb_harvest.draft")
def set_asides() -> str:
    """The topics that were set aside, and why."""
    page = found_candidates.set_aside(current_viewer(), after=request.args.get("after"))
    next_url = url_for("kb_harvest.set_asides", after=page.next_key) if page.next_key else None
    return render_template("kb_harvest/set_aside.html", topics=page.rows, tabs=_tabs("set_asides"), next_url=next_url)


@require("kb_harvest.draft")
@writing_limit
@once
def draft(topic_id: int) -> ResponseReturnValue:
    """Draft an article from a topic, and show it to its editor."""
    made = drafting.draft_from_topic(topic=_topic_or_404(topic_id), by=current_viewer())
    return redirect(addresses.article(made.id, made.slug), 303)


@require("kb_harvest.draft")
@writing_limit
def set_aside(topic_id: int) -> ResponseReturnValue:
    form = ReasonForm()
    if not form.validate():
        raise Refused("Please give a reason; your colleagues read it.")
    queue.set_aside(topic=_topic_or_404(topic_id), by=current_viewer(), reason=form.reason.data or "")
    return redirect(url_for("kb_harvest.candidates"), 303)


@require("kb_harvest.draft")
@writing_limit
def take_back(topic_id: int) -> ResponseReturnValue:
    queue.take_back(topic=_topic_or_404(topic_id), by=current_viewer())
    return redirect(url_for("kb_harvest.set_asides"), 303)


def _topic_or_404(topic_id: int) -> Topic:
    return topic_page.topic_for_change(topic_id, current_viewer()) or abort(404)


def _tabs(here: str) -> list[dict[str, Any]]:
    labels = {"candidates": _("Worth an article"), "set_asides": _("Set aside")}
    return [
        {"label": label, "url": url_for(f"kb_harvest.{name}"), "active": name == here} for name, label in labels.items()
    ]
