"""Reads of one article: its paragraphs with the posts they came from."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import or_, select

from community.accounts import authors
from community.accounts.models import Member
from community.forum import removed, seeing
from community.forum.models import Post, Topic
from community.forum.queries import goes_on_in
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.markup import excerpt, plain

from . import queries, rules
from .models import Article, Paragraph
from .rows import ArticleRow, Offer, Origin, ParagraphRow, Run, SectionRow
from .wording import SECTION_LABELS

MOST_OFFERED = 10


def row_by_id(article_id: int, viewer: Viewer) -> ArticleRow | None:
    """Return the article if the viewer may see it; a hidden one is seen by its author and by moderators."""
    found = queries.reached_by(viewer).where(seeing.shown_to(viewer, Article), Article.id == article_id)
    row = db.session.execute(found).one_or_none()
    return queries.article_row(row) if row else None


def article_for_change(article_id: int, viewer: Viewer) -> Article | None:
    """Return the article to be changed, if the viewer may see it."""
    found = queries.reached_by(viewer, Article).where(seeing.shown_to(viewer, Article), Article.id == article_id)
    article: Article | None = db.session.scalar(found)
    return article


def tell_if_removed(article_id: int, viewer: Viewer) -> None:
    """Raise Removed if a moderator hid an article that was for the viewer."""
    mine = queries.reached_by(viewer, Article.id).where(Article.id == article_id)
    removed.tell(Article, Article.id.in_(mine))


def topic_of(article: Article) -> int | None:
    """Return the topic in which the article's own goes on, if it has one."""
    return db.session.scalar(select(goes_on_in(article.topic_id))) if article.topic_id else None


def paragraphs(article_id: int) -> list[ParagraphRow]:
    """Return the article's paragraphs in their order; one whose source is hidden keeps its place without its words."""
    withdrawn = or_(Post.hidden_at.is_not(None), Topic.hidden_at.is_not(None))
    found = db.session.execute(
        select(
            *(Paragraph.position, Paragraph.section, Paragraph.body, Paragraph.markup, Paragraph.html),
            Paragraph.source_post_id,
            *(Post.kind, Post.author_name, Post.source, Post.source_url, Post.licence),
            withdrawn.label("withdrawn"),
            *authors.COLUMNS,
        )
        .outerjoin(Post, Post.id == Paragraph.source_post_id)
        .outerjoin(Topic, Topic.id == Post.topic_id)
        .outerjoin(Member, Member.id == Post.author_id)
        .where(Paragraph.article_id == article_id)
        .order_by(Paragraph.position)
    )
    return [_paragraph(row) for row in found]


def _paragraph(row: Any) -> ParagraphRow:
    return ParagraphRow(
        position=row.position,
        section=row.section,
        body="" if row.withdrawn else row.body,
        html="" if row.withdrawn else row.html,
        origin=_origin(row) if row.source_post_id and not row.withdrawn else None,
        withdrawn=bool(row.withdrawn),
        is_html=row.markup == "html",
    )


def _origin(row: Any) -> Origin:
    return Origin(
        post_id=row.source_post_id,
        kind=row.kind,
        author=authors.author(row.id, row.name, row.handle, row.role, row.author_name),
        label=row.source,
        source_url=row.source_url,
        licence=row.licence,
    )


def sections(rows: Sequence[ParagraphRow]) -> list[SectionRow]:
    """Return the paragraphs by section, in the order in which an article is read."""
    return [
        SectionRow(SECTION_LABELS[name], _runs(row for row in rows if row.section == name))
        for name in rules.SECTIONS
        if any(row.section == name for row in rows)
    ]


def _runs(rows: Iterable[ParagraphRow]) -> tuple[Run, ...]:
    """Return stretches of paragraphs that share their source, so that it is named once."""
    return tuple(Run(tuple(run)) for _key, run in groupby(rows, key=lambda row: (row.origin, row.withdrawn)))


def licences(rows: Sequence[ParagraphRow]) -> list[Origin]:
    """Return the imported posts among the sources, whose licence asks to be told, each once."""
    return list(dict.fromkeys(row.origin for row in rows if row.origin and row.origin.label))


def offers(row: ArticleRow, shown: Sequence[ParagraphRow]) -> list[Offer]:
    """Return the visible answers of the article's topic that none of its paragraphs came from, the best first."""
    if not row.source:
        return []
    taken = [paragraph.origin.post_id for paragraph in shown if paragraph.origin]
    found = db.session.execute(
        select(Post.id.label("post_id"), Post.html, Post.author_name, *authors.COLUMNS)
        .outerjoin(Member, Member.id == Post.author_id)
        .where(Post.topic_id == row.source.id, Post.kind == "answer", Post.hidden_at.is_(None), Post.id.not_in(taken))
        .order_by(Post.accepted_at.is_(None), Post.kudos.desc(), Post.id)
        .limit(MOST_OFFERED)
    )
    return [_offer(found_row) for found_row in found]


def _offer(row: Any) -> Offer:
    author = authors.author(row.id, row.name, row.handle, row.role, row.author_name)
    return Offer(post_id=row.post_id, author=author, excerpt=excerpt(plain(row.html)))
