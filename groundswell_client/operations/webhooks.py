"""`client.webhooks`. Written by `make client`."""

from collections.abc import Sequence

from ..resource import Resource
from ..shapes.admin import WebhookMade, WebhookReplayed, Webhooks, WebhookSecret


class WebhooksResource(Resource):
    """Operations below `/webhooks`."""

    def list(self) -> Webhooks:
        """List the webhooks.

        `GET /webhooks` (admin_list_webhooks). Needs a token with the role of its member, who is admin.
        """
        return self._ask(Webhooks, "GET", "/webhooks")

    def create(
        self, *, url: str, kinds: Sequence[str] | None = None, idempotency_key: str | None = None
    ) -> WebhookMade:
        """Add a webhook; its secret is in this answer and in no other.

        `POST /webhooks` (admin_add_webhook). Needs a token that may write with the role of its member, who is
        admin.
        """
        return self._ask(WebhookMade, "POST", "/webhooks", body={"url": url, "kinds": kinds}, key=idempotency_key)

    def remove(self, webhook_id: int) -> None:
        """Remove a webhook and the log of its deliveries.

        `DELETE /webhooks/{webhook_id}` (admin_remove_webhook). Needs a token that may write with the role of its
        member, who is admin.
        """
        self._do("DELETE", f"/webhooks/{webhook_id}")

    def choose_kinds(self, webhook_id: int, *, kinds: Sequence[str]) -> None:
        """Choose what a webhook hears of from now on.

        `PUT /webhooks/{webhook_id}/kinds` (admin_choose_webhook_kinds). Needs a token that may write with the role
        of its member, who is admin.
        """
        self._do("PUT", f"/webhooks/{webhook_id}/kinds", body={"kinds": kinds})

    def switch_off(self, webhook_id: int) -> None:
        """Switch a webhook off: it hears of nothing, and what waits for it is withdrawn.

        `PUT /webhooks/{webhook_id}/pause` (admin_switch_webhook_off). Needs a token that may write with the role of
        its member, who is admin.
        """
        self._do("PUT", f"/webhooks/{webhook_id}/pause")

    def switch_on(self, webhook_id: int) -> None:
        """Switch a webhook on, whatever switched it off; what it missed can be replayed.

        `DELETE /webhooks/{webhook_id}/pause` (admin_switch_webhook_on). Needs a token that may write with the role
        of its member, who is admin.
        """
        self._do("DELETE", f"/webhooks/{webhook_id}/pause")

    def replay(self, webhook_id: int, *, first: int, last: int, idempotency_key: str | None = None) -> WebhookReplayed:
        """Send a webhook a part of the log once more; a fact that it was sent before keeps its message's id.

        `POST /webhooks/{webhook_id}/replay` (admin_replay_webhook). Needs a token that may write with the role of
        its member, who is admin.
        """
        return self._ask(
            WebhookReplayed,
            "POST",
            f"/webhooks/{webhook_id}/replay",
            body={"first": first, "last": last},
            key=idempotency_key,
        )

    def change_secret(self, webhook_id: int, *, idempotency_key: str | None = None) -> WebhookSecret:
        """Make a new secret, which is in this answer and in no other; the former one signs too for a day more.

        `POST /webhooks/{webhook_id}/secret` (admin_change_webhook_secret). Needs a token that may write with the
        role of its member, who is admin.
        """
        return self._ask(WebhookSecret, "POST", f"/webhooks/{webhook_id}/secret", key=idempotency_key)

    def test(self, webhook_id: int, *, idempotency_key: str | None = None) -> None:
        """Send a webhook the fact that it is tested.

        `POST /webhooks/{webhook_id}/test` (admin_test_webhook). Needs a token that may write with the role of its
        member, who is admin.
        """
        self._do("POST", f"/webhooks/{webhook_id}/test", key=idempotency_key)
