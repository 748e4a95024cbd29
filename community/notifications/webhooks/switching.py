"""When a webhook rests, and when it is switched off: by its answers, or by hand."""

from datetime import timedelta
from typing import Final

from flask import current_app
from flask_babel import gettext as _

from community.accounts import queries as accounts
from community.kernel import clock, mail, outbox
from community.kernel.db import db
from community.kernel.events import publish
from community.kernel.web import language

from . import transport
from .events import WebhookSwitchedOff, WebhookSwitchedOn
from .facts import key_prefix
from .models import Webhook
from .transport import Answer

LONGEST_FAILURE: Final = timedelta(days=3)


def after(webhook: Webhook, answer: Answer) -> None:
    """Let an answer count: a good one ends a failure, 410 ends the webhook, others let it rest longer each time."""
    now = clock.now()
    if answer.well:
        if webhook.failures:
            outbox.put_off(key_prefix(webhook.id), now)
        webhook.succeeded_at, webhook.failures, webhook.failing_since, webhook.rests_until = now, 0, None, None
    elif answer.code == transport.GONE:
        switch_off(webhook, "gone", by=None)
    else:
        webhook.failures += 1
        webhook.failing_since = webhook.failing_since or now
        webhook.rests_until = now + outbox.pause_after(webhook.failures)
        outbox.put_off(key_prefix(webhook.id), webhook.rests_until)
        if now - webhook.failing_since >= LONGEST_FAILURE:
            switch_off(webhook, "failing", by=None)
    db.session.flush()


def switch_off(webhook: Webhook, reason: str, *, by: int | None) -> None:
    """Let a webhook hear of nothing; what waits for it is withdrawn, and administrators are told if nobody did it."""
    if webhook.state != "on":
        return
    webhook.state, webhook.changed_at = reason, clock.now()
    outbox.withdraw(key_prefix(webhook.id))
    publish(WebhookSwitchedOff(webhook_id=webhook.id, reason=reason, by=by))  # type: ignore[arg-type]
    if by is None:
        _tell(webhook)


def switch_on(webhook: Webhook, *, by: int | None) -> None:
    """Let a webhook hear of facts again, from this moment on; those in between can be replayed."""
    if webhook.state == "on":
        return
    webhook.state, webhook.changed_at = "on", clock.now()
    webhook.failures, webhook.failing_since, webhook.rests_until = 0, None, None
    publish(WebhookSwitchedOn(webhook_id=webhook.id, by=by))


def _tell(webhook: Webhook) -> None:
    """Write to every administrator that a webhook switched itself off, and why."""
    settings = current_app.extensions["settings"]
    words = {"url": webhook.url, "page": f"{settings.base_url}/admin/webhooks/{webhook.id}"}
    for admin in accounts.members_with_role("admin"):
        with language.spoken_to(admin.language):
            why = _("Its address answered that it is gone.")
            if webhook.state == "failing":
                why = _("It has taken nothing for three days.")
            subject = _("A webhook was switched off")
            text = _(
                "The webhook to\n%(url)s\nwas switched off. %(why)s\n\n"
                "Its page shows what was tried. Once it is on again, you can replay what it missed:\n%(page)s\n",
                why=why,
                **words,
            )
        key = f"notifications webhook off {webhook.id} {webhook.changed_at.isoformat()} {admin.id}"
        mail.send(key=key, to=admin.email or "", subject=subject, text=text)
