"""Tables of the accounts room."""

from datetime import date, datetime

from flask_security import UserMixin
from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from community.kernel.auth import ROLES
from community.kernel.db import KEPT, BigId, Model

from .shown import Shown

CUSTOMER_FIELDS = ("organisation", "tier", "followers", "second_degree", "external_score")


class Member(Shown, Model, UserMixin):
    """A person with an account, or the author of imported words who may never sign in here."""

    __tablename__ = "accounts_member"
    __table_args__ = (
        UniqueConstraint("source", "source_id"),
        CheckConstraint(f"role IN {ROLES}", name="role"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    name: Mapped[str] = mapped_column(info=KEPT)
    handle: Mapped[str] = mapped_column(unique=True, info=KEPT)
    email: Mapped[str | None] = mapped_column(unique=True, info=KEPT)
    password: Mapped[str | None] = mapped_column(info=KEPT)
    role: Mapped[str] = mapped_column(default="member")
    active: Mapped[bool] = mapped_column(default=True)
    is_bot: Mapped[bool] = mapped_column(default=False)
    fs_uniquifier: Mapped[str] = mapped_column(unique=True, info=KEPT)
    joined_at: Mapped[datetime] = mapped_column(index=True)
    about: Mapped[str] = mapped_column(default="")
    location: Mapped[str] = mapped_column(default="")
    time_zone: Mapped[str | None]
    language: Mapped[str | None]
    source: Mapped[str | None]
    source_id: Mapped[int | None] = mapped_column(BigId)
    topics: Mapped[int] = mapped_column(default=0)
    replies: Mapped[int] = mapped_column(default=0)
    accepted: Mapped[int] = mapped_column(default=0)
    kudos: Mapped[int] = mapped_column(default=0)
    points: Mapped[int] = mapped_column(default=0, server_default="0")
    standing: Mapped[float] = mapped_column(default=0.0, server_default="0")
    rank: Mapped[str] = mapped_column(default="", server_default="")
    trust_level: Mapped[int] = mapped_column(default=0, server_default="0")


class CustomerValue(Model):
    """One thing that a source says about a member as a customer, as of a day; the latest day counts."""

    __tablename__ = "accounts_customer"
    __table_args__ = (CheckConstraint(f"field IN {CUSTOMER_FIELDS}", name="field"),)

    member_id: Mapped[int] = mapped_column(ForeignKey("accounts_member.id"), primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)
    as_of: Mapped[date] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(info=KEPT)
    source: Mapped[str]
