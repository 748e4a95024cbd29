"""Tables of the kb_harvest room."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from community.kernel.db import BigId, Model

from .rules import AUDIENCES, CONFIDENCES, GOVERNANCES, GRADES, SECTIONS

MEMBER = "accounts_member.id"
TOPIC = "forum_topic.id"
POST = "forum_post.id"
ARTICLE = "kb_harvest_article.id"


class Article(Model):
    """What a topic taught, written down for the next one who asks; `version` counts its changes."""

    __tablename__ = "kb_harvest_article"
    __table_args__ = (
        CheckConstraint(f"confidence IN {CONFIDENCES}", name="confidence"),
        CheckConstraint(f"audience IN {AUDIENCES}", name="audience"),
        CheckConstraint(f"governance IN {GOVERNANCES}", name="governance"),
        CheckConstraint("audience = 'internal' OR confidence = 'validated'", name="readers_find_what_is_validated"),
        Index("ix_kb_harvest_article_confidence", "confidence", "created_at", "id"),
        Index("ix_kb_harvest_article_published_at", "published_at", "id"),
        Index("ix_kb_harvest_article_topic_id", "topic_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    topic_id: Mapped[int | None] = mapped_column(ForeignKey(TOPIC))
    author_id: Mapped[int | None] = mapped_column(ForeignKey(MEMBER))
    title: Mapped[str]
    slug: Mapped[str]
    confidence: Mapped[str] = mapped_column(default="wip")
    audience: Mapped[str] = mapped_column(default="internal")
    governance: Mapped[str] = mapped_column(default="experience")
    no_credit_reason: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    edited_at: Mapped[datetime]
    reviewed_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    hidden_at: Mapped[datetime | None]
    hidden_by_id: Mapped[int | None] = mapped_column(ForeignKey(MEMBER))
    hidden_reason: Mapped[str | None]


class Paragraph(Model):
    """One paragraph of an article; without a source post it is an editor's own words."""

    __tablename__ = "kb_harvest_paragraph"
    __table_args__ = (
        CheckConstraint(f"section IN {SECTIONS}", name="section"),
        Index("ix_kb_harvest_paragraph_source_post_id", "source_post_id"),
    )

    article_id: Mapped[int] = mapped_column(ForeignKey(ARTICLE), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    section: Mapped[str]
    body: Mapped[str]
    markup: Mapped[str] = mapped_column(default="markdown")
    html: Mapped[str]
    renderer: Mapped[int]
    source_post_id: Mapped[int | None] = mapped_column(ForeignKey(POST))


class Credit(Model):
    """Whose post was harvested into an article, as it stood when the article was published."""

    __tablename__ = "kb_harvest_credit"
    __table_args__ = (Index("ix_kb_harvest_credit_author_id", "author_id", "at"),)

    article_id: Mapped[int] = mapped_column(ForeignKey(ARTICLE), primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey(POST), primary_key=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey(MEMBER))
    author_name: Mapped[str | None]
    at: Mapped[datetime]


class SetAside(Model):
    """A topic that somebody took off the candidates' queue, and why."""

    __tablename__ = "kb_harvest_set_aside"

    topic_id: Mapped[int] = mapped_column(ForeignKey(TOPIC), primary_key=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey(MEMBER))
    at: Mapped[datetime]
    reason: Mapped[str]


class Resolution(Model):
    """How a topic was resolved and what shows it; derived by the projection `kb_harvest.resolutions`.

    `evidence_id` is the post in which the asker says so, `silent_since` when answer or asker were last heard.
    """

    __tablename__ = "kb_harvest_resolution"
    __table_args__ = (CheckConstraint(f"grade IN {GRADES}", name="grade"),)

    topic_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    grade: Mapped[str]
    answer_id: Mapped[int] = mapped_column(BigId)
    evidence_id: Mapped[int | None] = mapped_column(BigId)
    silent_since: Mapped[datetime]
