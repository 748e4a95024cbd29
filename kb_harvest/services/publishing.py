"""An article's state: publish it with its credits, move it, or say after a review that it stands."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert, select

from community.accounts.models import Member
from community.forum.models import Board, Post, Topic
from community.forum.rules import REASON_LENGTH, checked
from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.db import db, table_of
from community.kernel.errors import Refused
from community.kernel.events import publish

from .. import article_page, resolutions, rules
from ..events import ArticleArchived, ArticleMoved, ArticlePublished, ArticleReviewed
from ..models import Article, Credit, Paragraph
from .writing import change, drafters_only, editors_only


def publish_article(
    *,
    article: Article,
    seen: int,
    by: Viewer,
    audience: str,
    governance: str = "experience",
    no_credit_reason: str | None = None,
) -> None:
    """Let readers find the article; who is harvested in it is named, or it is said why nobody is."""
    editors_only(by)
    if article.hidden_at:
        raise Refused("A moderator hid this article; it is published when it is shown again.")
    if article.audience == audience:
        raise Refused("It is published for them already.")
    rules.checked_audience(audience, _visibility(article))
    if article.confidence != "validated":
        _check_move(article, "validated", by)
    _checked_parts(article)
    posts = _harvested(article)
    named, now = any(_is_named(post) for post in posts), clock.now()
    change(
        article,
        seen=seen,
        confidence="validated",
        audience=audience,
        governance=rules.checked_governance(governance),
        no_credit_reason=None if named else _reason(no_credit_reason),
        reviewed_at=now,
        published_at=article.published_at or now,
    )
    fresh = _credit(article, posts)
    publish(
        ArticlePublished(
            article_id=article.id,
            topic_id=article.topic_id,
            post_ids=tuple(post.id for post in fresh),
            author_ids=tuple(post.author_id for post in fresh),
            by=by.member_id,
        )
    )


def move_article(*, article: Article, seen: int, to: str, by: Viewer) -> None:
    """Move the article to another confidence; from there on only staff see it, until it is published again."""
    drafters_only(by)
    before = article.confidence
    _check_move(article, to, by)
    reviewed_at = clock.now() if to == "validated" else article.reviewed_at
    change(article, seen=seen, confidence=to, audience="internal", reviewed_at=reviewed_at)
    if to == "archived":
        publish(ArticleArchived(article_id=article.id, by=by.member_id))
    else:
        moved: Any = {"from_confidence": before, "to_confidence": to}
        publish(ArticleMoved(article_id=article.id, by=by.member_id, **moved))


def settle_review(*, article: Article, seen: int, by: Viewer) -> None:
    """Say that somebody looked through a published article, and that it stands."""
    editors_only(by)
    if article.confidence != "validated":
        raise Refused("Only a validated article is reviewed.")
    change(article, seen=seen, reviewed_at=clock.now())
    publish(ArticleReviewed(article_id=article.id, by=by.member_id))


def _check_move(article: Article, to: str, by: Viewer) -> None:
    how = resolutions.of_topic(article_page.topic_of(article))
    rules.checked_move(article.confidence, to, role=by.role, grade=how.grade if how else None)


def _visibility(article: Article) -> str | None:
    """Return who may see the board of the article's topic; refuse to publish what was hidden."""
    found = db.session.execute(
        select(Board.visibility, Topic.hidden_at)
        .join(Topic, Topic.board_id == Board.id)
        .where(Topic.id == article_page.topic_of(article))
    ).one_or_none()
    if found and found.hidden_at:
        raise Refused("The topic it comes from is hidden.")
    return found.visibility if found else None


def _checked_parts(article: Article) -> None:
    """Refuse an article that names no issue, no resolution, or holds words that were withdrawn."""
    rows = article_page.paragraphs(article.id)
    if not {"issue", "resolution"} <= {row.section for row in rows}:
        raise Refused("A published article says at least what the issue is and how it is resolved.")
    if any(row.withdrawn for row in rows):
        raise Refused("Some of its words were withdrawn at their source; edit the article first, and they leave it.")


def _harvested(article: Article) -> Sequence[Any]:
    """Return the posts that the article's paragraphs came from, with their authors."""
    sources = select(Paragraph.source_post_id).where(Paragraph.article_id == article.id)
    return db.session.execute(
        select(Post.id, Post.author_id, Post.author_name, Member.name)
        .outerjoin(Member, Member.id == Post.author_id)
        .where(Post.id.in_(sources))
        .order_by(Post.id)
    ).all()


def _is_named(post: Any) -> bool:
    return bool(post.name or post.author_name)


def _reason(given: str | None) -> str:
    if not (given or "").strip():
        raise Refused("An article names who helped, or says why it names nobody; please give the reason.")
    return checked(given or "", REASON_LENGTH, "The reason")


def _credit(article: Article, posts: Sequence[Any]) -> list[Any]:
    """Write down whose posts are harvested; return those that were not credited in this article before."""
    before = set(db.session.scalars(select(Credit.post_id).where(Credit.article_id == article.id)))
    fresh = [post for post in posts if post.id not in before]
    rows = [
        {"post_id": post.id, "author_id": post.author_id, "author_name": post.author_name, "at": clock.now()}
        for post in fresh
    ]
    if rows:
        db.session.execute(insert(table_of(Credit)), [{"article_id": article.id, **row} for row in rows])
    return fresh
