"""Blog posts: begin one, publish it, edit it with its history kept, take it back into the drafts."""

from sqlalchemy import select, update

from community.forum.rules import REASON_LENGTH
from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.db import db, rows_changed
from community.kernel.errors import Refused
from community.kernel.events import publish
from community.kernel.markup import RENDERER_VERSION, excerpt, plain, render
from community.kernel.texts import clean, slugify

from .. import rules
from ..events import PostDrafted, PostEdited, PostPublished, PostWithdrawn
from ..models import BlogPost, Comment, Revision
from ..rules import Words
from .drafts import words_of


def draft_post(*, by: Viewer, words: Words) -> BlogPost:
    """Begin a post that only its author and editors see."""
    if not by.is_staff:
        raise Refused("Only employees write on the blog; a comment or a topic of your own is welcome.")
    post = BlogPost(author_id=by.member_id, created_at=clock.now(), revisions=0, comments=0)
    _write(post, words_of(words, by))
    db.session.add(post)
    db.session.flush()
    publish(PostDrafted(post_id=post.id, by=by.member_id))
    return post


def publish_post(*, post: BlogPost, by: Viewer) -> None:
    """Show a draft to the readers that it is meant for."""
    _changers_only(post, by)
    draft = (BlogPost.id == post.id, BlogPost.published_at.is_(None))
    if not rows_changed(update(BlogPost).where(*draft).values(published_at=clock.now())):
        raise Refused("This post is published already.")
    db.session.refresh(post)
    voice: rules.Voice = post.voice  # type: ignore[assignment] # held to the list by a constraint
    publish(PostPublished(post_id=post.id, author_id=post.author_id, voice=voice, by=by.member_id))


def withdraw_post(*, post: BlogPost, by: Viewer) -> None:
    """Make a published post a draft again; its comments and history go out of sight with it."""
    _changers_only(post, by)
    shown = (BlogPost.id == post.id, BlogPost.published_at.is_not(None))
    if not rows_changed(update(BlogPost).where(*shown).values(published_at=None)):
        raise Refused("This post is a draft already.")
    db.session.refresh(post)
    publish(PostWithdrawn(post_id=post.id, by=by.member_id))


def edit_post(*, post: BlogPost, by: Viewer, words: Words, reason: str = "") -> None:
    """Change a post; of a published one, the former state stays readable as a revision."""
    _changers_only(post, by)
    words = words_of(words, by)
    db.session.refresh(post, with_for_update=True)  # two editors at once number their revisions one after the other
    _check_circle(post, words.visibility)
    if post.published_at and not post.revisions:
        _keep(post, author_id=post.author_id, at=post.published_at)
    _write(post, words)
    if post.published_at:
        post.edited_at = clock.now()
        _keep(post, author_id=by.member_id, at=post.edited_at, reason=clean(reason)[: REASON_LENGTH[1]])
    publish(PostEdited(post_id=post.id, revision=post.revisions, by=by.member_id))


def _check_circle(post: BlogPost, visibility: str) -> None:
    """Refuse to open a post to more people than those who commented on it spoke to."""
    wider = not rules.is_as_closed(visibility, post.visibility)
    if wider and db.session.scalar(select(Comment.id).where(Comment.post_id == post.id).limit(1)):
        raise Refused("People commented here for a smaller circle; please write a new post for the wider one.")


def _write(post: BlogPost, words: Words) -> None:
    """Put the words into the row, rendered once and for all readers."""
    post.kind, post.voice, post.visibility = words.kind, words.voice, words.visibility
    post.title, post.slug = words.title, slugify(words.title)
    post.body, post.html, post.renderer = words.body, render(words.body), RENDERER_VERSION
    post.excerpt = excerpt(plain(render(rules.gist(words))), rules.EXCERPT_LENGTH)


def _keep(post: BlogPost, *, reason: str = "", **about: object) -> None:
    """Write the present state as the next revision."""
    post.revisions += 1
    state = {name: getattr(post, name) for name in ("title", "body", "voice", "visibility")}
    db.session.add(Revision(post_id=post.id, number=post.revisions, reason=reason, **state, **about))
    db.session.flush()


def _changers_only(post: BlogPost, by: Viewer) -> None:
    if not rules.may_change(post.author_id, by):
        raise Refused("Only the author or an editor can change this post.")
