"""`client.insight`. Written by `make client`."""

from collections.abc import Iterator, Sequence
from typing import Literal

from ..resource import LONGEST_PAGE, Resource, paged, part
from ..shapes.insight import Edition, Editions, Health, Line, Memo, MemoDraft, Rows, Scorecard


class InsightResource(Resource):
    """Operations below `/insight`."""

    def show_health(self, *, week: str | None = None) -> Health:
        """Show the health index of a week.

        `GET /insight/health` (insight_show_health). Needs a token with the role of its member, who is agent or
        editor or executive or admin.
        """
        return self._ask(Health, "GET", "/insight/health", query={"week": week})

    def list_memos(self, *, after: str | None = None, limit: int | None = None) -> Editions:
        """List the memos, the newest first.

        `GET /insight/memos` (insight_list_memos). Needs a token with the role of its member, who is agent or editor
        or executive or admin.
        """
        return self._ask(Editions, "GET", "/insight/memos", query={"after": after, "limit": limit})

    def all_memos(self) -> Iterator[Edition]:
        """Yield the memos of every page of `list_memos`."""
        return paged(lambda key: self.list_memos(after=key, limit=LONGEST_PAGE), lambda page: page.memos)

    def show_memo(self, week: str) -> Memo:
        """Show the memo of a week: its edition, or what is computed as of that week.

        `GET /insight/memos/{week}` (insight_show_memo). Needs a token with the role of its member, who is agent or
        editor or executive or admin.
        """
        return self._ask(Memo, "GET", f"/insight/memos/{part(week)}")

    def show_draft(self, week: str) -> MemoDraft:
        """Show what an editor writes a week's memo on: the candidates, and what was written so far.

        `GET /insight/memos/{week}/draft` (insight_show_draft). Needs a token with the role of its member, who is
        editor or admin.
        """
        return self._ask(MemoDraft, "GET", f"/insight/memos/{part(week)}/draft")

    def edit_memo(
        self,
        week: str,
        *,
        seen: int,
        headline: str,
        type: Literal[
            "unexpected_use", "unexpressed_need", "partner_problem", "nagging_issue", "competitive_threat", "other"
        ],
        candidate: str | None = None,
        quotes: Sequence[int] | None = None,
        why: str | None = None,
        action: str | None = None,
        owner: str | None = None,
        sign: bool | None = None,
        if_match: str | None = None,
    ) -> MemoDraft:
        """Write a week's memo, and sign it where that is said.

        `PUT /insight/memos/{week}/draft` (insight_edit_memo). Needs a token that may write with the role of its
        member, who is editor or admin.
        """
        return self._ask(
            MemoDraft,
            "PUT",
            f"/insight/memos/{part(week)}/draft",
            body={
                "seen": seen,
                "candidate": candidate,
                "quotes": quotes,
                "headline": headline,
                "type": type,
                "why": why,
                "action": action,
                "owner": owner,
                "sign": sign,
            },
            if_match=if_match,
        )

    def follow_up(
        self,
        week: str,
        *,
        fate: Literal["open", "done", "declined"],
        reason: str | None = None,
        idempotency_key: str | None = None,
    ) -> None:
        """Say what became of what an edition asked for.

        `POST /insight/memos/{week}/follow-ups` (insight_follow_up). Needs a token that may write with the role of
        its member, who is editor or admin.
        """
        self._do(
            "POST",
            f"/insight/memos/{part(week)}/follow-ups",
            body={"fate": fate, "reason": reason},
            key=idempotency_key,
        )

    def list_rows(
        self,
        measure: Literal[
            "articles",
            "comments",
            "content",
            "contributing",
            "first_response",
            "first_response_honest_median",
            "first_response_mean",
            "first_response_median",
            "first_response_p90",
            "idea_comments",
            "idea_votes",
            "ideas_delivered",
            "ideas_moved",
            "ideas_submitted",
            "ideas_waiting",
            "interaction",
            "kudos",
            "liveliness",
            "members",
            "new_members",
            "page_views",
            "posts",
            "registered",
            "replies",
            "replies_per_topic",
            "responsiveness",
            "sentiment",
            "solved",
            "staff_posts",
            "staff_replies",
            "staff_response",
            "staff_response_median",
            "topics",
            "traffic",
        ],
        *,
        week: str | None = None,
        after: str | None = None,
        limit: int | None = None,
    ) -> Rows:
        """List the rows behind a number of a week.

        `GET /insight/rows/{measure}` (insight_list_rows). Needs a token with the role of its member, who is agent
        or editor or executive or admin.
        """
        return self._ask(
            Rows, "GET", f"/insight/rows/{part(measure)}", query={"week": week, "after": after, "limit": limit}
        )

    def all_rows(
        self,
        measure: Literal[
            "articles",
            "comments",
            "content",
            "contributing",
            "first_response",
            "first_response_honest_median",
            "first_response_mean",
            "first_response_median",
            "first_response_p90",
            "idea_comments",
            "idea_votes",
            "ideas_delivered",
            "ideas_moved",
            "ideas_submitted",
            "ideas_waiting",
            "interaction",
            "kudos",
            "liveliness",
            "members",
            "new_members",
            "page_views",
            "posts",
            "registered",
            "replies",
            "replies_per_topic",
            "responsiveness",
            "sentiment",
            "solved",
            "staff_posts",
            "staff_replies",
            "staff_response",
            "staff_response_median",
            "topics",
            "traffic",
        ],
        *,
        week: str | None = None,
    ) -> Iterator[Line]:
        """Yield the rows of every page of `list_rows`."""
        return paged(
            lambda key: self.list_rows(measure, week=week, after=key, limit=LONGEST_PAGE), lambda page: page.rows
        )

    def show_scorecard(self, *, week: str | None = None) -> Scorecard:
        """Show the numbers of a week.

        `GET /insight/scorecard` (insight_show_scorecard). Needs a token with the role of its member, who is agent
        or editor or executive or admin.
        """
        return self._ask(Scorecard, "GET", "/insight/scorecard", query={"week": week})
