"""Tables of the weekly memo. What customers wrote stands in a table of its own, where it can be emptied."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from community.kernel.db import BigId, Model

from .rules import FATES, INSIGHT_TYPES, STATUSES

MEMBER = "accounts_member.id"
MEMO = "insight_memo.id"


class Memo(Model):
    """The edition of one week: its content as drafted, and what the editor made of it."""

    __tablename__ = "insight_memo"
    __table_args__ = (
        CheckConstraint(f"status IN {STATUSES}", name="status"),
        CheckConstraint(f"type IN {INSIGHT_TYPES}", name="type"),
        CheckConstraint("status <> 'published' OR signed_at IS NOT NULL", name="published_is_signed"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    week: Mapped[str] = mapped_column(unique=True)
    status: Mapped[str] = mapped_column(default="draft")
    content: Mapped[dict[str, Any]]
    chosen: Mapped[str] = mapped_column(default="")
    quotes: Mapped[str] = mapped_column(default="")
    headline: Mapped[str] = mapped_column(default="")
    type: Mapped[str] = mapped_column(default="other")
    why: Mapped[str] = mapped_column(default="")
    action: Mapped[str] = mapped_column(default="")
    owner: Mapped[str] = mapped_column(default="")
    edits: Mapped[int] = mapped_column(default=0)
    drafted_at: Mapped[datetime]
    signed_at: Mapped[datetime | None]
    signed_by_id: Mapped[int | None] = mapped_column(ForeignKey(MEMBER))
    published_at: Mapped[datetime | None]


class Quote(Model):
    """Words of a customer in an edition, with the thing they stand in; erasing the author empties the text."""

    __tablename__ = "insight_memo_quote"
    __table_args__ = (Index("ix_insight_memo_quote_thing", "thing_kind", "thing_id"),)

    memo_id: Mapped[int] = mapped_column(ForeignKey(MEMO), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    thing_kind: Mapped[str]
    thing_id: Mapped[int] = mapped_column(BigId)
    text: Mapped[str | None]
    withdrawn_at: Mapped[datetime | None]


class FollowUp(Model):
    """What became of what an edition asked for; the latest line counts."""

    __tablename__ = "insight_memo_followup"
    __table_args__ = (
        CheckConstraint(f"fate IN {FATES}", name="fate"),
        CheckConstraint("fate <> 'declined' OR reason <> ''", name="declined_with_reason"),
        Index("ix_insight_memo_followup_memo_id", "memo_id", "at", "id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    memo_id: Mapped[int] = mapped_column(ForeignKey(MEMO))
    fate: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey(MEMBER))


class Recipient(Model):
    """To whom an edition was mailed, and whether it was signed by then; one mail per edition and person."""

    __tablename__ = "insight_memo_recipient"
    __table_args__ = (UniqueConstraint("memo_id", "member_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    memo_id: Mapped[int] = mapped_column(ForeignKey(MEMO))
    member_id: Mapped[int] = mapped_column(ForeignKey(MEMBER))
    at: Mapped[datetime]
    signed: Mapped[bool]
