"""Acts of one button: vote, take a vote back, merge, take apart; and the way to a comment."""

from flask import Blueprint, abort, redirect, request
from flask.typing import ResponseReturnValue

from community.forum.rules import number_in
from community.kernel.auth import current_viewer, require
from community.kernel.errors import Refused
from community.kernel.web.limits import writing_limit

from .. import addresses, idea_page
from ..models import Comment, Idea
from ..services import merges, votes
from .idea import idea_or_404


def register(bp: Blueprint) -> None:
    """Hang the acts onto the room's blueprint."""
    for act in (vote, unvote, merge, part):
        bp.add_url_rule(f"/<int:idea_id>/{act.__name__}", act.__name__, act, methods=["POST"])
    bp.add_url_rule("/comments/<int:comment_id>", "comment_place", comment_place)


@require("ideas.vote")
@writing_limit
def vote(idea_id: int) -> ResponseReturnValue:
    found = idea_or_404(idea_id)
    votes.vote(idea=found, by=current_viewer())
    return _back_to(found)


@require("ideas.vote")
@writing_limit
def unvote(idea_id: int) -> ResponseReturnValue:
    found = idea_or_404(idea_id)
    votes.withdraw_vote(idea=found, by=current_viewer())
    return _back_to(found)


@require("ideas.moderate")
def merge(idea_id: int) -> ResponseReturnValue:
    """Fold the idea into the one whose number or address was given."""
    drop, keep_id = idea_or_404(idea_id), number_in(request.form.get("into", ""), "ideas")
    keep = idea_page.idea_for_change(keep_id, current_viewer())
    if keep is None:
        raise Refused("There is no idea with that number or address; please copy the address of the other idea.")
    merges.merge_ideas(keep=keep, drop=drop, by=current_viewer())
    return _back_to(keep)


@require("ideas.moderate")
def part(idea_id: int) -> ResponseReturnValue:
    """Take the idea out of the one that it was merged into."""
    found = idea_page.part_for_change(idea_id) or abort(404)
    merges.take_apart(idea=found, by=current_viewer())
    return _back_to(found)


@require("ideas.read")
def comment_place(comment_id: int) -> ResponseReturnValue:
    """Lead to the page of the idea on which the comment stands."""
    return redirect(_place(*_comment_or_404(comment_id)))


def _place(found: Comment, idea: Idea) -> str:
    key = idea_page.key_before(found)
    return f"{addresses.idea(idea.id, idea.slug)}{f'?after={key}' if key else ''}#c{found.id}"


def _comment_or_404(comment_id: int) -> tuple[Comment, Idea]:
    return idea_page.comment_for_change(comment_id, current_viewer()) or abort(404)


def _back_to(idea: Idea) -> ResponseReturnValue:
    return redirect(addresses.idea(idea.id, idea.slug), 303)
