"""Hiding blog posts: a moderator takes one out of sight with a reason, and can bring it back."""

from community.forum.services.hiding import hide, restore
from community.kernel.auth import Viewer
from community.kernel.events import publish

from ..events import PostHidden, PostRestored
from ..models import BlogPost


def hide_post(*, post: BlogPost, by: Viewer, reason: str) -> None:
    """Take a blog post and its comments out of every reader's sight but the moderators' and the author's."""
    hide(post, by, reason, "This post is hidden already.")
    publish(PostHidden(post_id=post.id, by=by.member_id))


def restore_post(*, post: BlogPost, by: Viewer) -> None:
    """Bring a hidden blog post back."""
    restore(post, by, "This post is not hidden.")
    publish(PostRestored(post_id=post.id, by=by.member_id))
