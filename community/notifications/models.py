"""Tables of the notifications room."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from community.kernel.db import KEPT, BigId, Model

from .rules import DIGEST_HOUR, DIGESTS, MAILED, WAYS

MEMBER = "accounts_member.id"


def _some(name: str, *columns: str, only: str, unique: bool = False) -> Index:
    """Return an index of those rows that meet a condition."""
    return Index(name, *columns, unique=unique, sqlite_where=text(only), postgresql_where=text(only))


class Notice(Model):
    """What one member is told of one occasion: ids only, so that its words are always those of today.

    `about` is the talk that it belongs to; `number` counts how often it happened; `bundle_id` is the mail it goes with.
    """

    __tablename__ = "notifications_notice"
    __table_args__ = (
        UniqueConstraint("member_id", "occasion"),
        Index("ix_notifications_notice_at", "member_id", "at", "id"),
        _some("ix_notifications_notice_unread", "member_id", "id", only="read_at IS NULL"),
        _some("ix_notifications_notice_bundle_id", "bundle_id", only="bundle_id IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey(MEMBER))
    occasion: Mapped[str] = mapped_column(info=KEPT)
    reason: Mapped[str] = mapped_column(info=KEPT)
    thing_kind: Mapped[str]
    thing_id: Mapped[int] = mapped_column(BigId)
    about_kind: Mapped[str] = mapped_column(info=KEPT)
    about_id: Mapped[int] = mapped_column(BigId)
    by_id: Mapped[int | None] = mapped_column(ForeignKey(MEMBER))
    number: Mapped[int] = mapped_column(default=1)
    at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    bundle_id: Mapped[int | None] = mapped_column(ForeignKey("notifications_bundle.id"))


class Bundle(Model):
    """A mail that gathers notices of one member until it is due; closed, it takes no more."""

    __tablename__ = "notifications_bundle"
    __table_args__ = (
        CheckConstraint(f"way IN {MAILED}", name="way"),
        _some("uq_notifications_bundle_open", "member_id", "way", only="closed_at IS NULL", unique=True),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey(MEMBER))
    way: Mapped[str]
    begun_at: Mapped[datetime]
    due_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class Choice(Model):
    """How a member wants to be told for a reason, where they chose."""

    __tablename__ = "notifications_choice"
    __table_args__ = (CheckConstraint(f"way IN {WAYS}", name="way"),)

    member_id: Mapped[int] = mapped_column(ForeignKey(MEMBER), primary_key=True)
    reason: Mapped[str] = mapped_column(primary_key=True)
    way: Mapped[str]


class Mute(Model):
    """A talk of which a member wants to hear nothing."""

    __tablename__ = "notifications_mute"

    member_id: Mapped[int] = mapped_column(ForeignKey(MEMBER), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    thing_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    at: Mapped[datetime]


class Reader(Model):
    """When mails may reach a member, and how many of the latest in a row their address refused for good.

    `top_topics` is how often they want the best topics when there is nothing to tell them; None for never.
    """

    __tablename__ = "notifications_reader"
    __table_args__ = (CheckConstraint(f"top_topics IN {DIGESTS}", name="top_topics"),)

    member_id: Mapped[int] = mapped_column(ForeignKey(MEMBER), primary_key=True, autoincrement=False)
    quiet_from: Mapped[int | None]
    quiet_to: Mapped[int | None]
    digest_hour: Mapped[int] = mapped_column(default=DIGEST_HOUR)
    refused: Mapped[int] = mapped_column(default=0)
    top_topics: Mapped[str | None]
