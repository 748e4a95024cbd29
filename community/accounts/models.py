"""Tables of the accounts room."""

from datetime import date, datetime
from typing import Any

from flask import current_app
from flask_security import UserMixin
from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, false, true
from sqlalchemy.orm import Mapped, mapped_column

from community.kernel.auth import ROLES, Viewer
from community.kernel.db import KEPT, BigId, Model

from .shown import Shown

OUTCOMES = ("asked", "failed", "joined")
CUSTOMER_FIELDS = (
    *("organisation", "tier", "contract_value", "arpu", "loyalty_level", "repurchase_on", "repurchase_likelihood"),
    *("last_activity", "account_owner", "followers", "second_degree", "external_score"),
)
HANDLE_LINKED = ("by_hand", "mail", "handle")
MEMBER = "accounts_member.id"


class Member(Shown, Model, UserMixin):
    """A person with an account, or the author of imported words who may never sign in here.

    Whoever wants to leave is erased at `leaving_at`, with what they wrote if `leaving_words`. Who was erased keeps an
    id, a role and numbers, and no name.
    """

    __tablename__ = "accounts_member"
    __table_args__ = (
        UniqueConstraint("source", "source_id"),
        CheckConstraint(f"role IN {ROLES}", name="role"),
        Index("ix_accounts_member_accepted", "accepted", "replies", "id"),
        Index("ix_accounts_member_standing", "standing", "id"),
        Index("ix_accounts_member_role", "role", "id"),
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
    followers: Mapped[int] = mapped_column(default=0, server_default="0")
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_organisation.id"), index=True)
    confirmed_at: Mapped[datetime | None]
    second_step: Mapped[bool] = mapped_column(default=False, server_default=false())
    listed: Mapped[bool] = mapped_column(default=True, server_default=true())
    open_profile: Mapped[bool] = mapped_column(default=True, server_default=true())
    indexed: Mapped[bool] = mapped_column(default=False, server_default=false())
    leaving_at: Mapped[datetime | None] = mapped_column(index=True)
    leaving_words: Mapped[bool] = mapped_column(default=False, server_default=false())
    erased_at: Mapped[datetime | None]

    @property
    def mail_address(self) -> str | None:
        """Where the member gets mail; nowhere until they have shown that the address is theirs."""
        return self.email if self.active and self.confirmed_at else None

    @property
    def viewer(self) -> Viewer:
        """The member as one who asks."""
        role = "member" if self.owes_second_step else self.role
        return Viewer(member_id=self.id, role=role, organisation_id=self.organisation_id)

    @property
    def owes_second_step(self) -> bool:
        """Tell whether their role waits until they sign in in two steps."""
        return not self.second_step and self.role in current_app.extensions["settings"].second_step_roles.split()


class Organisation(Model):
    """A customer that members work for, by the name that our staff or their systems give it."""

    __tablename__ = "accounts_organisation"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)


class SignUp(Model):
    """Somebody sent the sign-up form: what spoke for a machine, and what came of it; forgotten after thirty days."""

    __tablename__ = "accounts_sign_up"
    __table_args__ = (
        CheckConstraint(f"outcome IN {OUTCOMES}", name="outcome"),
        Index("ix_accounts_sign_up_address", "address", "at"),
        Index("ix_accounts_sign_up_at", "at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    at: Mapped[datetime]
    address: Mapped[str] = mapped_column(info=KEPT)
    doubts: Mapped[str] = mapped_column(info=KEPT)
    outcome: Mapped[str]


class UsedChallenge(Model):
    """A challenge that was answered, rightly or wrongly; none counts twice."""

    __tablename__ = "accounts_used_challenge"

    nonce: Mapped[str] = mapped_column(primary_key=True)
    used_at: Mapped[datetime] = mapped_column(index=True)


class Question(Model):
    """A plain question that tells people from machines, with the answers that count, separated by commas."""

    __tablename__ = "accounts_question"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    text: Mapped[str] = mapped_column(info=KEPT)
    answers: Mapped[str] = mapped_column(info=KEPT)


class CustomerValue(Model):
    """One thing that a source says about a member as a customer, as of a day; of one day, what was told last counts."""

    __tablename__ = "accounts_customer"
    __table_args__ = (
        CheckConstraint(f"field IN {CUSTOMER_FIELDS}", name="field"),
        UniqueConstraint("member_id", "field", "source", "as_of"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey(MEMBER))
    field: Mapped[str]
    source: Mapped[str]
    as_of: Mapped[date]
    value: Mapped[str] = mapped_column(info=KEPT)


class Handle(Model):
    """What a member is called on a channel, linked by rule or by hand; unlinked, the row stays."""

    __tablename__ = "accounts_handle"
    __table_args__ = (CheckConstraint(f"how IN {HANDLE_LINKED}", name="how"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey(MEMBER), index=True)
    channel: Mapped[str]
    handle: Mapped[str] = mapped_column(info=KEPT)
    folded: Mapped[str] = mapped_column(info=KEPT)
    verified: Mapped[bool]
    how: Mapped[str]
    reason: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey(MEMBER))
    unlinked_at: Mapped[datetime | None]
    unlinked_by_id: Mapped[int | None] = mapped_column(ForeignKey(MEMBER))


_standing: dict[str, Any] = dict.fromkeys(("sqlite_where", "postgresql_where"), Handle.unlinked_at.is_(None))
Index("ix_accounts_handle_standing", Handle.channel, Handle.folded, unique=True, **_standing)


class RecordMerge(Model):
    """Two members are one customer, as staff said with a reason; taken apart, the row stays."""

    __tablename__ = "accounts_merge"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    kept_id: Mapped[int] = mapped_column(ForeignKey(MEMBER), index=True)
    dropped_id: Mapped[int] = mapped_column(ForeignKey(MEMBER))
    reason: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey(MEMBER))
    parted_at: Mapped[datetime | None]
    parted_by_id: Mapped[int | None] = mapped_column(ForeignKey(MEMBER))


_joined: dict[str, Any] = dict.fromkeys(("sqlite_where", "postgresql_where"), RecordMerge.parted_at.is_(None))
Index("ix_accounts_merge_joined", RecordMerge.dropped_id, unique=True, **_joined)


class Look(Model):
    """An employee looked at a member's customer record."""

    __tablename__ = "accounts_look"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    by_id: Mapped[int] = mapped_column(ForeignKey(MEMBER))
    member_id: Mapped[int] = mapped_column(ForeignKey(MEMBER), index=True)
    at: Mapped[datetime]


class Token(Model):
    """A key to the API in a member's name; of the key itself only a digest and its last letters are kept."""

    __tablename__ = "accounts_token"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("accounts_member.id"), index=True)
    name: Mapped[str]
    digest: Mapped[str] = mapped_column(unique=True, info=KEPT)
    ending: Mapped[str] = mapped_column(info=KEPT)
    may_write: Mapped[bool]
    with_role: Mapped[bool]
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
