"""Comments: a short remark under an idea; hidden with a reason, and brought back."""

from community.forum.services.counters import count
from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.events import publish
from community.kernel.markup import RENDERER_VERSION, render

from ..events import CommentAdded, CommentHidden, CommentRestored
from ..models import Comment, Idea
from .drafts import comment_of
from .hiding import hide, restore


def comment_on(*, idea: Idea, by: Viewer, body: str) -> Comment:
    """Add a remark to an idea, whatever its status: a settled idea may still be talked about."""
    if idea.hidden_at:
        raise Refused("This idea is hidden.")
    text = comment_of(body, by)
    comment = Comment(idea_id=idea.id, author_id=by.member_id, body=text, html=render(text))
    comment.renderer, comment.created_at = RENDERER_VERSION, clock.now()
    db.session.add(comment)
    db.session.flush()
    count(Idea, idea.id, comments=1)
    publish(CommentAdded(comment_id=comment.id, idea_id=idea.id, by=by.member_id))
    return comment


def hide_comment(*, comment: Comment, by: Viewer, reason: str) -> None:
    """Take a comment out of every reader's sight but the moderators'."""
    hide(comment, by, reason, "This comment is hidden already.")
    count(Idea, comment.idea_id, comments=-1)
    publish(CommentHidden(comment_id=comment.id, idea_id=comment.idea_id, by=by.member_id))


def restore_comment(*, comment: Comment, by: Viewer) -> None:
    """Bring a hidden comment back."""
    restore(comment, by, "This comment is not hidden.")
    count(Idea, comment.idea_id, comments=1)
    publish(CommentRestored(comment_id=comment.id, idea_id=comment.idea_id, by=by.member_id))
