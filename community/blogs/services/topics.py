"""Comments that deserve a talk of their own: one becomes a topic of the forum in one act."""

from flask_babel import gettext as _

from community.accounts.models import Member
from community.forum.models import Board, Topic
from community.forum.rules import is_moderator
from community.forum.services.topics import start_topic
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.events import publish
from community.kernel.web import language

from .. import addresses, rules
from ..events import TopicMadeOfComment
from ..models import BlogPost, Comment


def make_topic(*, comment: Comment, post: BlogPost, board: Board, by: Viewer, title: str, kind: str) -> Topic:
    """Open a topic with the comment's words and author; comment and topic lead to each other from then on."""
    if not (is_moderator(by) or rules.may_change(post.author_id, by)):
        raise Refused("Only moderators and the author of the blog post can do this.")
    db.session.refresh(comment, with_for_update=True)  # of two at once, one is told
    author = _author(comment)
    _check(comment, post, board, by, author)
    body = f"{comment.body}\n\n---\n\n{_origin(comment)}"
    topic = start_topic(board=board, by=author, title=title, body=body, kind=kind)
    comment.topic_id = topic.id
    publish(
        TopicMadeOfComment(
            comment_id=comment.id,
            post_id=post.id,
            topic_id=topic.id,
            author_id=author.member_id or 0,
            by=by.member_id,
        )
    )
    return topic


def _origin(comment: Comment) -> str:
    """Return in Markdown where the topic comes from; it is part of the post, so it is in the site's language."""
    with language.spoken_to(None):
        return _("*From a [comment on our blog](%(url)s).*", url=addresses.comment(comment.id))


def _author(comment: Comment) -> Viewer:
    """Return the one who wrote the comment, as they are today; their words need somebody to talk to."""
    member = db.session.get(Member, comment.author_id) if comment.author_id else None
    if member is None or not member.active:
        raise Refused("Whoever wrote this comment is no longer here; nobody could answer as its author.")
    return member.viewer


def _check(comment: Comment, post: BlogPost, board: Board, by: Viewer, author: Viewer) -> None:
    if comment.topic_id:
        raise Refused("This comment was made a topic already.")
    if comment.hidden_at or post.hidden_at or post.published_at is None:
        raise Refused("What is out of sight cannot become a topic; please show it again first.")
    if not rules.is_as_closed(board.visibility, post.visibility):
        raise Refused("More people see that board than this blog post; please choose a board that is as closed.")
    if board.organisation_id:
        raise Refused("The boards of single organisations take no words of the blog; please choose another one.")
    if board.scope not in by.scopes & author.scopes:
        raise Refused("You and whoever wrote this comment must both see that board; please choose another one.")
