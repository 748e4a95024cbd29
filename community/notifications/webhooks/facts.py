"""The actor `notifications.webhooks`: facts become messages to the webhooks that want them."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC
from typing import Any

from sqlalchemy import select

from community.kernel import clock, outbox
from community.kernel.consumers import Actor
from community.kernel.db import db, upsert
from community.kernel.events import Fact
from community.kernel.outbox import Message

from .events import WebhookTested
from .models import Delivery, Webhook

CHANNEL = "webhook"


def key_prefix(webhook_id: int) -> str:
    """Return how the outbox's keys of a webhook begin."""
    return f"notifications webhook {webhook_id} "


def body_of(fact: Fact, message_id: str) -> dict[str, Any]:
    """Return what is told of a fact: ids, numbers and codes; who wants the words asks the API for them."""
    data = asdict(fact.event)
    by = data.pop("by")
    at = fact.at.astimezone(UTC).isoformat()
    return {"id": message_id, "seq": fact.seq, "kind": fact.event.kind, "at": at, "by": by, "data": data}


def wants(webhook: Webhook, fact: Fact) -> bool:
    """Tell whether a webhook is to hear of a fact; a test is for the one that it tests."""
    if isinstance(fact.event, WebhookTested):
        return fact.event.webhook_id == webhook.id
    return not fact.imported and (not webhook.kinds or fact.event.kind in webhook.kinds.split())


def pass_on(facts: Sequence[Fact]) -> None:
    """Put a message into the outbox for each fact and each webhook that is on and was there when it happened."""
    for webhook in db.session.scalars(select(Webhook).where(Webhook.state == "on").order_by(Webhook.id)).all():
        enqueue(webhook, [fact for fact in facts if fact.at >= webhook.created_at and wants(webhook, fact)])


def enqueue(webhook: Webhook, facts: Sequence[Fact], *, again: bool = False) -> None:
    """Write down the deliveries of facts to a webhook, and their messages; with `again`, those sent before too."""
    if not facts:
        return
    now, prefix = clock.now(), key_prefix(webhook.id)
    rows = [
        {"webhook_id": webhook.id, "seq": fact.seq, "kind": fact.event.kind, "key": f"{prefix}{fact.seq}"}
        | {"created_at": now, "attempts": 0, "answer": "", "milliseconds": 0}
        for fact in facts
    ]
    db.session.execute(upsert(Delivery).on_conflict_do_nothing(index_elements=["key"]), rows)
    outbox.put_all([_message(webhook, fact) for fact in facts], again=again)


def _message(webhook: Webhook, fact: Fact) -> Message:
    """Return what is sent; its id depends on webhook and fact alone, however often it is sent."""
    named = f"{webhook.id} {fact.seq} {fact.at.isoformat()}"
    message_id = f"msg_{hashlib.sha256(named.encode()).hexdigest()[:32]}"
    payload = {"webhook_id": webhook.id, "body": body_of(fact, message_id)}
    key = f"{key_prefix(webhook.id)}{fact.seq}"
    return Message(key=key, channel=CHANNEL, payload=payload, at=webhook.rests_until)


WEBHOOKS = Actor(name="notifications.webhooks", handle=pass_on)
