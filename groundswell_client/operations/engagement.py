"""`client.engagement`. Written by `make client`."""

from typing import Literal

from ..resource import Resource
from ..shapes.engagement import Watchlist, WatchMade


class EngagementResource(Resource):
    """Operations below `/engagement`."""

    def add_entry(self, *, handle: str, reason: str, idempotency_key: str | None = None) -> WatchMade:
        """Put somebody on the watchlist by hand.

        `POST /engagement/entries` (engagement_add_entry). Needs a token that may write with the role of its member,
        who is agent or editor or executive or admin.
        """
        return self._ask(
            WatchMade, "POST", "/engagement/entries", body={"handle": handle, "reason": reason}, key=idempotency_key
        )

    def remove_entry(self, entry_id: int) -> None:
        """Take somebody off who was put on the watchlist by hand.

        `DELETE /engagement/entries/{entry_id}` (engagement_remove_entry). Needs a token that may write with the
        role of its member, who is agent or editor or executive or admin.
        """
        self._do("DELETE", f"/engagement/entries/{entry_id}")

    def show_watchlist(self, *, preset: Literal["balanced", "b2c", "boutique"] | None = None) -> Watchlist:
        """Show the watchlist, the highest W first; with the weights in use, or as it would be with others.

        `GET /engagement/watchlist` (engagement_show_watchlist). Needs a token with the role of its member, who is
        agent or editor or executive or admin.
        """
        return self._ask(Watchlist, "GET", "/engagement/watchlist", query={"preset": preset})

    def choose_weights(self, *, preset: Literal["balanced", "b2c", "boutique"]) -> None:
        """Choose what W weighs; to choose what is in use changes nothing.

        `PUT /engagement/weights` (engagement_choose_weights). Needs a token that may write with the role of its
        member, who is admin.
        """
        self._do("PUT", "/engagement/weights", body={"preset": preset})
