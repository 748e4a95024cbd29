"""Lists: boards, the topics on one, tags, and their feeds."""

from typing import Any, get_args

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from community.accounts import organisations
from community.kernel import clock
from community.kernel.auth import can, current_viewer, require
from community.kernel.web import heads
from community.kernel.web.feeds import rss
from community.kernel.web.forms import refusal_shown_in
from community.kernel.web.once import once

from .. import addresses, queries, reading
from ..feed import topic_entries
from ..forms import BoardForm
from ..models import Board
from ..places import Place
from ..services import boards as services
from .following import button

NOT_UNDER_PINNED = ("unanswered", "solved")  # in these lists an announcement has no place


def register(bp: Blueprint) -> None:
    """Hang the pages onto the forum's blueprint."""
    bp.add_url_rule("/", "boards", boards)
    bp.add_url_rule("/topics", "topics", topics)
    bp.add_url_rule("/new", "new", new)
    bp.add_url_rule("/bookmarks", "bookmarks", bookmarks)
    bp.add_url_rule("/boards/<slug>", "board", board)
    bp.add_url_rule("/boards/<slug>/feed.rss", "board_feed", board_feed)
    bp.add_url_rule("/new-board", "new_board", new_board, methods=["GET", "POST"])
    bp.add_url_rule("/boards/<slug>/edit", "edit_board", edit_board, methods=["GET", "POST"])
    bp.add_url_rule("/tags", "tags", tags)
    bp.add_url_rule("/tags/<name>", "tag", tag)


@require("forum.read")
def boards() -> str:
    head = heads.of_list(_("All boards of the community: what they are about, and what goes on in them."))
    return render_template("forum/boards.html", head=head, boards=queries.boards(current_viewer()))


@require("forum.read")
def topics() -> str:
    """All topics the reader may see, whatever their board."""
    says = _("Everything that is talked about, from all boards.")
    return render_template("forum/topics.html", **_list("forum.topics", says))


@require("forum.follow")
def new() -> str:
    """What happened since the reader's last visit and they have not read: all of it, or where they follow."""
    viewer, since = current_viewer(), reading.since(current_viewer())
    by = request.args.get("by", "all")
    if by not in ("all", "followed"):
        abort(404)
    narrowed = queries.new_to(viewer, since or clock.now())
    narrowed += [queries.by_followed(viewer)] if by == "followed" else []
    page = queries.topics(viewer, after=request.args.get("after"), narrowed=narrowed)
    next_url = url_for("forum.new", by=request.args.get("by"), after=page.next_key) if page.next_key else None
    labels = {"all": _("From everybody"), "followed": _("From what you follow")}
    tabs = [
        {"label": label, "url": url_for("forum.new", by=None if word == "all" else word), "active": word == by}
        for word, label in labels.items()
    ]
    rows = [row for row in page.rows if row.unread]
    return render_template("forum/new.html", topics=rows, since=since, next_url=next_url, tabs=tabs, by=by)


@require("forum.follow")
def bookmarks() -> str:
    viewer = current_viewer()
    page = queries.topics(viewer, after=request.args.get("after"), narrowed=[queries.bookmarked_by(viewer)])
    next_url = url_for("forum.bookmarks", after=page.next_key) if page.next_key else None
    return render_template("forum/bookmarks.html", topics=page.rows, next_url=next_url)


@require("forum.read")
def board(slug: str) -> str:
    found = _board_or_404(slug)
    name = request.args.get("tag")
    on_top = [] if name or request.args.get("sort") in NOT_UNDER_PINNED else queries.pinned(found.id, current_viewer())
    narrowed = [queries.on_board(found.id), *([queries.tagged(name)] if name else []), queries.beside(on_top)]
    return render_template(
        "forum/board.html",
        board=queries.board_row(found),
        tag=queries.tag_row(name, current_viewer()) if name else None,
        pinned=[] if request.args.get("after") else on_top,
        feed_url=addresses.board_feed(slug),
        follow=button(Place(kind="board", id=found.id, word=slug)),
        can_post=can("forum.post") and (current_viewer().is_staff or not found.staff_start_topics),
        **_list("forum.board", found.description or found.name, narrowed, slug=slug, tag=name),
    )


