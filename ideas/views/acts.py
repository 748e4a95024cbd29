"""Acts of one button: vote, take a vote back, hide, show again; and the way to a comment."""

from flask import Blueprint, abort, redirect
from flask.typing import ResponseReturnValue

from community.kernel.auth import current_viewer, require
from community.kernel.errors import Refused
from community.kernel.web.limits import writing_limit

from .. import addresses, idea_page
from ..forms import ReasonForm
from ..models import Comment, Idea
from ..services import comments, submissions, votes
from .idea import idea_or_404


def register(bp: Blueprint) -> None:
    """Hang the acts onto the room's blueprint."""
    for act in (vote, unvote, hide, restore):
        bp.add_url_rule(f"/<int:idea_id>/{act.__name__}", act.__name__, act, methods=["POST"])
    bp.add_url_rule("/comments/<int:comment_id>", "comment_place", comment_place)
    bp.add_url_rule("/comments/<int:comment_id>/hide", "hide_comment", hide_comment, methods=["POST"])
    bp.add_url_rule("/comments/<int:comment_id>/restore", "restore_comment", restore_comment, methods=["POST"])


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
def hide(idea_id: int) -> ResponseReturnValue:
    found = idea_or_404(idea_id)
    submissions.hide_idea(idea=found, by=current_viewer(), reason=_reason())
    return _back_to(found)


@require("ideas.moderate")
def restore(idea_id: int) -> ResponseReturnValue:
    found = idea_or_404(idea_id)
    submissions.restore_idea(idea=found, by=current_viewer())
    return _back_to(found)


@require("ideas.read")
def comment_place(comment_id: int) -> ResponseReturnValue:
    """Lead to the page of the idea on which the comment stands."""
    return redirect(_place(*_comment_or_404(comment_id)))


@require("ideas.moderate")
def hide_comment(comment_id: int) -> ResponseReturnValue:
    found, idea = _comment_or_404(comment_id)
    comments.hide_comment(comment=found, by=current_viewer(), reason=_reason())
    return redirect(_place(found, idea), 303)


@require("ideas.moderate")
def restore_comment(comment_id: int) -> ResponseReturnValue:
    found, idea = _comment_or_404(comment_id)
    comments.restore_comment(comment=found, by=current_viewer())
    return redirect(_place(found, idea), 303)


def _reason() -> str:
    form = ReasonForm()
    if not form.validate():
        raise Refused("Please give a reason; it stands beside what is hidden.")
    return form.reason.data or ""


def _place(found: Comment, idea: Idea) -> str:
    key = idea_page.key_before(found)
    return f"{addresses.idea(idea.id, idea.slug)}{f'?after={key}' if key else ''}#c{found.id}"


def _comment_or_404(comment_id: int) -> tuple[Comment, Idea]:
    return idea_page.comment_for_change(comment_id, current_viewer()) or abort(404)


def _back_to(idea: Idea) -> ResponseReturnValue:
    return redirect(addresses.idea(idea.id, idea.slug), 303)
