"""The table of those who are being forgotten."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from community.kernel.db import KEPT, BigId, Model


class Erasure(Model):
    """What somebody was called who is erased already, until that stands nowhere else; then this row goes too.

    The walk `walk` goes on behind the key `after`. A round is one way through everything, in which the names stood in
    `found` rows so far.
    """

    __tablename__ = "accounts_erasure"

    member_id: Mapped[int] = mapped_column(ForeignKey("accounts_member.id"), primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(info=KEPT)
    handle: Mapped[str] = mapped_column(info=KEPT)
    email: Mapped[str | None] = mapped_column(info=KEPT)
    walk: Mapped[str] = mapped_column(default="", info=KEPT)
    after: Mapped[str] = mapped_column(default="", info=KEPT)
    round: Mapped[int] = mapped_column(default=1)
    found: Mapped[int] = mapped_column(BigId, default=0)
    begun_at: Mapped[datetime]
    moved_at: Mapped[datetime]
