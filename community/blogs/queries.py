"""Reads of the room's lists: posts newest first, those of one author, drafts, and who writes."""

from typing import Any

from sqlalchemy import ColumnElement, Select, false, func, or_, select

from community.accounts import authors
from community.accounts.models import Member
from community.forum import seeing
from community.kernel import paging
from community.kernel.auth import EDITORS, NOBODY, Viewer
from community.kernel.db import db
from community.kernel.paging import Page

from .models import BlogPost
from .rows import AuthorRow, PostRow

POSTS_PER_PAGE = 20
POSTS_IN_FEED = 30

_NAMES = (
    *("id", "title", "slug", "excerpt", "kind", "voice", "visibility"),
    *("created_at", "published_at", "edited_at", "comments", "hidden_reason"),
)
_COLUMNS: tuple[Any, ...] = (
    *(getattr(BlogPost, name) for name in _NAMES),
    Member.id.label("member_id"),
    Member.name.label("member_name"),
    *(Member.handle, Member.role),
)
_ORDER: Any = (BlogPost.published_at, BlogPost.id)


def posts(
    viewer: Viewer, *, author: str | None = None, after: str | None = None, size: int = POSTS_PER_PAGE
) -> Page[PostRow]:
    """Return a page of the published posts that the viewer may see, the newest first; of one author, or all."""
    query = published_posts(viewer)
    if author is not None:
        query = query.where(Member.handle == author)
    if after:
        query = query.where(paging.after(_ORDER, after, descending=True))
    found = db.session.execute(query.order_by(*(column.desc() for column in _ORDER)).limit(size + 1))
    return paging.page_of([post_row(row) for row in found], size, lambda row: (row.published_at, row.id))


def drafts(viewer: Viewer) -> list[PostRow]:
    """Return the drafts that the viewer may change, the newest first."""
    found = db.session.execute(_posts().where(_own_drafts(viewer)).order_by(BlogPost.created_at.desc()))
    return [post_row(row) for row in found]


def by_author(member_id: int, viewer: Viewer, *, size: int = 5) -> list[PostRow]:
    """Return a member's newest posts that the viewer may see."""
    query = published_posts(viewer).where(BlogPost.author_id == member_id)
    return [post_row(row) for row in db.session.execute(query.order_by(BlogPost.published_at.desc()).limit(size))]


def writers(viewer: Viewer) -> list[AuthorRow]:
    """Return who writes on the blog and has not left, those with the most posts first."""
    number = func.count(BlogPost.id)
    wrote = published_posts(viewer, number.label("posts"), *authors.COLUMNS).where(Member.active.is_(True))
    found = db.session.execute(wrote.group_by(*authors.COLUMNS).order_by(number.desc(), Member.id))
    return [
        AuthorRow(author=authors.author(row.id, row.name, row.handle, row.role, None), posts=row.posts) for row in found
    ]


def for_feeds() -> list[tuple[PostRow, str]]:
    """Return the newest public posts, whoever asks, each with its text."""
    query = published_posts(NOBODY, *_COLUMNS, BlogPost.html).order_by(*(column.desc() for column in _ORDER))
    return [(post_row(row), row.html) for row in db.session.execute(query.limit(POSTS_IN_FEED))]


def published_posts(viewer: Viewer, *columns: Any) -> Select[Any]:
    """Return the query of the published posts that the viewer may see, with the columns of a PostRow (or `columns`)."""
    return _posts(*columns).where(_published_for(viewer))


def visible_posts(viewer: Viewer, *columns: Any) -> Select[Any]:
    """Return the query of published posts, hidden ones for moderators and their author, and drafts to be changed."""
    return _posts(*columns).where(seen_by(viewer))


def seen_by(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition for published posts that are shown to the viewer, and drafts that the viewer may change."""
    return or_(reached_by(viewer) & seeing.shown_to(viewer, BlogPost), _own_drafts(viewer))


def reached_by(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition for posts published to the viewer, hidden since or not."""
    return BlogPost.published_at.is_not(None) & BlogPost.visibility.in_(sorted(viewer.scopes))


def _posts(*columns: Any) -> Select[Any]:
    return select(*(columns or _COLUMNS)).select_from(BlogPost).outerjoin(Member, Member.id == BlogPost.author_id)


def _published_for(viewer: Viewer) -> ColumnElement[bool]:
    return reached_by(viewer) & BlogPost.hidden_at.is_(None)


def _own_drafts(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition that `rules.may_change` states for one post."""
    if not viewer.is_staff:
        return false()
    draft = BlogPost.published_at.is_(None)
    return draft if viewer.role in EDITORS else draft & (BlogPost.author_id == viewer.member_id)


def post_row(row: Any) -> PostRow:
    """Return the post of a row of `published_posts`."""
    author = authors.author(row.member_id, row.member_name, row.handle, row.role, None)
    return PostRow(author=author, **{name: getattr(row, name) for name in _NAMES})
