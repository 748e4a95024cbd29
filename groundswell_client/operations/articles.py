"""`client.articles`. Written by `make client`."""

from collections.abc import Iterator, Sequence
from typing import Literal

from ..resource import LONGEST_PAGE, Resource, paged
from ..shapes.kb_harvest import (
    Article,
    Articles,
    ArticleWithWords,
    ArticleWork,
    Candidate,
    Candidates,
    Due,
    PieceIn,
    PlacedPieceIn,
    Reviews,
    SetAside,
    SetAsides,
)
from ..shapes.shared import Made


class ArticlesResource(Resource):
    """Operations below `/articles`."""

    def list(
        self,
        *,
        after: str | None = None,
        limit: int | None = None,
        state: Literal["published", "drafts", "validated", "archived"] | None = None,
    ) -> Articles:
        """List published articles, the newest first; employees also list those in another state.

        `GET /articles` (kb_harvest_list_articles). Works without a token, and shows what everybody may see.
        """
        return self._ask(Articles, "GET", "/articles", query={"after": after, "limit": limit, "state": state})

    def all(self, *, state: Literal["published", "drafts", "validated", "archived"] | None = None) -> Iterator[Article]:
        """Yield the articles of every page of `list`."""
        return paged(lambda key: self.list(state=state, after=key, limit=LONGEST_PAGE), lambda page: page.articles)

    def create(self, *, title: str, paragraphs: Sequence[PieceIn], idempotency_key: str | None = None) -> Made:
        """Begin an article from nothing but one's own words.

        `POST /articles` (kb_harvest_begin). Needs a token that may write with the role of its member, who is agent
        or editor or admin.
        """
        return self._ask(
            Made, "POST", "/articles", body={"title": title, "paragraphs": paragraphs}, key=idempotency_key
        )

    def list_candidates(self, *, after: str | None = None, limit: int | None = None) -> Candidates:
        """List topics worth an article, the highest score first.

        `GET /articles/candidates` (kb_harvest_list_candidates). Needs a token with the role of its member, who is
        agent or editor or admin.
        """
        return self._ask(Candidates, "GET", "/articles/candidates", query={"after": after, "limit": limit})

    def all_candidates(self) -> Iterator[Candidate]:
        """Yield the candidates of every page of `list_candidates`."""
        return paged(lambda key: self.list_candidates(after=key, limit=LONGEST_PAGE), lambda page: page.candidates)

    def list_set_aside(self, *, after: str | None = None, limit: int | None = None) -> SetAsides:
        """List the topics that were set aside, the latest first.

        `GET /articles/set-aside` (kb_harvest_list_set_aside). Needs a token with the role of its member, who is
        agent or editor or admin.
        """
        return self._ask(SetAsides, "GET", "/articles/set-aside", query={"after": after, "limit": limit})

    def all_set_aside(self) -> Iterator[SetAside]:
        """Yield the topics of every page of `list_set_aside`."""
        return paged(lambda key: self.list_set_aside(after=key, limit=LONGEST_PAGE), lambda page: page.topics)

    def list_due(self, *, after: str | None = None, limit: int | None = None) -> Reviews:
        """List the published articles that are to be looked through again, the longest unseen first.

        `GET /articles/to-review` (kb_harvest_list_due). Needs a token with the role of its member, who is agent or
        editor or executive or admin.
        """
        return self._ask(Reviews, "GET", "/articles/to-review", query={"after": after, "limit": limit})

    def all_due(self) -> Iterator[Due]:
        """Yield the reviews of every page of `list_due`."""
        return paged(lambda key: self.list_due(after=key, limit=LONGEST_PAGE), lambda page: page.reviews)

    def show(self, article_id: int) -> ArticleWithWords:
        """Show an article with its paragraphs, their sources, and who is named in it.

        `GET /articles/{article_id}` (kb_harvest_show_article). Works without a token, and shows what everybody may
        see.
        """
        return self._ask(ArticleWithWords, "GET", f"/articles/{article_id}")

    def edit(
        self,
        article_id: int,
        *,
        seen: int,
        title: str,
        paragraphs: Sequence[PlacedPieceIn],
        if_match: str | None = None,
    ) -> Made:
        """Give an article other words.

        `PUT /articles/{article_id}` (kb_harvest_edit). Needs a token that may write with the role of its member,
        who is agent or editor or admin.
        """
        return self._ask(
            Made,
            "PUT",
            f"/articles/{article_id}",
            body={"seen": seen, "title": title, "paragraphs": paragraphs},
            if_match=if_match,
        )

    def move(self, article_id: int, *, seen: int, to: Literal["wip", "not_validated", "validated", "archived"]) -> Made:
        """Move an article to another confidence: for review, validated, archived.

        `PUT /articles/{article_id}/confidence` (kb_harvest_move). Needs a token that may write with the role of its
        member, who is agent or editor or admin.
        """
        return self._ask(Made, "PUT", f"/articles/{article_id}/confidence", body={"seen": seen, "to": to})

    def publish(
        self,
        article_id: int,
        *,
        seen: int,
        audience: Literal["members", "public"],
        governance: Literal["experience", "compliance"] | None = None,
        no_credit_reason: str | None = None,
    ) -> Made:
        """Publish an article for members or everybody.

        `PUT /articles/{article_id}/publication` (kb_harvest_publish). Needs a token that may write with the role of
        its member, who is editor or admin.
        """
        return self._ask(
            Made,
            "PUT",
            f"/articles/{article_id}/publication",
            body={"seen": seen, "audience": audience, "governance": governance, "no_credit_reason": no_credit_reason},
        )

    def settle_review(self, article_id: int, *, seen: int) -> Made:
        """Say that one looked through a published article, and that it stands.

        `PUT /articles/{article_id}/review` (kb_harvest_settle_review). Needs a token that may write with the role
        of its member, who is editor or admin.
        """
        return self._ask(Made, "PUT", f"/articles/{article_id}/review", body={"seen": seen})

    def take(self, article_id: int, *, seen: int, post: int, idempotency_key: str | None = None) -> Made:
        """Take another answer of its topic into an article.

        `POST /articles/{article_id}/sources` (kb_harvest_take). Needs a token that may write with the role of its
        member, who is agent or editor or admin.
        """
        return self._ask(
            Made, "POST", f"/articles/{article_id}/sources", body={"seen": seen, "post": post}, key=idempotency_key
        )

    def show_work(self, article_id: int) -> ArticleWork:
        """Show an article as its editors have it: its words, its version, and what may be done with it.

        `GET /articles/{article_id}/work` (kb_harvest_show_work). Needs a token with the role of its member, who is
        agent or editor or executive or admin.
        """
        return self._ask(ArticleWork, "GET", f"/articles/{article_id}/work")
