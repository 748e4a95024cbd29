"""Edits: paragraph by paragraph; what came from a post keeps its source, whatever becomes of its words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from community.forum.models import Post
from community.kernel import clock
from community.kernel.auth import EDITORS, Viewer
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.events import publish
from community.kernel.texts import slugify

from .. import article_page
from ..events import ArticleEdited
from ..models import Article, Paragraph
from ..passages import Piece, sorted_out
from ..rules import Section
from .writing import change, drafters_only, passages_of, piece_of, title_of, write_paragraphs


@dataclass(frozen=True, kw_only=True)
class Given:
    """A paragraph as the editor's form gives it: `place` is where it stood before, None for the editor's own."""

    place: int | None
    section: Section
    body: str


def edit_article(*, article: Article, seen: int, title: str, given: Sequence[Given], by: Viewer) -> None:
    """Give the article, seen in version `seen`, these paragraphs; one left empty is taken out."""
    _may_edit(article, by)
    kept = [paragraph for paragraph in given if paragraph.body.strip()]
    if not kept:
        raise Refused("An article needs at least one paragraph.")
    change(article, seen=seen, edited_at=clock.now())
    before = _stored(article)
    article.title = title_of(title, by)
    article.slug = slugify(article.title)
    write_paragraphs(article, [_piece(paragraph, before, by) for paragraph in kept])
    publish(ArticleEdited(article_id=article.id, by=by.member_id))


def take_in(*, article: Article, seen: int, post: Post, by: Viewer) -> None:
    """Add the paragraphs of another answer of the article's topic, each with its source."""
    _may_edit(article, by)
    if post.topic_id != article_page.topic_of(article) or post.kind != "answer" or post.hidden_at:
        raise Refused("Only a visible answer of the article's own topic can be taken in.")
    change(article, seen=seen, edited_at=clock.now())
    before = _stored(article)
    if any(piece.source_post_id == post.id for piece in before.values()):
        raise Refused("The article holds this answer already.")
    more = sorted_out(passages_of(post), post.id)
    write_paragraphs(article, [*before.values(), *(piece_of(piece, by) for piece in more)])
    publish(ArticleEdited(article_id=article.id, by=by.member_id))


def _may_edit(article: Article, by: Viewer) -> None:
    drafters_only(by)
    if article.confidence == "archived":
        raise Refused("This article is archived; take it back into work before you edit it.")
    if article.confidence == "validated" and by.role not in EDITORS:
        raise Refused("Only editors change an article that is validated.")


def _stored(article: Article) -> dict[int, Piece]:
    """Return by place the paragraphs whose source is still there; withdrawn ones leave the article with this edit."""
    there = {row.position for row in article_page.paragraphs(article.id) if not row.withdrawn}
    found = db.session.scalars(select(Paragraph).where(Paragraph.article_id == article.id).order_by(Paragraph.position))
    return {paragraph.position: _as_piece(paragraph) for paragraph in found if paragraph.position in there}


def _as_piece(stored: Paragraph) -> Piece:
    names = ("section", "body", "markup", "source_post_id")
    return Piece(**{name: getattr(stored, name) for name in names})


def _piece(given: Given, before: dict[int, Piece], by: Viewer) -> Piece:
    """Return the paragraph to be written: as it was where nothing changed, else as given, with the same source."""
    own = before.get(given.place or 0)
    if own is None:
        return piece_of(Piece(section=given.section, body=given.body), by)
    changed = replace(own, section=given.section, body=given.body)
    return piece_of(changed, by)
