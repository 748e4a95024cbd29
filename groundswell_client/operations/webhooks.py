"""`client.webhooks`. Written by `make client`."""

from collections.abc import Sequence

from ..resource import Resource
from ..shapes.admin import WebhookMade, Webhooks


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
