"""`client.ideas`. Written by `make client`."""

from collections.abc import Iterator
from typing import Literal, TypeAlias

from ..resource import LONGEST_PAGE, Resource, paged
from ..shapes.ideas import Idea, IdeaComment, Ideas, IdeaWithTalk, SimilarIdeas
from ..shapes.shared import Made

State: TypeAlias = Literal["open", "new", "in_progress", "on_hold", "completed", "closed", "all"]
Seen: TypeAlias = Literal[
    "new",
    "under_review",
    "needs_information",
    "planned",
    "in_development",
    "delivered",
    "declined",
    "already_exists",
    "duplicate",
]


class IdeasResource(Resource):
    """Operations below `/ideas`."""

    def list(
        self,
        *,
        after: str | None = None,
        limit: int | None = None,
        sort: Literal["people", "new", "hot"] | None = None,
        state: State | None = None,
    ) -> Ideas:
        """List ideas: those that most people want, the newest, or the hottest first.

        `GET /ideas` (ideas_list_ideas). Works without a token, and shows what everybody may see.
        """
        return self._ask(Ideas, "GET", "/ideas", query={"after": after, "limit": limit, "sort": sort, "state": state})

    def all(self, *, sort: Literal["people", "new", "hot"] | None = None, state: State | None = None) -> Iterator[Idea]:
        """Yield the ideas of every page of `list`."""
        return paged(
            lambda key: self.list(sort=sort, state=state, after=key, limit=LONGEST_PAGE), lambda page: page.ideas
        )

    def create(self, *, title: str, body: str, idempotency_key: str | None = None) -> Made:
        """Submit an idea.

        `POST /ideas` (ideas_submit). Needs a token that may write.
        """
        return self._ask(Made, "POST", "/ideas", body={"title": title, "body": body}, key=idempotency_key)

    def find_similar(self, title: str) -> SimilarIdeas:
        """Find ideas like the one that somebody is about to write, so that they vote instead.

        `GET /ideas/similar` (ideas_find_similar). Needs a token.
        """
        return self._ask(SimilarIdeas, "GET", "/ideas/similar", query={"title": title})

    def show(self, idea_id: int, *, after: str | None = None, limit: int | None = None) -> IdeaWithTalk:
        """Show an idea with its moves, newest first, and a page of its comments, oldest first.

        `GET /ideas/{idea_id}` (ideas_show_idea). Works without a token, and shows what everybody may see.
        """
        return self._ask(IdeaWithTalk, "GET", f"/ideas/{idea_id}", query={"after": after, "limit": limit})

    def all_comments(self, idea_id: int) -> Iterator[IdeaComment]:
        """Yield the comments of every page of `show`."""
        return paged(lambda key: self.show(idea_id, after=key, limit=LONGEST_PAGE), lambda page: page.comments)

    def comment(self, idea_id: int, *, body: str, idempotency_key: str | None = None) -> Made:
        """Comment on an idea.

        `POST /ideas/{idea_id}/comments` (ideas_comment). Needs a token that may write.
        """
        return self._ask(Made, "POST", f"/ideas/{idea_id}/comments", body={"body": body}, key=idempotency_key)

    def merge(self, idea_id: int, *, into: int) -> Made:
        """Merge an idea into another, which is answered.

        `PUT /ideas/{idea_id}/merger` (ideas_merge). Needs a token that may write with the role of its member, who
        is mvp or agent or admin.
        """
        return self._ask(Made, "PUT", f"/ideas/{idea_id}/merger", body={"into": into})

    def take_apart(self, idea_id: int) -> Made:
        """Take an idea out of the one that it was merged into.

        `DELETE /ideas/{idea_id}/merger` (ideas_take_apart). Needs a token that may write with the role of its
        member, who is mvp or agent or admin.
        """
        return self._ask(Made, "DELETE", f"/ideas/{idea_id}/merger")

    def respond(
        self,
        idea_id: int,
        *,
        seen: Seen,
        to: Seen,
        response: str,
        reason: Literal["other_direction", "few_would_use_it", "too_costly", "not_possible", "law_or_safety"]
        | None = None,
        idempotency_key: str | None = None,
    ) -> Made:
        """Move an idea to another status, with an official response.

        `POST /ideas/{idea_id}/moves` (ideas_respond). Needs a token that may write with the role of its member, who
        is agent or editor or executive or admin.
        """
        return self._ask(
            Made,
            "POST",
            f"/ideas/{idea_id}/moves",
            body={"seen": seen, "to": to, "reason": reason, "response": response},
            key=idempotency_key,
        )

    def vote(self, idea_id: int) -> None:
        """Vote for an idea; once more changes nothing.

        `PUT /ideas/{idea_id}/vote` (ideas_vote). Needs a token that may write.
        """
        self._do("PUT", f"/ideas/{idea_id}/vote")

    def withdraw_vote(self, idea_id: int) -> None:
        """Take one's vote back.

        `DELETE /ideas/{idea_id}/vote` (ideas_withdraw_vote). Needs a token that may write.
        """
        self._do("DELETE", f"/ideas/{idea_id}/vote")
