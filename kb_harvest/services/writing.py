"""What every change of an article shares: who may, on what version, and its paragraphs written anew."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, insert, update

from community.forum.models import Post
from community.kernel import checks
from community.kernel.auth import EDITORS, Viewer
from community.kernel.checks import Draft
from community.kernel.db import db, rows_changed, table_of
from community.kernel.errors import Refused
from community.kernel.markup import RENDERER_VERSION, Markup, render
from community.kernel.rooms import house

from .. import rules
from ..models import Article, Paragraph
from ..passages import Passage, Piece, passages


def drafters_only(by: Viewer) -> None:
    """Refuse those who do not draft articles."""
    if by.role not in rules.CANDIDATES:
        raise Refused("Only support agents and editors work on articles.")


def editors_only(by: Viewer) -> None:
    """Refuse those who do not publish articles."""
    if by.role not in EDITORS:
        raise Refused("Only editors publish and review articles.")


def change(article: Article, *, seen: int, **values: Any) -> None:
    """Change the article as it was seen; of two who change it at once, the second is told."""
    as_seen = update(Article).where(Article.id == article.id, Article.version == seen)
    if not rows_changed(as_seen.values(version=seen + 1, **values)):
        raise Refused("Somebody changed the article meanwhile; please look at it as it is now before you go on.")
    db.session.refresh(article)


def passages_of(post: Post) -> list[Passage]:
    """Return the paragraphs of a post."""
    markup: Markup = "html" if post.markup == "html" else "markdown"
    return passages(post.body, markup, post.html)


def title_of(text: str, by: Viewer) -> str:
    """Return an article's title as it may be written."""
    return _asked("kb_harvest.title", rules.article_title(text), by)


def piece_of(piece: Piece, by: Viewer) -> Piece:
    """Return a paragraph as it may be written."""
    text = _asked("kb_harvest.paragraph", rules.paragraph_text(piece.body), by)
    return Piece(section=piece.section, body=text, markup=piece.markup, source_post_id=piece.source_post_id)


def _asked(kind: str, text: str, by: Viewer) -> str:
    return checks.passed(Draft(kind=kind, text=text, by=by, waits=False), house().checks).text


def write_paragraphs(article: Article, pieces: Sequence[Piece]) -> None:
    """Let the article consist of exactly these paragraphs."""
    if len(pieces) > rules.MOST_PARAGRAPHS:
        numbers = {"most": rules.MOST_PARAGRAPHS, "now": len(pieces)}
        raise Refused("An article has at most %(most)s paragraphs; this would make %(now)s.", **numbers)
    db.session.flush()
    db.session.execute(delete(table_of(Paragraph)).where(Paragraph.article_id == article.id))
    rows = [_row(article, number, piece) for number, piece in enumerate(pieces, 1)]
    if rows:
        db.session.execute(insert(table_of(Paragraph)), rows)


def _row(article: Article, number: int, piece: Piece) -> Mapping[str, Any]:
    html = render(piece.body, piece.markup)
    return {"article_id": article.id, "position": number, "html": html, "renderer": RENDERER_VERSION, **vars(piece)}
