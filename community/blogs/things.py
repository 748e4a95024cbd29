"""Blog posts and their comments as things: for search hits and everything else that treats all rooms alike."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, func, select

from community.accounts import authors
from community.accounts.models import Member
from community.forum.services.hiding import reword
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.events import Event
from community.kernel.markup import plain
from community.kernel.redaction import WordsCut, cut_from
from community.kernel.search.documents import Document
from community.kernel.things import Hiding, Thing, ThingKind

from . import addresses, events, queries
from .models import BlogPost, Comment
from .services import comments, hiding

_OF_POST = (
    *(events.PostPublished, events.PostEdited, events.PostWithdrawn),
    *(events.PostHidden, events.PostRestored),
)
_OF_ITS_WORDS = (*_OF_POST, WordsCut)
_OF_COMMENT = (events.CommentAdded, events.CommentHidden, events.CommentRestored)
_PERSON = (Member.id.label("member_id"), Member.name.label("member_name"), Member.handle, Member.role)


_SHOWN = (BlogPost.published_at.is_not(None), BlogPost.hidden_at.is_(None))


def _posts_among(ids: Collection[int]) -> Select[Any]:
    """Return the query of published posts that are not hidden."""
    return _written_posts(ids).where(*_SHOWN)


def _written_posts(ids: Collection[int]) -> Select[Any]:
    at = func.coalesce(BlogPost.published_at, BlogPost.created_at).label("at")
    columns = (BlogPost.id, BlogPost.title, BlogPost.slug, BlogPost.html, at, BlogPost.hidden_at)
    return (
        select(*columns, BlogPost.visibility, *_PERSON)
        .outerjoin(Member, Member.id == BlogPost.author_id)
        .where(BlogPost.id.in_(ids))
    )


def _comments_among(ids: Collection[int]) -> Select[Any]:
    return _written_comments(ids).where(*_SHOWN, Comment.hidden_at.is_(None))


def _written_comments(ids: Collection[int]) -> Select[Any]:
    columns = (Comment.id, BlogPost.title, Comment.html, Comment.created_at.label("at"), Comment.hidden_at)
    return (
        select(*columns, Comment.post_id, BlogPost.visibility, *_PERSON)
        .join(BlogPost, BlogPost.id == Comment.post_id)
        .outerjoin(Member, Member.id == Comment.author_id)
        .where(Comment.id.in_(ids))
    )


def _moderated(query: Select[Any], kind: str, viewer: Viewer) -> Mapping[int, Thing]:
    return {row.id: _thing(row, kind) for row in db.session.execute(query.where(queries.seen_by(viewer)))}


def _visible(query: Select[Any], kind: str, viewer: Viewer) -> Mapping[int, Thing]:
    found = db.session.execute(query.where(BlogPost.visibility.in_(sorted(viewer.scopes))))
    return {row.id: _thing(row, kind) for row in found}


def _thing(row: Any, kind: str) -> Thing:
    return Thing(
        kind=kind,
        id=row.id,
        title=row.title,
        url=addresses.post(row.id, row.slug) if kind == "blog_post" else addresses.comment(row.id),
        author=authors.author(row.member_id, row.member_name, row.handle, row.role, None),
        at=row.at,
        text=plain(row.html),
        place=_("Blog"),
        hidden=row.hidden_at is not None,
        thread_id=row.id if kind == "blog_post" else row.post_id,
    )


def _documents(query: Select[Any], kind: str) -> Iterator[Document]:
    """Yield what is indexed; the words of the title belong to the post, not to each comment."""
    for row in db.session.execute(query):
        yield Document(
            key=f"{kind}:{row.id}",
            kind=kind,
            thing_id=row.id,
            title=row.title if kind == "blog_post" else "",
            body=plain(row.html),
            scope=row.visibility,
            author=row.handle or "",
        )


def _touched_posts(happened: Sequence[Event]) -> set[int]:
    return {e.post_id for e in happened if isinstance(e, _OF_POST)} | cut_from(happened, BlogPost.__tablename__)


def _touched_comments(happened: Sequence[Event]) -> set[int]:
    own = {e.comment_id for e in happened if isinstance(e, _OF_COMMENT)} | cut_from(happened, Comment.__tablename__)
    posts = _touched_posts(happened)
    return own | (set(db.session.scalars(select(Comment.id).where(Comment.post_id.in_(posts)))) if posts else set())


def _all_posts(after: int, limit: int) -> list[int]:
    return list(db.session.scalars(select(BlogPost.id).where(BlogPost.id > after).order_by(BlogPost.id).limit(limit)))


def _all_comments(after: int, limit: int) -> list[int]:
    return list(db.session.scalars(select(Comment.id).where(Comment.id > after).order_by(Comment.id).limit(limit)))


POST = ThingKind(
    kind="blog_post",
    label=_l("Blog post"),
    visible=lambda ids, viewer: _visible(_posts_among(ids), "blog_post", viewer),
    documents=lambda ids: _documents(_posts_among(ids), "blog_post"),
    all_ids=_all_posts,
    touched_by=_OF_ITS_WORDS,
    touched=_touched_posts,
    hiding=Hiding(
        among=lambda ids, viewer: _moderated(_written_posts(ids), "blog_post", viewer),
        hide=lambda id_, by, why: hiding.hide_post(post=db.session.get_one(BlogPost, id_), by=by, reason=why),
        reword=lambda id_, by, why: reword(db.session.get_one(BlogPost, id_), by, why, "This post is not hidden."),
        restore=lambda id_, by: hiding.restore_post(post=db.session.get_one(BlogPost, id_), by=by),
    ),
)
COMMENT = ThingKind(
    kind="blog_comment",
    label=_l("Comment on a blog post"),
    visible=lambda ids, viewer: _visible(_comments_among(ids), "blog_comment", viewer),
    documents=lambda ids: _documents(_comments_among(ids), "blog_comment"),
    all_ids=_all_comments,
    touched_by=(*_OF_ITS_WORDS, *_OF_COMMENT),
    touched=_touched_comments,
    hiding=Hiding(
        among=lambda ids, viewer: _moderated(_written_comments(ids), "blog_comment", viewer),
        hide=lambda id_, by, why: comments.hide_comment(comment=db.session.get_one(Comment, id_), by=by, reason=why),
        reword=lambda id_, by, why: reword(db.session.get_one(Comment, id_), by, why, "This comment is not hidden."),
        restore=lambda id_, by: comments.restore_comment(comment=db.session.get_one(Comment, id_), by=by),
    ),
)
