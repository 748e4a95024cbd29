"""Comments: what people say to a blog post; hidden with a reason, and brought back."""

from community.forum.services.counters import count
from community.forum.services.hiding import hide, restore
from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.events import publish
from community.kernel.markup import RENDERER_VERSION, render

from ..events import CommentAdded, CommentHidden, CommentRestored
from ..models import BlogPost, Comment
from .drafts import comment_of, hand_over


def comment_on(*, post: BlogPost, by: Viewer, body: str) -> Comment:
    """Say something to a published post."""
    if post.published_at is None:
        raise Refused("This post is a draft; it takes comments once it is published.")
    if post.hidden_at:
        raise Refused("This post is hidden, and takes no comments meanwhile.")
    draft = comment_of(body, by)
    comment = Comment(post_id=post.id, author_id=by.member_id, body=draft.text, html=render(draft.text))
    comment.renderer, comment.created_at = RENDERER_VERSION, clock.now()
    db.session.add(comment)
    db.session.flush()
    count(BlogPost, post.id, comments=1)
    publish(CommentAdded(comment_id=comment.id, post_id=post.id, by=by.member_id))
    hand_over(draft, comment.id)
    return comment


def hide_comment(*, comment: Comment, by: Viewer, reason: str) -> None:
    """Take a comment out of every reader's sight but the moderators'."""
    hide(comment, by, reason, "This comment is hidden already.")
    count(BlogPost, comment.post_id, comments=-1)
    publish(CommentHidden(comment_id=comment.id, post_id=comment.post_id, by=by.member_id))


def restore_comment(*, comment: Comment, by: Viewer) -> None:
    """Bring a hidden comment back."""
    restore(comment, by, "This comment is not hidden.")
    count(BlogPost, comment.post_id, comments=1)
    publish(CommentRestored(comment_id=comment.id, post_id=comment.post_id, by=by.member_id))
