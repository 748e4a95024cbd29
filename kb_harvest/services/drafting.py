"""Drafts: an article begun from a topic in one click, or from nothing."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from community.forum import queries as forum
from community.forum.models import Board, Post, Topic
from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.events import publish
from community.kernel.markup import plain
from community.kernel.texts import slugify

from .. import resolutions
from ..events import ArticleDrafted
from ..models import Article
from ..passages import Piece, sorted_out, versions_in
from .writing import drafters_only, passages_of, piece_of, title_of, write_paragraphs


def draft_from_topic(*, topic: Topic, by: Viewer) -> Article:
    """Begin an article from a topic's question and the answer that solved it, each paragraph with its source."""
    drafters_only(by)
    _one_at_a_time(topic)
    if topic.hidden_at:
        raise Refused("This topic is hidden.")
    if topic.kind == "announcement" or db.session.get_one(Board, topic.board_id).kind == "social":
        raise Refused("Announcements and talk off topic become no articles; you can begin an article from nothing.")
    how = resolutions.of_topic(topic.id)
    if how is None:
        raise Refused("No answer here is accepted, confirmed or likely; you can begin an article from nothing.")
    opening = db.session.scalars(select(Post).where(Post.topic_id == topic.id, Post.kind == "opening")).one()
    answer = db.session.get_one(Post, how.answer_id)
    pieces = [*_issue(opening), *_environment(topic, opening, answer), *sorted_out(passages_of(answer), answer.id)]
    return _begin(title=topic.title, topic_id=topic.id, pieces=pieces, by=by)


def begin_article(*, title: str, pieces: Sequence[Piece], by: Viewer) -> Article:
    """Begin an article from nothing but its writer's own words."""
    drafters_only(by)
    return _begin(title=title, topic_id=None, pieces=pieces, by=by)


def _begin(*, title: str, topic_id: int | None, pieces: Sequence[Piece], by: Viewer) -> Article:
    if not pieces:
        raise Refused("An article needs at least one paragraph.")
    title, now = title_of(title, by), clock.now()
    article = Article(title=title, slug=slugify(title), topic_id=topic_id, author_id=by.member_id)
    article.created_at = article.edited_at = article.reviewed_at = now
    db.session.add(article)
    db.session.flush()
    write_paragraphs(article, [piece_of(piece, by) for piece in pieces])
    publish(ArticleDrafted(article_id=article.id, topic_id=topic_id, by=by.member_id))
    return article


def _one_at_a_time(topic: Topic) -> None:
    """Let two who draft from one topic wait for each other, and tell the second."""
    db.session.execute(select(Topic.id).where(Topic.id == topic.id).with_for_update())
    in_use = select(Article.id).where(Article.topic_id == topic.id, Article.confidence != "archived")
    if db.session.scalar(in_use.limit(1)):
        raise Refused("An article is being made from this topic already.")


def _issue(opening: Post) -> list[Piece]:
    return [
        Piece(section="issue", body=passage.body, markup=passage.markup, source_post_id=opening.id)
        for passage in passages_of(opening)
    ]


def _environment(topic: Topic, opening: Post, answer: Post) -> Iterator[Piece]:
    """Yield what question and answer name: tags, products, versions; nothing where they name nothing."""
    tags = [tag.name for tag in forum.tags_of([topic.id]).get(topic.id, ())]
    versions = versions_in([topic.title, plain(opening.html), plain(answer.html)])
    lines = [f"- Tags: {', '.join(tags)}"] if tags else []
    lines += [f"- Versions: {', '.join(versions)}"] if versions else []
    if lines:
        yield Piece(section="environment", body="\n".join(lines), source_post_id=opening.id)
