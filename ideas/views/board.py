"""Lists: the board by people, new and hot; one's own votes; a member's ideas."""

from typing import Any, get_args

from flask import Blueprint, abort, render_template, request, url_for
from flask_babel import gettext as _

from community.accounts.profiles import profile_or_away
from community.accounts.queries import member_by_id
from community.kernel.auth import can, current_viewer, require
from community.kernel.web import heads

from .. import queries, rules
from ..rows import STATE_LABELS

SHOWN_AT_START = 4


def register(bp: Blueprint) -> None:
    """Hang the pages onto the room's blueprint."""
    bp.add_url_rule("/", "ideas", ideas)
    bp.add_url_rule("/people/<handle>", "wished_by", wished_by)
    bp.add_url_rule("/votes", "votes", votes)


@require("ideas.read")
def ideas() -> str:
    sort, state = _chosen("sort", rules.Sort, "people"), _chosen("state", rules.State, "open")
    says = _("What people wish for, how many want it, and what became of it.")
    page = queries.ideas(current_viewer(), sort=sort, state=state, after=request.args.get("after"))
    return render_template(
        "ideas/ideas.html",
        head=heads.of_list(says, plain=(sort, state) == ("people", "open")),
        ideas=page.rows,
        sort=sort,
        state=state,
        tabs=_tabs(sort, state),
        states=_states(sort, state),
        next_url=_address(sort, state, page.next_key) if page.next_key else None,
        budget=_budget(),
    )


@require("ideas.vote")
def votes() -> str:
    """The ideas that the reader votes for."""
    page = queries.voted_by(current_viewer(), after=request.args.get("after"))
    next_url = url_for("ideas.votes", after=page.next_key) if page.next_key else None
    return render_template("ideas/votes.html", ideas=page.rows, next_url=next_url, budget=_budget())


def member_panel(member_id: int) -> str:
    """Show what a member wished for, on the member's page."""
    page = queries.by_author(member_id, current_viewer())
    member = member_by_id(member_id)
    all_url = url_for("ideas.wished_by", handle=member.handle) if member and page.next_key else None
    return render_template("ideas/_member.html", ideas=page.rows, all_url=all_url)


@require("ideas.read")
def wished_by(handle: str) -> str:
    """All ideas of a member."""
    member = profile_or_away(handle)
    found = queries.by_author(member.id, current_viewer(), after=request.args.get("after"), size=queries.IDEAS_PER_PAGE)
    next_url = url_for("ideas.wished_by", handle=handle, after=found.next_key) if found.next_key else None
    return render_template("ideas/wished.html", member=member, ideas=found.rows, next_url=next_url)


def start_panel(_member_id: int) -> str:
    """Show a member on their start page the ideas they vote for, the latest vote first."""
    return render_template("ideas/_start.html", ideas=queries.voted_by(current_viewer(), size=SHOWN_AT_START).rows)


def _chosen(name: str, words: Any, default: str) -> Any:
    word = request.args.get(name, default)
    if word not in get_args(words):
        abort(404)
    return word


def _budget() -> int | None:
    """Return how many votes the reader has left; None for those who have none."""
    return rules.votes_left(queries.live_votes(current_viewer())) if can("ideas.vote") else None


def _tabs(sort: str, state: str) -> list[dict[str, Any]]:
    labels = {"people": _("Most people"), "new": _("Newest"), "hot": _("Hot")}
    return [{"label": label, "url": _address(word, state), "active": word == sort} for word, label in labels.items()]


def _states(sort: str, state: str) -> list[dict[str, Any]]:
    return [
        {"label": label, "url": _address(sort, word), "active": word == state} for word, label in STATE_LABELS.items()
    ]


def _address(sort: str, state: str, after: str | None = None) -> str:
    chosen = {"sort": None if sort == "people" else sort, "state": None if state == "open" else state}
    return url_for("ideas.ideas", **chosen, after=after)
