"""Lists: articles by state, those to be reviewed; and what other rooms' pages show of them."""

from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask_babel import gettext as _

from community.accounts.profiles import profile_or_away
from community.accounts.queries import member_by_id
from community.kernel.auth import can, current_viewer, require
from community.kernel.web import heads

from .. import candidates, queries, review

SHOWN_AT_START = 4


def register(bp: Blueprint) -> None:
    """Hang the pages onto the room's blueprint."""
    bp.add_url_rule("/articles", "articles", articles)
    bp.add_url_rule("/people/<handle>", "contributed", contributed)
    bp.add_url_rule("/review", "review", to_review)


@require("kb_harvest.read")
def articles() -> str:
    state = _chosen_state()
    page = queries.articles(current_viewer(), state=state, after=request.args.get("after"))
    return render_template(
        "kb_harvest/articles.html",
        head=heads.of_list(_("What the community found out, written down for the next one who asks.")),
        articles=page.rows,
        state=state,
        tabs=_tabs(state) if can("kb_harvest.work") else [],
        next_url=url_for("kb_harvest.articles", state=_said(state), after=page.next_key) if page.next_key else None,
    )


@require("kb_harvest.work")
def to_review() -> str:
    """The published articles whose sources changed, or whose date has come."""
    page = review.due(current_viewer(), after=request.args.get("after"))
    next_url = url_for("kb_harvest.review", after=page.next_key) if page.next_key else None
    return render_template("kb_harvest/review.html", reviews=page.rows, next_url=next_url)


def work_panel(_member_id: int) -> str:
    """Show those who write articles what is worth one, and editors what is to be reviewed."""
    if not can("kb_harvest.draft"):
        return ""
    viewer = current_viewer()
    reviews = review.due(viewer, size=SHOWN_AT_START).rows if can("kb_harvest.publish") else None
    found = candidates.newest(viewer, size=SHOWN_AT_START)
    return render_template("kb_harvest/_work.html", candidates=found, reviews=reviews)


def topic_panel(topic_id: int) -> str:
    """Show the article that came from a topic, above its answers."""
    found = queries.from_topic(topic_id, current_viewer())
    return render_template("kb_harvest/_topic.html", articles=found) if found else ""


def member_panel(member_id: int) -> str:
    """Show the articles that name a member, on the member's page."""
    page = queries.contributed_by(member_id, current_viewer())
    member = member_by_id(member_id)
    all_url = url_for("kb_harvest.contributed", handle=member.handle) if member and page.next_key else None
    return render_template("kb_harvest/_member.html", articles=page.rows, all_url=all_url)


@require("kb_harvest.read")
def contributed(handle: str) -> str:
    """All published articles that name a member."""
    member = profile_or_away(handle)
    size = queries.ARTICLES_PER_PAGE
    page = queries.contributed_by(member.id, current_viewer(), after=request.args.get("after"), size=size)
    next_url = url_for("kb_harvest.contributed", handle=handle, after=page.next_key) if page.next_key else None
    return render_template("kb_harvest/contributed.html", member=member, articles=page.rows, next_url=next_url)


def _chosen_state() -> queries.State:
    """Return the state whose list is asked for; readers know of one only."""
    known = queries.STATES if can("kb_harvest.work") else ("published",)
    word = request.args.get("state", "published")
    return next((state for state in known if state == word), None) or abort(404)


def _said(state: str) -> str | None:
    """Return how an address names a state; the usual one needs no name."""
    return None if state == "published" else state


def _tabs(state: str) -> list[dict[str, Any]]:
    labels = {
        "published": _("Published"),
        "drafts": _("Drafts"),
        "validated": _("Validated, staff only"),
        "archived": _("Archived"),
    }
    return [
        {"label": label, "url": url_for("kb_harvest.articles", state=_said(word)), "active": word == state}
        for word, label in labels.items()
    ]
