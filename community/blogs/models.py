"""Tables of the blogs room. Counters are columns, kept by the service that changes what they count."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from community.kernel.auth import VISIBILITIES
from community.kernel.db import BigId, Model

from .rules import KINDS, VOICES

MEMBER = "accounts_member.id"
POST = "blogs_post.id"


class BlogPost(Model):
    """What an employee tells, for the company or as their own view; a draft while it has no `published_at`."""

    __tablename__ = "blogs_post"
    __table_args__ = (
        CheckConstraint(f"kind IN {KINDS}", name="kind"),
        CheckConstraint(f"voice IN {VOICES}", name="voice"),
        CheckConstraint(f"visibility IN {VISIBILITIES}", name="visibility"),
        Index("ix_blogs_post_published_at", "published_at", "id"),
        Index("ix_blogs_post_author_id", "author_id", "published_at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey(MEMBER))
    kind: Mapped[str]
    voice: Mapped[str]
    visibility: Mapped[str]
    title: Mapped[str]
    slug: Mapped[str]
    excerpt: Mapped[str]
    body: Mapped[str]
    html: Mapped[str]
    renderer: Mapped[int]
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    edited_at: Mapped[datetime | None]
    revisions: Mapped[int] = mapped_column(default=0)
    comments: Mapped[int] = mapped_column(default=0)
    hidden_at: Mapped[datetime | None]
    hidden_by_id: Mapped[int | None] = mapped_column(ForeignKey(MEMBER))
    hidden_reason: Mapped[str | None]


class Revision(Model):
    """What a blog post said before and after an edit, and to whom; number 1 is the text that was published."""

    __tablename__ = "blogs_revision"
    __table_args__ = (
        CheckConstraint(f"voice IN {VOICES}", name="voice"),
        CheckConstraint(f"visibility IN {VISIBILITIES}", name="visibility"),
        UniqueConstraint("post_id", "number"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey(POST))
    number: Mapped[int]
    author_id: Mapped[int | None] = mapped_column(ForeignKey(MEMBER))
    at: Mapped[datetime]
    voice: Mapped[str]
    visibility: Mapped[str]
    title: Mapped[str]
    body: Mapped[str]
    reason: Mapped[str]


class Comment(Model):
    """What somebody said to a blog post; `topic_id` is the topic that was made of it."""

    __tablename__ = "blogs_comment"
    __table_args__ = (
        Index("ix_blogs_comment_post_id", "post_id", "created_at", "id"),
        Index("ix_blogs_comment_author_id", "author_id", "created_at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey(POST))
    author_id: Mapped[int | None] = mapped_column(ForeignKey(MEMBER))
    body: Mapped[str]
    html: Mapped[str]
    renderer: Mapped[int]
    created_at: Mapped[datetime]
    hidden_at: Mapped[datetime | None]
    hidden_by_id: Mapped[int | None] = mapped_column(ForeignKey(MEMBER))
    hidden_reason: Mapped[str | None]
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("forum_topic.id"), unique=True)
