"""Follow boards and tags, and see what and whom one follows, with the way to stop."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from community.kernel.auth import can, current_viewer, require
from community.kernel.web import partials

from .. import following, people, places, queries
from ..places import Place
from ..services import follows

BUTTON = "#follow-here"
LISTS: Mapping[str, Callable[..., Any]] = {
    "people": people.followed_by,
    "boards": places.followed_boards,
    "tags": places.followed_tags,
}


def register(bp: Blueprint) -> None:
    """Hang the pages onto the forum's blueprint."""
    bp.add_url_rule("/following", "following", followed)
    bp.add_url_rule("/boards/<slug>/follow", "follow_board", follow_board, methods=["POST"])
    bp.add_url_rule("/boards/<slug>/unfollow", "unfollow_board", unfollow_board, methods=["POST"])
    bp.add_url_rule("/tags/<name>/follow", "follow_tag", follow_tag, methods=["POST"])
    bp.add_url_rule("/tags/<name>/unfollow", "unfollow_tag", unfollow_tag, methods=["POST"])


@require("forum.follow")
def followed() -> str:
    what = request.args.get("what", "people")
    if what not in LISTS:
        abort(404)
    page = LISTS[what](current_viewer(), after=request.args.get("after"))
    next_url = url_for("forum.following", what=_said(what), after=page.next_key) if page.next_key else None
    labels = {"people": _("People"), "boards": _("Boards"), "tags": _("Tags")}
    tabs = [
        {"label": label, "url": url_for("forum.following", what=_said(word)), "active": word == what}
        for word, label in labels.items()
    ]
    return render_template("forum/following.html", followed=page.rows, what=what, tabs=tabs, next_url=next_url)


@require("forum.follow")
def follow_board(slug: str) -> ResponseReturnValue:
    return _follow(_board_or_404(slug))


@require("forum.follow")
def unfollow_board(slug: str) -> ResponseReturnValue:
    return _unfollow(_board_or_404(slug))


@require("forum.follow")
def follow_tag(name: str) -> ResponseReturnValue:
    return _follow(_tag_or_404(name))


@require("forum.follow")
def unfollow_tag(name: str) -> ResponseReturnValue:
    return _unfollow(_tag_or_404(name))


def button(place: Place) -> dict[str, Any] | None:
    """Return what the button on the place's page shows and does; None for those who cannot follow."""
    if not can("forum.follow"):
        return None
    is_on = following.follows(current_viewer(), place.kind, place.id)
    return {"is_on": is_on, "url": place.act("unfollow" if is_on else "follow")}


def _follow(place: Place) -> ResponseReturnValue:
    follows.follow(thing=place.kind, thing_id=place.id, by=current_viewer())
    return _done(place)


def _unfollow(place: Place) -> ResponseReturnValue:
    follows.unfollow(thing=place.kind, thing_id=place.id, by=current_viewer())
    if request.form.get("back") == "list":
        return redirect(url_for("forum.following", what=f"{place.kind}s"), 303)
    return _done(place)


def _done(place: Place) -> ResponseReturnValue:
    """Answer with the button as it is now, or lead back to the place's page."""
    return partials.done(place.url, BUTTON, lambda: render_template("forum/_follow_here.html", follow=button(place)))


def _board_or_404(slug: str) -> Place:
    found = queries.board_by_slug(slug, current_viewer()) or abort(404)
    return Place(kind="board", id=found.id, word=found.slug)


def _tag_or_404(name: str) -> Place:
    found = queries.tag_row(name, current_viewer()) or abort(404)
    return Place(kind="tag", id=found.id, word=found.name)


def _said(what: str) -> str | None:
    """Return how an address names a list; the usual one needs no name."""
    return None if what == "people" else what
