"""Tables of the mail room."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from community.kernel.db import ADDRESS, KEPT, BigId, Model

from .states import REASONS, STATES

MEMBER = "accounts_member.id"


class Incoming(Model):
    """One mail that came in, by whichever door and however often, and what became of it.

    `text` is the writer's own words, kept only while somebody may still read them; `digest` says which mail it is;
    `files` is how many came with it and were not taken.
    """

    __tablename__ = "mail_incoming"
    __table_args__ = (
        CheckConstraint(f"state IN {STATES}", name="state"),
        CheckConstraint(f"reason IN {REASONS}", name="reason"),
        Index("ix_mail_incoming_state", "state", "id"),
        Index("ix_mail_incoming_member_id", "member_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    at: Mapped[datetime]
    digest: Mapped[str] = mapped_column(unique=True)
    size: Mapped[int]
    state: Mapped[str] = mapped_column(default="received")
    reason: Mapped[str] = mapped_column(default="")
    remark: Mapped[str] = mapped_column(default="")
    attempts: Mapped[int] = mapped_column(default=0)
    settled_at: Mapped[datetime | None]
    sender: Mapped[str] = mapped_column(default="", info=ADDRESS)
    subject: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    files: Mapped[int] = mapped_column(default=0)
    member_id: Mapped[int | None] = mapped_column(ForeignKey(MEMBER))
    url: Mapped[str] = mapped_column(default="", info=KEPT)


class Original(Model):
    """The mail as it came, for administrators only and for a few days."""

    __tablename__ = "mail_original"

    incoming_id: Mapped[int] = mapped_column(ForeignKey("mail_incoming.id"), primary_key=True, autoincrement=False)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class Place(Model):
    """How far the mailbox was read, and who reads it at present; one row, whose name is that of the mailbox.

    Without `uid` the mailbox was never read to its end, and only what is unseen in it is new.
    """

    __tablename__ = "mail_place"

    name: Mapped[str] = mapped_column(primary_key=True)
    validity: Mapped[int] = mapped_column(BigId, default=0)
    uid: Mapped[int | None] = mapped_column(BigId)
    turn: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(default="", info=KEPT)


class Failing(Model):
    """A member's address from which our mail comes back: for good, or so many times for now."""

    __tablename__ = "mail_failing"

    member_id: Mapped[int] = mapped_column(ForeignKey(MEMBER), primary_key=True, autoincrement=False)
    address: Mapped[str] = mapped_column(info=KEPT)
    for_good: Mapped[bool]
    times: Mapped[int]
    status: Mapped[str]
    since: Mapped[datetime]
    last_at: Mapped[datetime]
