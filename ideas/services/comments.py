"""Comments: a short remark under an idea; hidden with a reason, and brought back."""

from sqlalchemy import select

from community.forum.services.counters import count
from community.forum.services.hiding import hide, restore
from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.events import publish
from community.kernel.markup import RENDERER_VERSION, render

from ..events import CommentAdded, CommentHidden, CommentRestored
from ..models import Comment, Idea
from .drafts import comment_of, hand_over


def comment_on(*, idea: Idea, by: Viewer, body: str) -> Comment:
    """Add a remark to an idea, whatever its status: a settled idea may still be talked about."""
    if idea.hidden_at:
        raise Refused("This idea is hidden.")
    draft = comment_of(body, by)
    comment = Comment(idea_id=idea.id, author_id=by.member_id, body=draft.text, html=render(draft.text))
    comment.renderer, comment.created_at = RENDERER_VERSION, clock.now()
    db.session.add(comment)
    db.session.flush()
    _count(idea.id, 1)
    publish(CommentAdded(comment_id=comment.id, idea_id=idea.id, by=by.member_id))
    hand_over([draft], "idea_comment", comment.id)
    return comment


def hide_comment(*, comment: Comment, by: Viewer, reason: str) -> None:
    """Take a comment out of every reader's sight but the moderators'."""
    hide(comment, by, reason, "This comment is hidden already.")
    _count(comment.idea_id, -1)
    publish(CommentHidden(comment_id=comment.id, idea_id=comment.idea_id, by=by.member_id))


def restore_comment(*, comment: Comment, by: Viewer) -> None:
    """Bring a hidden comment back."""
    restore(comment, by, "This comment is not hidden.")
    _count(comment.idea_id, 1)
    publish(CommentRestored(comment_id=comment.id, idea_id=comment.idea_id, by=by.member_id))


def _count(idea_id: int, change: int) -> None:
    """Move the counter of the idea, and of the one that it was merged into, if it was."""
    count(Idea, idea_id, comments=change)
    count(Idea, db.session.scalar(select(Idea.merged_into_id).where(Idea.id == idea_id)), comments=change)
