"""Articles as things: for search hits and everything else that treats all rooms alike."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, or_, select

from community.accounts import authors
from community.forum import events as forum
from community.forum.models import Board, Post, Topic
from community.forum.queries import goes_on_in
from community.forum.services.hiding import reword
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.events import Event
from community.kernel.markup import plain
from community.kernel.redaction import WordsCut, cut_from
from community.kernel.search.documents import Document
from community.kernel.things import Hiding, Thing, ThingKind

from . import addresses, events, queries, rules
from .models import Article, Paragraph
from .services import hiding

_ALL_SEEING = Viewer(role="admin")
_OF_ARTICLE = (
    *(events.ArticleDrafted, events.ArticleEdited, events.ArticlePublished),
    *(events.ArticleMoved, events.ArticleArchived, events.ArticleHidden, events.ArticleRestored),
)
_OF_TOPIC = (forum.PostHidden, forum.PostRestored, forum.TopicMoved, *forum.REGROUPED)
_FINDABLE = (Article.confidence != "archived", or_(Article.topic_id.is_(None), Topic.hidden_at.is_(None)))


def _visible(ids: Collection[int], viewer: Viewer) -> Mapping[int, Thing]:
    return _things(queries.visible_to(viewer).where(Article.id.in_(ids), *_FINDABLE))


def _moderated(ids: Collection[int], viewer: Viewer) -> Mapping[int, Thing]:
    """Return the articles that are for the viewer, hidden or not, in use or not."""
    return _things(queries.reached_by(viewer).where(Article.id.in_(ids)))


def _things(query: Select[Any]) -> Mapping[int, Thing]:
    found = db.session.execute(query).all()
    words = _words([row.id for row in found])
    return {row.id: _thing(row, words.get(row.id, "")) for row in found}


def _thing(row: Any, text: str) -> Thing:
    return Thing(
        kind="article",
        id=row.id,
        title=row.title,
        url=addresses.article(row.id, row.slug),
        author=authors.author(row.member_id, row.member_name, row.handle, row.role, None),
        at=row.published_at or row.created_at,
        text=text,
        place=_("Articles"),
        hidden=row.hidden_at is not None,
        thread_id=row.id,
    )


def _documents(ids: Collection[int]) -> Iterator[Document]:
    """Yield what is indexed, for those who may read both the article and the topic it comes from."""
    query = queries.visible_to(_ALL_SEEING).add_columns(Board.visibility)
    found = db.session.execute(query.where(Article.id.in_(ids), *_FINDABLE)).all()
    words = _words([row.id for row in found])
    for row in found:
        yield Document(
            key=f"article:{row.id}",
            kind="article",
            thing_id=row.id,
            title=row.title,
            body=words.get(row.id, ""),
            scope=rules.scope_of(row.audience, row.visibility),
            author=row.handle or "",
        )


def _words(article_ids: Collection[int]) -> dict[int, str]:
    """Return the words of each article, without those that were withdrawn at their source."""
    found = db.session.execute(
        select(Paragraph.article_id, Paragraph.html)
        .outerjoin(Post, Post.id == Paragraph.source_post_id)
        .where(Paragraph.article_id.in_(article_ids), Post.hidden_at.is_(None))
        .order_by(Paragraph.article_id, Paragraph.position)
    )
    words: dict[int, str] = {}
    for article_id, html in found:
        words[article_id] = f"{words.get(article_id, '')}\n{plain(html)}".strip()
    return words


def _touched(happened: Sequence[Event]) -> set[int]:
    own = {e.article_id for e in happened if isinstance(e, _OF_ARTICLE)}
    own |= cut_from(happened, Article.__tablename__) | cut_from(happened, Paragraph.__tablename__)
    topics = {e.topic_id for e in happened if isinstance(e, _OF_TOPIC)}
    topics |= {e.other_id for e in happened if isinstance(e, forum.REGROUPED)}
    boards = {e.board_id for e in happened if isinstance(e, forum.BoardChanged)}
    if not topics and not boards:
        return own
    of_these = select(Article.id).join(Topic, Topic.id == goes_on_in(Article.topic_id))
    return own | set(db.session.scalars(of_these.where(or_(Topic.id.in_(topics), Topic.board_id.in_(boards)))))


def _all_ids(after: int, limit: int) -> list[int]:
    return list(db.session.scalars(select(Article.id).where(Article.id > after).order_by(Article.id).limit(limit)))


ARTICLE = ThingKind(
    kind="article",
    label=_l("Article"),
    visible=_visible,
    documents=_documents,
    all_ids=_all_ids,
    touched_by=(*_OF_ARTICLE, *_OF_TOPIC, forum.BoardChanged, WordsCut),
    touched=_touched,
    hiding=Hiding(
        among=_moderated,
        hide=lambda id_, by, why: hiding.hide_article(article=db.session.get_one(Article, id_), by=by, reason=why),
        reword=lambda id_, by, why: reword(db.session.get_one(Article, id_), by, why, "This article is not hidden."),
        restore=lambda id_, by: hiding.restore_article(article=db.session.get_one(Article, id_), by=by),
    ),
)
