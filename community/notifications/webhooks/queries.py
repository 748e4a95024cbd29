"""Reads of webhooks and of what was sent to them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from community.kernel import paging
from community.kernel.db import db
from community.kernel.outbox import OutboxRow
from community.kernel.paging import Page

from .models import Delivery, Webhook

DELIVERIES_PER_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class DeliveryRow:
    """One delivery as the log shows it; `state` is delivered, waiting, dead, or withdrawn."""

    id: int
    seq: int
    kind: str
    state: str
    created_at: datetime
    attempts: int
    tried_at: datetime | None
    next_at: datetime | None
    code: int | None
    answer: str
    milliseconds: int


def webhooks() -> list[Webhook]:
    """Return every webhook, the newest first."""
    return list(db.session.scalars(select(Webhook).order_by(Webhook.id.desc())))


def webhook_by_id(webhook_id: int) -> Webhook | None:
    return db.session.get(Webhook, webhook_id)


def undelivered() -> dict[int, int]:
    """Return how many deliveries of each webhook were not taken."""
    counted = select(Delivery.webhook_id, func.count()).where(Delivery.delivered_at.is_(None))
    return dict(db.session.execute(counted.group_by(Delivery.webhook_id)).all())  # type: ignore[arg-type]


def deliveries(webhook_id: int, *, after: str | None = None) -> Page[DeliveryRow]:
    """Return a page of what was to be sent to a webhook, the newest first."""
    query = select(Delivery, OutboxRow.state, OutboxRow.next_at)
    query = query.outerjoin(OutboxRow, OutboxRow.key == Delivery.key).where(Delivery.webhook_id == webhook_id)
    if after:
        query = query.where(paging.after((Delivery.id,), after, descending=True))
    found = db.session.execute(query.order_by(Delivery.id.desc()).limit(DELIVERIES_PER_PAGE + 1))
    rows = [_row(delivery, state, next_at) for delivery, state, next_at in found]
    return paging.page_of(rows, DELIVERIES_PER_PAGE, lambda row: (row.id,))


def _row(delivery: Delivery, outbox_state: str | None, next_at: datetime | None) -> DeliveryRow:
    state = {"pending": "waiting", "dead": "dead"}.get(outbox_state or "", "withdrawn")
    if outbox_state != "pending" and delivery.delivered_at is not None:
        state = "delivered"
    names = ("id", "seq", "kind", "created_at", "attempts", "tried_at", "code", "answer", "milliseconds")
    values = {name: getattr(delivery, name) for name in names}
    return DeliveryRow(**values, state=state, next_at=next_at if state == "waiting" else None)


def seq_of(webhook_id: int, delivery_id: int) -> int | None:
    """Return the place in the log of what one delivery of a webhook was about."""
    mine = (Delivery.id == delivery_id, Delivery.webhook_id == webhook_id)
    return db.session.scalar(select(Delivery.seq).where(*mine))
