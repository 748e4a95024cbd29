"""`client.notices`. Written by `make client`."""

from collections.abc import Iterator, Mapping
from typing import Literal

from ..resource import LONGEST_PAGE, Null, Resource, paged
from ..shapes.notifications import HoursIn, Notice, Notices, NoticeSettings


class NoticesResource(Resource):
    """Operations below `/notices`."""

    def list(self, *, after: str | None = None, limit: int | None = None) -> Notices:
        """List what you were told, the latest first.

        `GET /notices` (notifications_list_notices). Needs a token.
        """
        return self._ask(Notices, "GET", "/notices", query={"after": after, "limit": limit})

    def all(self) -> Iterator[Notice]:
        """Yield the notices of every page of `list`."""
        return paged(lambda key: self.list(after=key, limit=LONGEST_PAGE), lambda page: page.notices)

    def read_all(self) -> None:
        """Count every notice as read.

        `PUT /notices/read` (notifications_read_all_notices). Needs a token that may write.
        """
        self._do("PUT", "/notices/read")

    def show_settings(self) -> NoticeSettings:
        """Show how you are told.

        `GET /notices/settings` (notifications_show_notice_settings). Needs a token.
        """
        return self._ask(NoticeSettings, "GET", "/notices/settings")

    def change_settings(
        self,
        *,
        ways: Mapping[str, Literal["house", "at_once", "daily", "weekly", "nothing"]] | None = None,
        hours: HoursIn | None = None,
        top_topics: Literal["daily", "weekly"] | Null | None = None,
        if_match: str | None = None,
    ) -> NoticeSettings:
        """Choose how you are told.

        `PUT /notices/settings` (notifications_change_notice_settings). Needs a token that may write.
        """
        return self._ask(
            NoticeSettings,
            "PUT",
            "/notices/settings",
            body={"ways": ways, "hours": hours, "top_topics": top_topics},
            if_match=if_match,
        )

    def mute(self, notice_id: int) -> None:
        """Hear nothing more of what a notice is about, and count as read what was said of it so far.

        `PUT /notices/{notice_id}/mute` (notifications_mute_notice). Needs a token that may write.
        """
        self._do("PUT", f"/notices/{notice_id}/mute")

    def unmute(self, notice_id: int) -> None:
        """Hear again of what a notice is about.

        `DELETE /notices/{notice_id}/mute` (notifications_unmute_notice). Needs a token that may write.
        """
        self._do("DELETE", f"/notices/{notice_id}/mute")

    def read(self, notice_id: int) -> None:
        """Count one notice as read.

        `PUT /notices/{notice_id}/read` (notifications_read_notice). Needs a token that may write.
        """
        self._do("PUT", f"/notices/{notice_id}/read")
