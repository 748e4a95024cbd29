"""`client.people`. Written by `make client`."""

from collections.abc import Iterator
from typing import Literal

from ..resource import LONGEST_PAGE, Resource, paged, part
from ..shapes.accounts import Member, People
from ..shapes.forum import Passage, Passages, Topic, Topics
from ..shapes.ideas import Idea, Ideas
from ..shapes.kb_harvest import Article, Articles
from ..shapes.reputation import Ledger, LedgerDay, Reputation


class PeopleResource(Resource):
    """Operations below `/people`."""

    def list(
        self,
        *,
        after: str | None = None,
        limit: int | None = None,
        sort: Literal["accepted", "standing", "newest"] | None = None,
        role: Literal["", "employee", "mvp"] | None = None,
        q: str | None = None,
    ) -> People:
        """List members, by name or kind of role, in one of three orders.

        `GET /people` (accounts_list_people). Works without a token, and shows what everybody may see.
        """
        return self._ask(
            People, "GET", "/people", query={"after": after, "limit": limit, "sort": sort, "role": role, "q": q}
        )

    def all(
        self,
        *,
        sort: Literal["accepted", "standing", "newest"] | None = None,
        role: Literal["", "employee", "mvp"] | None = None,
        q: str | None = None,
    ) -> Iterator[Member]:
        """Yield the people of every page of `list`."""
        return paged(
            lambda key: self.list(sort=sort, role=role, q=q, after=key, limit=LONGEST_PAGE), lambda page: page.people
        )

    def show(self, handle: str) -> Member:
        """Show a member.

        `GET /people/{handle}` (accounts_show_member). Works without a token, and shows what everybody may see.
        """
        return self._ask(Member, "GET", f"/people/{part(handle)}")

    def list_answers_of(
        self, handle: str, *, after: str | None = None, limit: int | None = None, accepted: bool | None = None
    ) -> Passages:
        """List the answers of a person, the newest first; all, or those that solved somebody else's question.

        `GET /people/{handle}/answers` (forum_list_answers_of). Works without a token, and shows what everybody may
        see.
        """
        return self._ask(
            Passages,
            "GET",
            f"/people/{part(handle)}/answers",
            query={"after": after, "limit": limit, "accepted": accepted},
        )

    def all_answers_of(self, handle: str, *, accepted: bool | None = None) -> Iterator[Passage]:
        """Yield the answers of every page of `list_answers_of`."""
        return paged(
            lambda key: self.list_answers_of(handle, accepted=accepted, after=key, limit=LONGEST_PAGE),
            lambda page: page.answers,
        )

    def list_articles_of(self, handle: str, *, after: str | None = None, limit: int | None = None) -> Articles:
        """List the published articles that name a person.

        `GET /people/{handle}/articles` (kb_harvest_list_articles_of). Works without a token, and shows what
        everybody may see.
        """
        return self._ask(Articles, "GET", f"/people/{part(handle)}/articles", query={"after": after, "limit": limit})

    def all_articles_of(self, handle: str) -> Iterator[Article]:
        """Yield the articles of every page of `list_articles_of`."""
        return paged(
            lambda key: self.list_articles_of(handle, after=key, limit=LONGEST_PAGE), lambda page: page.articles
        )

    def follow(self, handle: str) -> None:
        """Follow a person.

        `PUT /people/{handle}/follow` (forum_follow_person). Needs a token that may write.
        """
        self._do("PUT", f"/people/{part(handle)}/follow")

    def unfollow(self, handle: str) -> None:
        """Follow a person no longer.

        `DELETE /people/{handle}/follow` (forum_unfollow_person). Needs a token that may write.
        """
        self._do("DELETE", f"/people/{part(handle)}/follow")

    def list_ideas_of(self, handle: str, *, after: str | None = None, limit: int | None = None) -> Ideas:
        """List the ideas of a person, the newest first.

        `GET /people/{handle}/ideas` (ideas_list_ideas_of). Works without a token, and shows what everybody may see.
        """
        return self._ask(Ideas, "GET", f"/people/{part(handle)}/ideas", query={"after": after, "limit": limit})

    def all_ideas_of(self, handle: str) -> Iterator[Idea]:
        """Yield the ideas of every page of `list_ideas_of`."""
        return paged(lambda key: self.list_ideas_of(handle, after=key, limit=LONGEST_PAGE), lambda page: page.ideas)

    def list_ledger(self, handle: str, *, after: str | None = None, limit: int | None = None) -> Ledger:
        """List the lines of somebody's ledger by day, the newest first.

        `GET /people/{handle}/ledger` (reputation_list_ledger). Works without a token, and shows what everybody may
        see.
        """
        return self._ask(Ledger, "GET", f"/people/{part(handle)}/ledger", query={"after": after, "limit": limit})

    def all_ledger(self, handle: str) -> Iterator[LedgerDay]:
        """Yield the days of every page of `list_ledger`."""
        return paged(lambda key: self.list_ledger(handle, after=key, limit=LONGEST_PAGE), lambda page: page.days)

    def show_reputation(self, handle: str) -> Reputation:
        """Show where somebody stands, and why; employees stand nowhere.

        `GET /people/{handle}/reputation` (reputation_show_reputation). Works without a token, and shows what
        everybody may see.
        """
        return self._ask(Reputation, "GET", f"/people/{part(handle)}/reputation")

    def list_topics_of(self, handle: str, *, after: str | None = None, limit: int | None = None) -> Topics:
        """List the topics that a person started, the newest first.

        `GET /people/{handle}/topics` (forum_list_topics_of). Works without a token, and shows what everybody may
        see.
        """
        return self._ask(Topics, "GET", f"/people/{part(handle)}/topics", query={"after": after, "limit": limit})

    def all_topics_of(self, handle: str) -> Iterator[Topic]:
        """Yield the topics of every page of `list_topics_of`."""
        return paged(lambda key: self.list_topics_of(handle, after=key, limit=LONGEST_PAGE), lambda page: page.topics)
