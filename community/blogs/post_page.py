"""Reads of one blog post: its text, its comments with the topics made of them, its history."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, null, select, tuple_

from community.accounts import authors
from community.accounts.models import Member
from community.forum import addresses as forum
from community.forum import histories, removed, seeing
from community.forum import queries as forum_queries
from community.forum.models import Board, Topic
from community.forum.rows import Place, RevisionRow
from community.kernel import paging
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.paging import Page

from . import queries, rules
from .models import BlogPost, Comment, Revision
from .rows import CommentRow, PostRow

COMMENTS_PER_PAGE = 50
_PLACE: Any = (Comment.created_at, Comment.id)


@dataclass(frozen=True, kw_only=True)
class PostPage:
    """A blog post as its page shows it."""

    post: PostRow
    html: str
    comments: Page[CommentRow]


def row_by_id(post_id: int, viewer: Viewer) -> PostRow | None:
    """Return the post if the viewer may see it."""
    row = db.session.execute(queries.visible_posts(viewer).where(BlogPost.id == post_id)).one_or_none()
    return queries.post_row(row) if row else None


def tell_if_removed(post_id: int, viewer: Viewer) -> None:
    """Raise Removed if a moderator hid a post that was published to the viewer."""
    removed.tell(BlogPost, queries.reached_by(viewer), BlogPost.id == post_id)


def post_for_change(post_id: int, viewer: Viewer) -> BlogPost | None:
    """Return the post's row, to be written, if the viewer may see it."""
    return db.session.scalar(queries.visible_posts(viewer, BlogPost).where(BlogPost.id == post_id))


def comment_for_change(comment_id: int, viewer: Viewer) -> tuple[Comment, BlogPost] | None:
    """Return a comment and its post if the viewer may see both."""
    query = queries.visible_posts(viewer, Comment, BlogPost).join(Comment, Comment.post_id == BlogPost.id)
    shown = seeing.shown_to(viewer, Comment)
    row = db.session.execute(query.where(shown, Comment.id == comment_id)).one_or_none()
    return (row[0], row[1]) if row else None


def post_page(row: PostRow, viewer: Viewer, *, after: str | None = None, size: int = COMMENTS_PER_PAGE) -> PostPage:
    """Return what the page of the post shows."""
    html = db.session.scalar(select(BlogPost.html).where(BlogPost.id == row.id)) or ""
    return PostPage(post=row, html=html, comments=comments(row.id, viewer, after=after, size=size))


def comments(
    post_id: int, viewer: Viewer, *, after: str | None = None, size: int = COMMENTS_PER_PAGE
) -> Page[CommentRow]:
    """Return a page of the post's comments, the oldest first; moderators see the hidden ones too, authors their own."""
    query = _comments(viewer).where(Comment.post_id == post_id, seeing.shown_to(viewer, Comment))
    if after:
        query = query.where(paging.after(_PLACE, after, descending=False))
    found = db.session.execute(query.order_by(*_PLACE).limit(size + 1))
    return paging.page_of([_comment(row) for row in found], size, lambda row: (row.created_at, row.id))


def _comments(viewer: Viewer) -> Select[Any]:
    seen = forum_queries.visible_topics(viewer, Topic.id, Topic.title, Topic.slug).subquery()
    columns = (
        *(Comment.id, Comment.html, Comment.created_at, Comment.hidden_at, Comment.hidden_reason, Comment.topic_id),
        *(seen.c.title, seen.c.slug),
        Member.id.label("member_id"),
        Member.name.label("member_name"),
        *(Member.handle, Member.role),
    )
    said = select(*columns).select_from(Comment).outerjoin(Member, Member.id == Comment.author_id)
    return said.outerjoin(seen, seen.c.id == Comment.topic_id)


def _comment(row: Any) -> CommentRow:
    return CommentRow(
        id=row.id,
        author=authors.author(row.member_id, row.member_name, row.handle, row.role, None),
        html=row.html,
        created_at=row.created_at,
        hidden=row.hidden_at is not None,
        hidden_reason=row.hidden_reason,
        is_topic=row.topic_id is not None,
        topic=Place(row.title, forum.topic(row.topic_id, row.slug)) if row.slug else None,
    )


def key_before(comment: Comment) -> str | None:
    """Return the key of the page on which the comment stands; None for the first page."""
    said = select(*_PLACE).where(Comment.post_id == comment.post_id)
    said = said.where(tuple_(*_PLACE) < tuple_(comment.created_at, comment.id))
    before = db.session.scalar(select(func.count()).select_from(said.subquery())) or 0
    if before < COMMENTS_PER_PAGE:
        return None
    last = said.order_by(*_PLACE).offset(before - before % COMMENTS_PER_PAGE - 1).limit(1)
    return paging.encode(tuple(db.session.execute(last).one()))


def boards_for(comment: Comment, post: BlogPost, viewer: Viewer) -> list[Board]:
    """Return the boards on which its author and the viewer may meet over a comment, each as closed as its post."""
    member = db.session.get(Member, comment.author_id) if comment.author_id else None
    if member is None:
        return []
    found = forum_queries.open_boards(member.viewer)
    seen = (board for board in found if board.organisation_id is None and board.scope in viewer.scopes)
    return [board for board in seen if rules.is_as_closed(board.visibility, post.visibility)]


def history(post_id: int, viewer: Viewer) -> list[RevisionRow]:
    """Return the states of the post's text since it was published that were for the viewer's eyes, the newest first."""
    columns = (Revision.number, Revision.at, Revision.reason, Revision.title, Revision.body)
    found = db.session.execute(
        select(*columns, null().label("author_name"), *authors.COLUMNS)
        .outerjoin(Member, Member.id == Revision.author_id)
        .where(Revision.post_id == post_id, Revision.visibility.in_(sorted(viewer.scopes)))
        .order_by(Revision.number)
    ).all()
    return histories.changes(found, "title", "body")
