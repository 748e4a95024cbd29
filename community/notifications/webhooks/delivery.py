"""The sender of the outbox's channel for webhooks: one signed request, and what came of it, written down."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import update

from community.kernel import clock, outbox
from community.kernel import db as kernel_db
from community.kernel.config import Settings
from community.kernel.db import db

from . import signing, switching, transport
from .models import Delivery, Webhook
from .transport import Answer


class NotTaken(Exception):  # noqa: N818 - not an error of ours
    """The other side did not take the message; the outbox tries again."""


def sender(settings: Settings) -> outbox.Sender:
    """Return the function that sends one message; it raises when the message was not taken."""

    def deliver(key: str, payload: Mapping[str, Any]) -> None:
        webhook = _webhook(payload["webhook_id"])
        if webhook is None or webhook.state != "on":
            return  # it was switched off meanwhile, and what waits for it is withdrawn
        answer = _send(webhook, payload["body"], at_home=not settings.is_production)
        with kernel_db.writing():
            _write_down(key, webhook.id, answer)
        if not answer.well and answer.code != transport.GONE:
            raise NotTaken(f"{answer.code or 'no answer'} {answer.words}")

    return deliver


def _webhook(webhook_id: int) -> Webhook | None:
    with kernel_db.reading() as session:
        return session.get(Webhook, webhook_id, populate_existing=True)


def _send(webhook: Webhook, message: Mapping[str, Any], *, at_home: bool) -> Answer:
    now = clock.now()
    body = json.dumps(message, sort_keys=True, separators=(",", ":")).encode()
    secrets = [webhook.secret]
    if webhook.old_secret and webhook.old_secret_until and webhook.old_secret_until > now:
        secrets.append(webhook.old_secret)
    headers = signing.headers(secrets, message["id"], int(now.timestamp()), body)
    headers |= {"Content-Type": "application/json", "User-Agent": "Groundswell-Webhooks/1"}
    return transport.post(webhook.url, body, headers, at_home=at_home)


def _write_down(key: str, webhook_id: int, answer: Answer) -> None:
    """Keep the attempt beside its delivery, and what it says of the webhook."""
    now = clock.now()
    values: dict[str, Any] = {"attempts": Delivery.attempts + 1, "tried_at": now, "code": answer.code}
    values |= {"answer": answer.words, "milliseconds": answer.milliseconds}
    if answer.well:
        values["delivered_at"] = now
    db.session.execute(update(Delivery).where(Delivery.key == key).values(**values))
    webhook = db.session.get(Webhook, webhook_id, populate_existing=True, with_for_update=True)
    if webhook is not None and webhook.state == "on":
        switching.after(webhook, answer)
