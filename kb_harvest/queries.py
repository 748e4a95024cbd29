"""Reads of articles: who may see which, their lists, and who is named in them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from itertools import groupby
from typing import Any, Literal, get_args

from sqlalchemy import ColumnElement, Select, and_, bindparam, or_, select

from community.accounts import authors
from community.accounts.authors import Author
from community.accounts.models import Member
from community.forum import seeing
from community.forum.models import Board, Post, Topic
from community.forum.queries import goes_on_in
from community.forum.rules import is_moderator
from community.kernel import paging
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.paging import Page

from . import rules
from .models import Article, Credit
from .rows import ArticleRow, Credits, Published, Source

State = Literal["published", "drafts", "validated", "archived"]
ARTICLES_PER_PAGE = 30
CONTRIBUTED_SHOWN = 10
STATES: tuple[State, ...] = get_args(State)
_IN_STATE: dict[State, ColumnElement[bool]] = {
    "published": Article.audience != "internal",
    "drafts": Article.confidence.in_(("wip", "not_validated")),
    "validated": and_(Article.confidence == "validated", Article.audience == "internal"),
    "archived": Article.confidence == "archived",
}
_OF_MEMO = Viewer(role="executive")
_COLUMNS: tuple[Any, ...] = (
    *(Article.id, Article.title, Article.slug, Article.confidence, Article.audience, Article.governance),
    *(Article.version, Article.created_at, Article.edited_at, Article.reviewed_at, Article.published_at),
    *(Article.no_credit_reason, Article.hidden_at, Article.hidden_reason),
    Topic.id.label("topic_id"),
    Topic.title.label("topic_title"),
    Topic.slug.label("topic_slug"),
    Board.name.label("board_name"),
    Board.slug.label("board_slug"),
    Member.id.label("member_id"),
    Member.name.label("member_name"),
    *(Member.handle, Member.role),
)


def visible_to(viewer: Viewer, *columns: Any) -> Select[Any]:
    """Return the query of all articles shown to the viewer, with the columns of an ArticleRow (or `columns`)."""
    return reached_by(viewer, *columns).where(Article.hidden_at.is_(None))


def reached_by(viewer: Viewer, *columns: Any) -> Select[Any]:
    """Return the query of all articles that are for the viewer, whether or not a moderator hid them since.

    Staff see every article, others what was published for them; and nobody more than of the topic it comes from.
    """
    seen: ColumnElement[bool] = seeing.seen_by(viewer)
    if not is_moderator(viewer):
        seen = and_(seen, Topic.hidden_at.is_(None))
    query = (
        select(*(columns or _COLUMNS))
        .select_from(Article)
        .outerjoin(Topic, Topic.id == goes_on_in(Article.topic_id))
        .outerjoin(Board, Board.id == Topic.board_id)
        .outerjoin(Member, Member.id == Article.author_id)
        .where(or_(Article.topic_id.is_(None), seen))
    )
    if viewer.is_staff:
        return query
    return query.where(Article.audience.in_([a for a, scope in _READERS if scope in viewer.scopes]))


_READERS = [(audience, rules.SCOPE_OF[audience]) for audience in rules.AUDIENCES if audience != "internal"]


def article_row(row: Any) -> ArticleRow:
    """Return the article of a row of `visible_to`."""
    names = ("id", "title", "slug", "confidence", "audience", "governance", "version")
    moments = ("created_at", "edited_at", "reviewed_at", "published_at")
    return ArticleRow(
        **{name: getattr(row, name) for name in (*names, *moments, "no_credit_reason", "hidden_reason")},
        author=authors.author(row.member_id, row.member_name, row.handle, row.role, None),
        source=_source(row) if row.topic_id else None,
    )


def _source(row: Any) -> Source:
    names = {"board_name": row.board_name, "board_slug": row.board_slug}
    return Source(id=row.topic_id, title=row.topic_title, slug=row.topic_slug, **names)


def articles(
    viewer: Viewer, *, state: State = "published", after: str | None = None, size: int = ARTICLES_PER_PAGE
) -> Page[ArticleRow]:
    """Return a page of the articles in a state that the viewer may see, the newest first."""
    order: Any = (Article.published_at if state == "published" else Article.created_at, Article.id)
    return _page(visible_to(viewer).where(_IN_STATE[state]), order, after, size)


def _page(query: Select[Any], order: Any, after: str | None, size: int) -> Page[ArticleRow]:
    if after:
        query = query.where(paging.after(order, after, descending=True))
    found = db.session.execute(query.order_by(*(column.desc() for column in order)).limit(size + 1)).all()
    page = paging.page_of(found, size, lambda row: tuple(getattr(row, column.key) for column in order))
    return Page([article_row(row) for row in page.rows], page.next_key)


def published_between(start: datetime, end: datetime) -> list[Published]:
    """Return the articles first published in [start, end) that are published now, the oldest first."""
    query = visible_to(_OF_MEMO).where(Article.published_at >= start, Article.published_at < end)
    query = query.where(_IN_STATE["published"]).order_by(Article.published_at, Article.id)
    rows = [article_row(row) for row in db.session.execute(query)]
    named = credits_of([row.id for row in rows])
    return [
        Published(
            id=row.id,
            title=row.title,
            url=row.url,
            published_at=row.published_at,  # type: ignore[arg-type] # the range has no room for None
            topic_url=row.source.url if row.source else None,
            contributors=list(named[row.id].people) if row.id in named else [],
        )
        for row in rows
    ]


def from_topic(topic_id: int, viewer: Viewer) -> list[ArticleRow]:
    """Return the articles in use that come from a topic, as far as the viewer may see them."""
    found = db.session.execute(_of_topic(viewer.role), {"topic": topic_id, **seeing.values(viewer)})
    return [article_row(row) for row in found]


@cache
def _of_topic(role: str) -> Select[Any]:
    """Return a statement built once: each topic page runs it, and to build it takes longer than to run it."""
    query = visible_to(Viewer(role=role)).where(Topic.id == bindparam("topic"))
    return query.where(Article.confidence != "archived").order_by(Article.id)


def among(article_ids: Collection[int], viewer: Viewer) -> dict[int, ArticleRow]:
    """Return those of the articles that the viewer may see, by id."""
    found = db.session.execute(visible_to(viewer).where(Article.id.in_(article_ids)))
    return {row.id: article_row(row) for row in found}


def contributed_by(
    member_id: int, viewer: Viewer, *, after: str | None = None, size: int = CONTRIBUTED_SHOWN
) -> Page[ArticleRow]:
    """Return a page of the published articles that name a member and the viewer may see, the newest first."""
    order: Any = (Article.published_at, Article.id)
    mine = select(Credit.article_id).join(Post, Post.id == Credit.post_id)
    mine = mine.where(Credit.author_id == member_id, Post.hidden_at.is_(None))
    query = visible_to(viewer).where(_IN_STATE["published"], Article.id.in_(mine))
    return _page(query, order, after, size)


def credits_of(article_ids: Collection[int]) -> dict[int, Credits]:
    """Return by article who is named in it; whose post was hidden since is not."""
    found = db.session.execute(
        select(Credit.article_id, Credit.author_name, Post.kind, *authors.COLUMNS)
        .join(Post, Post.id == Credit.post_id)
        .outerjoin(Member, Member.id == Credit.author_id)
        .where(Credit.article_id.in_(article_ids), Post.hidden_at.is_(None))
        .order_by(Credit.article_id, Credit.at, Credit.post_id)
    )
    return {id_: _credits(list(rows)) for id_, rows in groupby(found, key=lambda row: row.article_id)}


def _credits(rows: Sequence[Any]) -> Credits:
    named = [(row.kind == "opening", _author(row)) for row in rows]
    askers, solvers = (tuple(dict.fromkeys(who for asked, who in named if asked is kind)) for kind in (True, False))
    return Credits(askers, solvers)


def _author(row: Any) -> Author:
    return authors.author(row.id, row.name, row.handle, row.role, row.author_name)