@require("forum.read")
def board_feed(slug: str) -> Response:
    found = _board_or_404(slug)
    page = queries.topics(current_viewer(), sort="newest", narrowed=[queries.on_board(found.id), queries.not_hidden()])
    return rss(found.name, addresses.board(slug), found.description or found.name, topic_entries(page.rows))


@require("forum.read")
def tags() -> str:
    head = heads.of_list(_("What the topics of the community are about, by tag."))
    return render_template("forum/tags.html", head=head, tags=queries.tags(current_viewer()))


@require("forum.read")
def tag(name: str) -> str:
    row = queries.tag_row(name, current_viewer()) or abort(404)
    says = row.description or _("Topics tagged “%(tag)s”.", tag=name)
    found = _list("forum.tag", says, [queries.tagged(name)], name=name)
    return render_template("forum/tag.html", tag=row, follow=button(Place(kind="tag", id=row.id, word=name)), **found)


@require("forum.boards")
@once
def new_board() -> ResponseReturnValue:
    form = BoardForm()
    form.offer(organisations.organisations())
    if form.validate_on_submit():
        with refusal_shown_in(form):
            made = services.open_board(**_shape(form), kind=form.kind.data, by=current_viewer())
            return redirect(addresses.board(made.slug), 303)
    return render_template("forum/board_form.html", form=form, board=None), 422 if form.errors else 200


@require("forum.boards")
def edit_board(slug: str) -> ResponseReturnValue:
    found = _board_or_404(slug)
    form = BoardForm(data=queries.shape_of(found))
    form.offer(organisations.organisations())
    del form.kind
    if form.validate_on_submit():
        with refusal_shown_in(form):
            services.change_board(board=found, **_shape(form), by=current_viewer())
            return redirect(addresses.board(slug), 303)
    return render_template("forum/board_form.html", form=form, board=found), 422 if form.errors else 200


def _shape(form: BoardForm) -> dict[str, Any]:
    return {
        "name": form.name.data or "",
        "description": form.description.data or "",
        "visibility": form.visibility.data,
        "organisation_id": form.organisation.data or None,
        "staff_start_topics": form.staff_start_topics.data,
    }


def _board_or_404(slug: str) -> Board:
    return queries.board_by_slug(slug, current_viewer()) or abort(404)


def _list(endpoint: str, says: str, narrowed: Any = (), **address: Any) -> dict[str, Any]:
    """Return what every list of topics shows: what it `says` of itself, a page of rows, the tabs, and the way on."""
    sort = request.args.get("sort", "activity")
    if sort not in get_args(queries.Sort):
        abort(404)
    page = queries.topics(current_viewer(), sort=sort, after=request.args.get("after"), narrowed=narrowed)
    labels = {
        "activity": _("Latest"),
        "newest": _("Newest"),
        "kudos": _("Most kudos"),
        "views": _("Most views"),
        "me_too": _("Most “me too”"),
        "unanswered": _("Unanswered"),
        "solved": _("Solved"),
    }
    tabs = [
        {"label": label, "url": url_for(endpoint, sort=_said(word), **address), "active": word == sort}
        for word, label in labels.items()
    ]
    next_url = url_for(endpoint, sort=_said(sort), after=page.next_key, **address) if page.next_key else None
    head = heads.of_list(says, plain=sort == "activity" and not address.get("tag"))
    return {"topics": page.rows, "sort": sort, "tabs": tabs, "next_url": next_url, "head": head}


def _said(sort: str) -> str | None:
    """Return how an address names an order; the usual one needs no name."""
    return None if sort == "activity" else sort
