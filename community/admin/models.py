"""Table of the admin room."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from community.kernel.db import KEPT, BigId, Model

MEMBER = "accounts_member.id"


class RoleChange(Model):
    """Why a member got another role."""

    __tablename__ = "admin_role_change"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    at: Mapped[datetime]
    member_id: Mapped[int] = mapped_column(ForeignKey(MEMBER), index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey(MEMBER))
    from_role: Mapped[str] = mapped_column(info=KEPT)
    to_role: Mapped[str] = mapped_column(info=KEPT)
    reason: Mapped[str]
