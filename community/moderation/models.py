"""Tables of the moderation room."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from community.kernel.db import KEPT, BigId, Model

from .policy import REASONS
from .words import ACTIONS

MEMBER = "accounts_member.id"
CASE = "moderation_case.id"
ORIGINS = ("flag", "check")
STATES = ("open", "upheld", "kept", "overturned")
OUTCOMES = ("open", "upheld", "declined")
RULINGS = ("open", "overturned", "confirmed")
SANCTIONS = ("silence", "suspend")


def _only(condition: str) -> dict[str, Any]:
    """Return the arguments of an index over some rows only, alike on both databases."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


class Case(Model):
    """A thing that somebody should look at, and what was decided; a thing has one open case at most.

    `weight` sums that of the flags, in thousandths. While the case waits, `reason` is the one it is held for.
    """

    __tablename__ = "moderation_case"
    __table_args__ = (
        CheckConstraint(f"origin IN {ORIGINS}", name="origin"),
        CheckConstraint(f"state IN {STATES}", name="state"),
        CheckConstraint(f"reason IN {REASONS}", name="reason"),
        CheckConstraint("state NOT IN ('upheld', 'overturned') OR reason IS NOT NULL", name="upheld_with_reason"),
        Index("uq_moderation_case_open", "thing_kind", "thing_id", unique=True, **_only("state = 'open'")),
        Index("ix_moderation_case_thing", "thing_kind", "thing_id", "id"),
        Index("ix_moderation_case_state", "state", "severe", "weight", "id"),
        Index("ix_moderation_case_author_id", "author_id", "opened_at"),
        Index("ix_moderation_case_decided_at", "decided_at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    thing_kind: Mapped[str]
    thing_id: Mapped[int] = mapped_column(BigId)
    author_id: Mapped[int | None] = mapped_column(ForeignKey(MEMBER))
    opened_at: Mapped[datetime]
    origin: Mapped[str]
    noticed: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="open")
    severe: Mapped[bool] = mapped_column(default=False)
    held: Mapped[bool] = mapped_column(default=False)
    flags: Mapped[int] = mapped_column(default=0)
    weight: Mapped[int] = mapped_column(default=0)
    claimed_by_id: Mapped[int | None] = mapped_column(ForeignKey(MEMBER))
    claimed_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey(MEMBER))
    decided_at: Mapped[datetime | None]
    reason: Mapped[str | None]
    remark: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")


class Flag(Model):
    """What one person said is wrong with a thing; one open flag per person and thing.

    `file_id` is the attached file that it is about; the file may be gone by now.
    """

    __tablename__ = "moderation_flag"
    __table_args__ = (
        CheckConstraint(f"reason IN {REASONS}", name="reason"),
        CheckConstraint(f"outcome IN {OUTCOMES}", name="outcome"),
        Index(
            "uq_moderation_flag_open",
            *("member_id", "thing_kind", "thing_id"),
            unique=True,
            **_only("outcome = 'open'"),
        ),
        Index("ix_moderation_flag_case_id", "case_id"),
        Index("ix_moderation_flag_member_id", "member_id", "outcome"),
        Index("ix_moderation_flag_at", "at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey(CASE))
    thing_kind: Mapped[str]
    thing_id: Mapped[int] = mapped_column(BigId)
    member_id: Mapped[int] = mapped_column(ForeignKey(MEMBER))
    at: Mapped[datetime]
    reason: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    file_id: Mapped[int | None] = mapped_column(BigId)
    weight: Mapped[int]
    outcome: Mapped[str] = mapped_column(default="open")


class Appeal(Model):
    """The author's one objection to a decision, and what somebody else made of it."""

    __tablename__ = "moderation_appeal"
    __table_args__ = (
        CheckConstraint(f"ruling IN {RULINGS}", name="ruling"),
        Index("ix_moderation_appeal_ruling", "ruling", "case_id"),
    )

    case_id: Mapped[int] = mapped_column(ForeignKey(CASE), primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    text: Mapped[str]
    ruling: Mapped[str] = mapped_column(default="open")
    ruled_by_id: Mapped[int | None] = mapped_column(ForeignKey(MEMBER))
    ruled_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(default="")


class Act(Model):
    """One act of power, in codes only; rows are added, and the database lets none be changed or removed."""

    __tablename__ = "moderation_act"
    __table_args__ = (Index("ix_moderation_act_case_id", "case_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey(MEMBER))
    act: Mapped[str]
    case_id: Mapped[int | None] = mapped_column(ForeignKey(CASE))
    member_id: Mapped[int | None] = mapped_column(ForeignKey(MEMBER))
    code: Mapped[str] = mapped_column(default="")


class WatchedWord(Model):
    """A word or phrase, and what happens to a text that holds it; `folded` is what is compared."""

    __tablename__ = "moderation_word"
    __table_args__ = (CheckConstraint(f"action IN {ACTIONS}", name="action"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    phrase: Mapped[str] = mapped_column(info=KEPT)
    folded: Mapped[str] = mapped_column(unique=True, info=KEPT)
    action: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(ForeignKey(MEMBER))
    at: Mapped[datetime]


class Sanction(Model):
    """A member may not write (silence), or do anything but read (suspend), until a date."""

    __tablename__ = "moderation_sanction"
    __table_args__ = (
        CheckConstraint(f"kind IN {SANCTIONS}", name="kind"),
        CheckConstraint(f"reason IN {REASONS}", name="reason"),
        CheckConstraint("ends_at > at", name="ends_later"),
        Index("ix_moderation_sanction_member_id", "member_id", "ends_at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey(MEMBER))
    kind: Mapped[str]
    reason: Mapped[str]
    remark: Mapped[str] = mapped_column(default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey(MEMBER))
    at: Mapped[datetime]
    ends_at: Mapped[datetime]
    lifted_at: Mapped[datetime | None]
    lifted_by_id: Mapped[int | None] = mapped_column(ForeignKey(MEMBER))


class Redaction(Model):
    """Private words were cut out of a thing, and out of all that repeated them in `places` rows; never which words."""

    __tablename__ = "moderation_redaction"
    __table_args__ = (
        CheckConstraint(f"reason IN {REASONS}", name="reason"),
        Index("ix_moderation_redaction_thing", "thing_kind", "thing_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    thing_kind: Mapped[str]
    thing_id: Mapped[int] = mapped_column(BigId)
    author_id: Mapped[int | None] = mapped_column(ForeignKey(MEMBER))
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey(MEMBER))
    reason: Mapped[str]
    places: Mapped[int]


class Saying(Model):
    """The fingerprint of something that was said lately, to notice haste and repetition; forgotten after a day."""

    __tablename__ = "moderation_saying"
    __table_args__ = (
        Index("ix_moderation_saying_member_id", "member_id", "at"),
        Index("ix_moderation_saying_digest", "digest", "at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey(MEMBER))
    at: Mapped[datetime]
    digest: Mapped[str]
