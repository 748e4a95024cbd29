"""`client.search`. Written by `make client`."""

from collections.abc import Iterator

from ..resource import LONGEST_PAGE, Resource, paged
from ..shapes.search import Hit, Results


class SearchResource(Resource):
    """Operations below `/search`."""

    def search(
        self,
        q: str,
        *,
        after: str | None = None,
        limit: int | None = None,
        board: str | None = None,
        tag: str | None = None,
        author: str | None = None,
        solved: bool | None = None,
    ) -> Results:
        """Find topics, replies, articles, ideas, blog posts and comments by their words.

        `GET /search` (search_search). Works without a token, and shows what everybody may see.
        """
        return self._ask(
            Results,
            "GET",
            "/search",
            query={
                "after": after,
                "limit": limit,
                "q": q,
                "board": board,
                "tag": tag,
                "author": author,
                "solved": solved,
            },
        )

    def all_hits(
        self,
        q: str,
        *,
        board: str | None = None,
        tag: str | None = None,
        author: str | None = None,
        solved: bool | None = None,
    ) -> Iterator[Hit]:
        """Yield the hits of every page of `search`."""
        return paged(
            lambda key: self.search(
                q, board=board, tag=tag, author=author, solved=solved, after=key, limit=LONGEST_PAGE
            ),
            lambda page: page.hits,
        )

    __call__ = search
