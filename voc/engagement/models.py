"""Tables of the engagement room."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from community.kernel.db import BigId, Model

from .scoring import PRESETS

MEMBER = "accounts_member.id"


class Mvp(Model):
    """Since when a member has been an MVP by appointment; derived from the log by `engagement.mvps`."""

    __tablename__ = "engagement_mvp"

    member_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    since: Mapped[datetime]


class Entry(Model):
    """Somebody whom staff put on the watchlist by hand, with a reason; taken off, the row stays."""

    __tablename__ = "engagement_entry"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey(MEMBER))
    reason: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey(MEMBER))
    removed_at: Mapped[datetime | None]
    removed_by_id: Mapped[int | None] = mapped_column(ForeignKey(MEMBER))


_standing = Entry.removed_at.is_(None)
Index("ix_engagement_entry_standing", Entry.member_id, unique=True, sqlite_where=_standing, postgresql_where=_standing)


class WeightsChoice(Model):
    """Who chose which weights when; the latest row counts."""

    __tablename__ = "engagement_weights"
    __table_args__ = (CheckConstraint(f"preset IN {tuple(PRESETS)}", name="preset"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey(MEMBER))
    preset: Mapped[str]
