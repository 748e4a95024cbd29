"""Tables of the webhooks. What stands in them are addresses, codes and answers of machines, no words of members."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from community.kernel.db import KEPT, BigId, Model

MEMBER = "accounts_member.id"
STATES = ("on", "by_hand", "gone", "failing")


class Webhook(Model):
    """An address that hears of facts from `created_at` on; `state` is "on", or why it is off.

    `kinds` are those it hears of, separated by spaces; none means all. For a day after a change of the secret, the
    former one signs too.
    """

    __tablename__ = "notifications_webhook"
    __table_args__ = (CheckConstraint(f"state IN {STATES}", name="state"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    url: Mapped[str] = mapped_column(info=KEPT)
    kinds: Mapped[str] = mapped_column(info=KEPT)
    secret: Mapped[str] = mapped_column(info=KEPT)
    old_secret: Mapped[str | None] = mapped_column(info=KEPT)
    old_secret_until: Mapped[datetime | None]
    state: Mapped[str] = mapped_column(default="on")
    changed_at: Mapped[datetime]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey(MEMBER))
    failures: Mapped[int] = mapped_column(default=0)
    failing_since: Mapped[datetime | None]
    rests_until: Mapped[datetime | None]
    succeeded_at: Mapped[datetime | None]


class Delivery(Model):
    """One fact for one webhook, and how the last attempt went; whether it waits, the outbox's row of `key` knows."""

    __tablename__ = "notifications_delivery"
    __table_args__ = (
        UniqueConstraint("webhook_id", "seq"),
        Index("ix_notifications_delivery_webhook", "webhook_id", "id"),
        Index("ix_notifications_delivery_created_at", "created_at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    webhook_id: Mapped[int] = mapped_column(ForeignKey("notifications_webhook.id"))
    seq: Mapped[int] = mapped_column(BigId)
    kind: Mapped[str] = mapped_column(info=KEPT)
    key: Mapped[str] = mapped_column(unique=True, info=KEPT)
    created_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    tried_at: Mapped[datetime | None]
    code: Mapped[int | None]
    answer: Mapped[str] = mapped_column(default="", info=KEPT)
    milliseconds: Mapped[int] = mapped_column(default=0)
    delivered_at: Mapped[datetime | None]
