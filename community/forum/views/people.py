"""People: follow them, and read what somebody wrote."""

from typing import Any, get_args

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from community.accounts import queries as accounts
from community.accounts.models import Member
from community.accounts.profiles import profile_or_away
from community.kernel.auth import can, current_viewer, require

from .. import addresses, following, people, queries
from ..services import follows

SHOWN = 5  # of each kind, on a member's page


def register(bp: Blueprint) -> None:
    """Hang the pages onto the forum's blueprint."""
    bp.add_url_rule("/people/<handle>/topics", "topics_of", topics_of)
    bp.add_url_rule("/people/<handle>/<any(answers, accepted):what>", "written_by", written_by)
    bp.add_url_rule("/people/<int:member_id>/follow", "follow_member", follow_member, methods=["POST"])
    bp.add_url_rule("/people/<int:member_id>/unfollow", "unfollow_member", unfollow_member, methods=["POST"])


@require("forum.follow")
def follow_member(member_id: int) -> ResponseReturnValue:
    member = _member_or_404(member_id)
    follows.follow_member(member=member, by=current_viewer())
    return redirect(member.url or "/", 303)


@require("forum.follow")
def unfollow_member(member_id: int) -> ResponseReturnValue:
    member = _member_or_404(member_id)
    follows.unfollow(thing="member", thing_id=member_id, by=current_viewer())
    return redirect(url_for("forum.following") if request.form.get("back") == "list" else member.url or "/", 303)


@require("forum.read")
def topics_of(handle: str) -> str:
    """All topics that a member started and the reader may see."""
    member = profile_or_away(handle)
    narrowed = [queries.by_author(member.id)]
    page = queries.topics(current_viewer(), sort="newest", after=request.args.get("after"), narrowed=narrowed)
    return render_template("forum/written.html", topics=page.rows, posts=[], **_page(member, "topics", page.next_key))


@require("forum.read")
def written_by(handle: str, what: Any) -> str:
    """All answers of a member that the reader may see, or those that solved something."""
    member = profile_or_away(handle)
    page = people.wrote(member.id, current_viewer(), what, after=request.args.get("after"))
    return render_template("forum/written.html", topics=[], posts=page.rows, **_page(member, what, page.next_key))


def _page(member: accounts.MemberRow, what: str, next_key: str | None) -> dict[str, Any]:
    labels = {"topics": _("Topics"), "answers": _("Replies"), "accepted": _("Accepted answers")}
    tabs = [
        {"label": label, "url": addresses.person_list(member.handle, word), "active": word == what}
        for word, label in labels.items()
    ]
    next_url = f"{addresses.person_list(member.handle, what)}?after={next_key}" if next_key else None
    return {"member": member, "tabs": tabs, "what": what, "next_url": next_url}


def head_panel(member_id: int) -> str:
    """Offer to follow the member, on the member's page, to everybody else who may."""
    viewer = current_viewer()
    if not can("forum.follow") or viewer.member_id == member_id:
        return ""
    is_followed = following.follows(viewer, "member", member_id)
    return render_template(
        "forum/_follow.html",
        is_followed=is_followed,
        url=addresses.person_act(member_id, "unfollow" if is_followed else "follow"),
    )


def member_panel(member_id: int) -> str:
    """Show what a member wrote, on the member's page, with the way to all of it."""
    viewer = current_viewer()
    found = queries.topics(viewer, sort="newest", size=SHOWN, narrowed=[queries.by_author(member_id)])
    member = accounts.member_by_id(member_id)
    lists = {what: addresses.person_list(member.handle, what) if member else "" for what in LISTS}
    written = {what: people.wrote(member_id, viewer, what, size=SHOWN) for what in get_args(people.Wrote)}
    return render_template("forum/_member.html", topics=found, written=written, lists=lists)


LISTS = ("topics", *get_args(people.Wrote))


def _member_or_404(member_id: int) -> Member:
    return accounts.member_by_id(member_id) or abort(404)
