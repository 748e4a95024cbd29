"""Tables of the accounts room."""

from datetime import datetime

from flask_security import UserMixin
from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from community.kernel.auth import ROLES
from community.kernel.db import BigId, Model

from .shown import Shown


class Member(Shown, Model, UserMixin):
    """A person with an account, or the author of imported words who may never sign in here."""

    __tablename__ = "accounts_member"
    __table_args__ = (
        UniqueConstraint("source", "source_id"),
        CheckConstraint(f"role IN {ROLES}", name="role"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    name: Mapped[str]
    handle: Mapped[str] = mapped_column(unique=True)
    email: Mapped[str | None] = mapped_column(unique=True)
    password: Mapped[str | None]
    role: Mapped[str] = mapped_column(default="member")
    active: Mapped[bool] = mapped_column(default=True)
    is_bot: Mapped[bool] = mapped_column(default=False)
    fs_uniquifier: Mapped[str] = mapped_column(unique=True)
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
