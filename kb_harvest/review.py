"""Which published articles are to be looked through again, and why: worked out from what happened to their sources."""

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from community.forum.models import Post, Topic
from community.forum.queries import goes_on_in
from community.kernel import clock, paging
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.paging import Page

from . import queries
from .models import Article, Paragraph
from .rows import ArticleRow
from .wording import REVIEW_LABELS

REVIEWS_PER_PAGE = 30
COMPLIANCE_EVERY = timedelta(days=365)
_ORDER: Any = (Article.reviewed_at, Article.id)


def due(
    viewer: Viewer, *, after: str | None = None, size: int = REVIEWS_PER_PAGE
) -> Page[tuple[ArticleRow, list[Any]]]:
    """Return a page of the published articles to be reviewed, each with its reasons, the longest unseen first."""
    why = _reasons()
    query = _articles(viewer, why).where(Article.audience != "internal", or_(*why.values()))
    if after:
        query = query.where(paging.after(_ORDER, after, descending=False))
    found = db.session.execute(query.order_by(*_ORDER).limit(size + 1)).all()
    page = paging.page_of(found, size, lambda row: (row.reviewed_at, row.id))
    return Page([(queries.article_row(row), _labels(row)) for row in page.rows], page.next_key)


def reasons(article_id: int, viewer: Viewer) -> list[Any]:
    """Return why an article is to be reviewed, in sentences; none where it stands."""
    row = db.session.execute(_articles(viewer, _reasons()).where(Article.id == article_id)).one_or_none()
    return _labels(row) if row else []


def _articles(viewer: Viewer, why: dict[str, ColumnElement[bool]]) -> Any:
    return queries.visible_to(viewer).add_columns(*(found.label(f"is_{name}") for name, found in why.items()))


def _labels(row: Any) -> list[Any]:
    return [label for name, label in REVIEW_LABELS.items() if getattr(row, f"is_{name}")]


def _reasons() -> dict[str, ColumnElement[bool]]:
    """Return by code the conditions under which an article is to be reviewed."""
    mine = and_(Paragraph.article_id == Article.id, Paragraph.source_post_id == Post.id)
    harvested = select(Paragraph.source_post_id).where(Paragraph.article_id == Article.id)
    newer = (
        Post.topic_id == goes_on_in(Article.topic_id),
        Post.hidden_at.is_(None),
        Post.accepted_at > Article.reviewed_at,
    )
    overdue = Article.reviewed_at <= clock.now() - COMPLIANCE_EVERY
    return {
        "edited": select(Post.id).where(mine, Post.edited_at > Article.reviewed_at).correlate(Article).exists(),
        "newer": select(Post.id)
        .where(*newer, Post.id.not_in(harvested.where(Paragraph.source_post_id.is_not(None)).correlate(Article)))
        .correlate(Article)
        .exists(),
        "hidden": or_(
            select(Post.id).where(mine, Post.hidden_at.is_not(None)).correlate(Article).exists(),
            and_(Article.topic_id.is_not(None), Topic.hidden_at.is_not(None)),
        ),
        "due": and_(Article.governance == "compliance", overdue),
    }
