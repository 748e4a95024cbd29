"""Writes about webhooks, each an act of an administrator."""

from collections.abc import Collection
from datetime import timedelta
from typing import Final

from flask import current_app
from sqlalchemy import delete, func, select

from community.kernel import clock, events, outbox
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.events import publish

from . import facts, guard, signing
from .events import (
    FactsReplayed,
    WebhookAdded,
    WebhookKindsChosen,
    WebhookRemoved,
    WebhookSecretChanged,
    WebhookTested,
)
from .models import Delivery, Webhook

MOST_WEBHOOKS: Final = 20
MOST_REPLAYED: Final = 1000
OLD_SECRET_HOLDS: Final = timedelta(days=1)
KEPT_FOR: Final = timedelta(days=30)


def add(*, url: str, kinds: Collection[str], by: Viewer) -> Webhook:
    """Let an address hear of these kinds of facts, or of all without any, from now on; its secret is made here."""
    at_home = not current_app.extensions["settings"].is_production
    checked = guard.checked_url(url, at_home=at_home)
    known = _known(kinds)
    if db.session.scalar(select(Webhook.id).where(Webhook.url == checked)):
        raise Refused("This address has a webhook already; choose on its page what it hears of.")
    if (db.session.scalar(select(func.count()).select_from(Webhook)) or 0) >= MOST_WEBHOOKS:
        raise Refused("There are %(number)s webhooks; remove one that is not needed any more.", number=MOST_WEBHOOKS)
    now = clock.now()
    made = Webhook(url=checked, kinds=known, secret=signing.fresh_secret())
    made.state, made.created_at, made.changed_at, made.created_by_id = "on", now, now, by.member_id
    db.session.add(made)
    db.session.flush()
    publish(WebhookAdded(webhook_id=made.id, by=by.member_id))
    return made


def choose_kinds(*, webhook: Webhook, kinds: Collection[str], by: Viewer) -> None:
    """Let a webhook hear of these kinds of facts, or of all without any, from now on; what waits for it still comes."""
    webhook.kinds = _known(kinds)
    publish(WebhookKindsChosen(webhook_id=webhook.id, kinds=len(set(kinds)), by=by.member_id))


def _known(kinds: Collection[str]) -> str:
    if unknown := sorted(set(kinds) - set(events.KINDS)):
        raise Refused("“%(kind)s” is not a kind of fact.", kind=unknown[0][:80])
    return " ".join(sorted(set(kinds)))


def change_secret(*, webhook: Webhook, by: Viewer) -> str:
    """Give a webhook a new secret and return it; for a day messages carry a signature of the former one too."""
    webhook.old_secret, webhook.old_secret_until = webhook.secret, clock.now() + OLD_SECRET_HOLDS
    webhook.secret = signing.fresh_secret()
    publish(WebhookSecretChanged(webhook_id=webhook.id, by=by.member_id))
    return webhook.secret


def test(*, webhook: Webhook, by: Viewer) -> None:
    """Send a webhook the fact that it is tested."""
    _must_be_on(webhook)
    publish(WebhookTested(webhook_id=webhook.id, by=by.member_id))


def remove(*, webhook: Webhook, by: Viewer) -> None:
    """Forget a webhook, its deliveries, and what waits for it."""
    outbox.withdraw(facts.key_prefix(webhook.id))
    db.session.execute(delete(Delivery).where(Delivery.webhook_id == webhook.id))
    db.session.delete(webhook)
    publish(WebhookRemoved(webhook_id=webhook.id, by=by.member_id))


def replay(*, webhook: Webhook, first: int, last: int, by: Viewer) -> int:
    """Send a webhook once more what it wants of the facts at these places of the log; return how many they are.

    A fact that was sent before keeps its message's id, so that the receiver can tell.
    """
    _must_be_on(webhook)
    if not 1 <= first <= last <= events.last_seq():
        raise Refused("The log has no such places; the last one is %(last)s.", last=events.last_seq())
    if last - first >= MOST_REPLAYED:
        raise Refused("%(most)s places of the log are the most at once.", most=MOST_REPLAYED)
    found = events.since(first - 1, tuple(events.KINDS.values()), until=last, limit=MOST_REPLAYED)
    wanted = [fact for fact in found if facts.wants(webhook, fact)]
    facts.enqueue(webhook, wanted, again=True)
    publish(FactsReplayed(webhook_id=webhook.id, first_seq=first, last_seq=last, facts=len(wanted), by=by.member_id))
    return len(wanted)


def _must_be_on(webhook: Webhook) -> None:
    if webhook.state != "on":
        raise Refused("This webhook is off; switch it on first.")


def forget(_period: str) -> None:
    """Forget deliveries after thirty days; what still waits is in the outbox, and is sent all the same."""
    db.session.execute(delete(Delivery).where(Delivery.created_at < clock.now() - KEPT_FOR))
