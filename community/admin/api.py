"""Webhooks for programs, with the token of an administrator that carries their role."""

from typing import Any

from apiflask import Schema
from apiflask.fields import Boolean, DateTime, Integer, List, Nested, String
from apiflask.validators import Range
from flask import abort

from community.kernel import api
from community.kernel.api.repeats import keep_without
from community.kernel.auth import current_viewer, require
from community.kernel.web.limits import writing_limit
from community.notifications.webhooks import queries, services, switching
from community.notifications.webhooks.models import Webhook

bp = api.blueprint("admin")


class WebhookIn(Schema):
    """An address, and the kinds of facts that it hears of; none means all."""

    url = String(required=True, metadata={"example": "https://example.com/hook"})
    kinds = List(String(), load_default=[], metadata={"example": ["forum.topic_started"]})


class WebhookKindsIn(Schema):
    """The kinds of facts that a webhook hears of; none means all."""

    kinds = List(String(), required=True, metadata={"example": ["forum.topic_started", "forum.topic_resolved"]})


class WebhookOut(Schema):
    """A webhook; `state` is on, by_hand, gone or failing."""

    id = Integer()
    url = String()
    kinds = List(String())
    state = String()
    is_failing = Boolean()
    created_at = DateTime()


class WebhookMadeOut(WebhookOut):
    """A webhook just made, with its secret, which is shown this once: it is null where the answer is given again."""

    secret = String(allow_none=True)


class WebhookSecretOut(Schema):
    """A new secret, which is shown this once: it is null where the answer is given again."""

    secret = String(allow_none=True)


class WebhookReplayIn(Schema):
    """The first and the last place of a part of the log; both are sent."""

    first = Integer(required=True, validate=Range(min=1), metadata={"example": 120})
    last = Integer(required=True, validate=Range(min=1), metadata={"example": 140})


class WebhookReplayedOut(Schema):
    """How many facts are sent: those of the kinds that the webhook hears of."""

    facts = Integer()


class WebhooksOut(Schema):
    """All webhooks, the newest first; there are twenty at most."""

    items = List(Nested(WebhookOut))


@bp.get("/webhooks")
@require("admin.webhooks")
@bp.output(WebhooksOut)
def list_webhooks() -> dict[str, Any]:
    """List the webhooks."""
    return {"items": [_shown(webhook) for webhook in queries.webhooks()]}


@bp.post("/webhooks")
@require("admin.webhooks")
@bp.input(WebhookIn, arg_name="words")
@bp.output(WebhookMadeOut, status_code=201)
@writing_limit
def add_webhook(words: dict[str, Any]) -> dict[str, Any]:
    """Add a webhook; its secret is in this answer and in no other."""
    made = services.add(url=words["url"], kinds=words["kinds"], by=current_viewer())
    keep_without("secret")
    return {**_shown(made), "secret": made.secret}


@bp.put("/webhooks/<int:webhook_id>/kinds")
@require("admin.webhooks")
@bp.input(WebhookKindsIn, arg_name="words")
@bp.output({}, status_code=204)
@writing_limit
def choose_webhook_kinds(webhook_id: int, words: dict[str, Any]) -> str:
    """Choose what a webhook hears of from now on."""
    services.choose_kinds(webhook=_webhook_or_404(webhook_id), kinds=words["kinds"], by=current_viewer())
    return ""


@bp.post("/webhooks/<int:webhook_id>/secret")
@require("admin.webhooks")
@bp.output(WebhookSecretOut, status_code=201)
@writing_limit
def change_webhook_secret(webhook_id: int) -> dict[str, Any]:
    """Make a new secret, which is in this answer and in no other; the former one signs too for a day more."""
    keep_without("secret")
    return {"secret": services.change_secret(webhook=_webhook_or_404(webhook_id), by=current_viewer())}


@bp.put("/webhooks/<int:webhook_id>/pause")
@require("admin.webhooks")
@bp.output({}, status_code=204)
@writing_limit
def switch_webhook_off(webhook_id: int) -> str:
    """Switch a webhook off: it hears of nothing, and what waits for it is withdrawn."""
    switching.switch_off(_webhook_or_404(webhook_id), "by_hand", by=current_viewer().member_id)
    return ""


@bp.delete("/webhooks/<int:webhook_id>/pause")
@require("admin.webhooks")
@bp.output({}, status_code=204)
@writing_limit
def switch_webhook_on(webhook_id: int) -> str:
    """Switch a webhook on, whatever switched it off; what it missed can be replayed."""
    switching.switch_on(_webhook_or_404(webhook_id), by=current_viewer().member_id)
    return ""


@bp.post("/webhooks/<int:webhook_id>/test")
@require("admin.webhooks")
@bp.output({}, status_code=204)
@writing_limit
def test_webhook(webhook_id: int) -> str:
    """Send a webhook the fact that it is tested."""
    services.test(webhook=_webhook_or_404(webhook_id), by=current_viewer())
    return ""


@bp.post("/webhooks/<int:webhook_id>/replay")
@require("admin.webhooks")
@bp.input(WebhookReplayIn, arg_name="part")
@bp.output(WebhookReplayedOut)
@writing_limit
def replay_webhook(webhook_id: int, part: dict[str, Any]) -> dict[str, Any]:
    """Send a webhook a part of the log once more; a fact that it was sent before keeps its message's id."""
    return {"facts": services.replay(webhook=_webhook_or_404(webhook_id), **part, by=current_viewer())}


@bp.delete("/webhooks/<int:webhook_id>")
@require("admin.webhooks")
@bp.output({}, status_code=204)
@writing_limit
def remove_webhook(webhook_id: int) -> str:
    """Remove a webhook and the log of its deliveries."""
    services.remove(webhook=_webhook_or_404(webhook_id), by=current_viewer())
    return ""


def _webhook_or_404(webhook_id: int) -> Webhook:
    return queries.webhook_by_id(webhook_id) or abort(404)


def _shown(webhook: Webhook) -> dict[str, Any]:
    names = ("id", "url", "state", "created_at")
    values = {name: getattr(webhook, name) for name in names}
    return {**values, "kinds": webhook.kinds.split(), "is_failing": webhook.failing_since is not None}
