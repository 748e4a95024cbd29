"""Tables of the doors: sessions, second steps, passkeys, identities elsewhere, and what was guessed wrongly."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from community.kernel.db import KEPT, BigId, Model


class Session(Model):
    """One device on which a member is signed in; of its secret and of the device's mark only digests are kept."""

    __tablename__ = "accounts_session"
    __table_args__ = (Index("ix_accounts_session_device", "member_id", "device_digest"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("accounts_member.id"))
    digest: Mapped[str] = mapped_column(unique=True, info=KEPT)
    device_digest: Mapped[str] = mapped_column(info=KEPT)
    browser: Mapped[str] = mapped_column(info=KEPT)
    system: Mapped[str] = mapped_column(info=KEPT)
    network: Mapped[str] = mapped_column(info=KEPT)
    began_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ends_at: Mapped[datetime] = mapped_column(index=True)
    ended_at: Mapped[datetime | None]


class SecondStep(Model):
    """The key that a member shares with an app on their telephone, sealed; it counts once a code has confirmed it."""

    __tablename__ = "accounts_second_step"

    member_id: Mapped[int] = mapped_column(ForeignKey("accounts_member.id"), primary_key=True)
    sealed: Mapped[str] = mapped_column(info=KEPT)
    last_count: Mapped[int] = mapped_column(BigId)
    made_at: Mapped[datetime]
    counts_since: Mapped[datetime | None]


class RecoveryCode(Model):
    """A code that stands in for a lost telephone, once; only its digest is kept."""

    __tablename__ = "accounts_recovery_code"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("accounts_member.id"), index=True)
    digest: Mapped[str] = mapped_column(unique=True, info=KEPT)
    used_at: Mapped[datetime | None]


class Passkey(Model):
    """A key that a member's device holds and signs in with; we know its public half."""

    __tablename__ = "accounts_passkey"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("accounts_member.id"), index=True)
    name: Mapped[str]
    credential: Mapped[str] = mapped_column(unique=True, info=KEPT)
    public_key: Mapped[str] = mapped_column(info=KEPT)
    sign_count: Mapped[int] = mapped_column(BigId)
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Identity(Model):
    """Somebody as an OpenID provider knows them, and the member who they are here."""

    __tablename__ = "accounts_identity"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("accounts_member.id"), index=True)
    issuer: Mapped[str] = mapped_column(info=KEPT)
    subject: Mapped[str] = mapped_column(info=KEPT)
    linked_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Guesses(Model):
    """How often somebody guessed wrongly at an account or from an address, by a digest of which."""

    __tablename__ = "accounts_guesses"

    of: Mapped[str] = mapped_column(primary_key=True, info=KEPT)
    failures: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(index=True)
