"""Tables of the ideas room. Counters are columns, kept by the service that changes what they count."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from community.kernel.db import BigId, Model

from .rules import REASONS, STATUSES

MEMBER = "accounts_member.id"
IDEA = "ideas_idea.id"


class Idea(Model):
    """What somebody wishes for, and where it stands.

    An idea that was merged into another keeps its own votes and comments, so that taking both apart restores them;
    what people see and count is the group of an idea and those merged into it.
    """

    __tablename__ = "ideas_idea"
    __table_args__ = (
        CheckConstraint(f"status IN {STATUSES}", name="status"),
        Index("ix_ideas_idea_votes", "votes", "id"),
        Index("ix_ideas_idea_created_at", "created_at", "id"),
        Index("ix_ideas_idea_author_id", "author_id", "created_at"),
        Index("ix_ideas_idea_merged_into_id", "merged_into_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey(MEMBER))
    title: Mapped[str]
    slug: Mapped[str]
    excerpt: Mapped[str]
    body: Mapped[str]
    html: Mapped[str]
    renderer: Mapped[int]
    created_at: Mapped[datetime]
    status: Mapped[str] = mapped_column(default="new")
    status_since: Mapped[datetime]
    votes: Mapped[int] = mapped_column(default=0)
    comments: Mapped[int] = mapped_column(default=0)
    hidden_at: Mapped[datetime | None]
    hidden_by_id: Mapped[int | None] = mapped_column(ForeignKey(MEMBER))
    hidden_reason: Mapped[str | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey(IDEA))
    merged_at: Mapped[datetime | None]
    merged_by_id: Mapped[int | None] = mapped_column(ForeignKey(MEMBER))


class Vote(Model):
    """Who wants an idea; a vote taken back leaves the table, and stays in the log."""

    __tablename__ = "ideas_vote"
    __table_args__ = (
        Index("ix_ideas_vote_member_id", "member_id", "at"),
        Index("ix_ideas_vote_at", "at"),
    )

    idea_id: Mapped[int] = mapped_column(ForeignKey(IDEA), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey(MEMBER), primary_key=True)
    at: Mapped[datetime]


class Move(Model):
    """One move of an idea from status to status, with the official response that came with it."""

    __tablename__ = "ideas_move"
    __table_args__ = (
        CheckConstraint(f"from_status IN {STATUSES}", name="from_status"),
        CheckConstraint(f"to_status IN {STATUSES}", name="to_status"),
        CheckConstraint(f"reason IN {REASONS}", name="reason"),
        CheckConstraint("to_status <> 'declined' OR reason IS NOT NULL", name="declined_with_reason"),
        Index("ix_ideas_move_idea_id", "idea_id", "at", "id"),
        Index("ix_ideas_move_at", "at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    idea_id: Mapped[int] = mapped_column(ForeignKey(IDEA))
    by_id: Mapped[int | None] = mapped_column(ForeignKey(MEMBER))
    at: Mapped[datetime]
    from_status: Mapped[str]
    to_status: Mapped[str]
    reason: Mapped[str | None]
    body: Mapped[str]
    html: Mapped[str]
    renderer: Mapped[int]


class Comment(Model):
    """A short remark under an idea."""

    __tablename__ = "ideas_comment"
    __table_args__ = (
        Index("ix_ideas_comment_idea_id", "idea_id", "created_at", "id"),
        Index("ix_ideas_comment_author_id", "author_id", "created_at"),
        Index("ix_ideas_comment_created_at", "created_at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    idea_id: Mapped[int] = mapped_column(ForeignKey(IDEA))
    author_id: Mapped[int | None] = mapped_column(ForeignKey(MEMBER))
    body: Mapped[str]
    html: Mapped[str]
    renderer: Mapped[int]
    created_at: Mapped[datetime]
    hidden_at: Mapped[datetime | None]
    hidden_by_id: Mapped[int | None] = mapped_column(ForeignKey(MEMBER))
    hidden_reason: Mapped[str | None]
