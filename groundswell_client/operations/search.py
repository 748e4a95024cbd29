"""`client.search`. Written by `make client`."""

from ..resource import Resource
from ..shapes.search import Results


class SearchResource(Resource):
    """Operations below `/search`."""

    def search(
        self,
        q: str,
        *,
        board: str | None = None,
        tag: str | None = None,
        author: str | None = None,
        solved: bool | None = None,
        page: int | None = None,
    ) -> Results:
        """Find topics and posts by their words.

        `GET /search` (search_search). Works without a token, and shows what everybody may see.
        """
        return self._ask(
            Results,
            "GET",
            "/search",
            query={"q": q, "board": board, "tag": tag, "author": author, "solved": solved, "page": page},
        )
