"""`client.boards`. Written by `make client`."""

from typing import Literal

from ..resource import Null, Resource, part
from ..shapes.forum import Board, Boards


class BoardsResource(Resource):
    """Operations below `/boards`."""

    def list(self) -> Boards:
        """List the boards that the caller may see.

        `GET /boards` (forum_list_boards). Works without a token, and shows what everybody may see.
        """
        return self._ask(Boards, "GET", "/boards")

    def create(
        self,
        *,
        name: str,
        description: str | None = None,
        visibility: Literal["public", "members", "mvps", "staff", "organisation"] | None = None,
        organisation: int | Null | None = None,
        staff_start_topics: bool | None = None,
        kind: Literal["support", "social"] | None = None,
        idempotency_key: str | None = None,
    ) -> Board:
        """Open a board at the end of the list.

        `POST /boards` (forum_open_board). Needs a token that may write with the role of its member, who is admin.
        """
        return self._ask(
            Board,
            "POST",
            "/boards",
            body={
                "name": name,
                "description": description,
                "visibility": visibility,
                "organisation": organisation,
                "staff_start_topics": staff_start_topics,
                "kind": kind,
            },
            key=idempotency_key,
        )

    def show(self, slug: str) -> Board:
        """Show a board.

        `GET /boards/{slug}` (forum_show_board). Works without a token, and shows what everybody may see.
        """
        return self._ask(Board, "GET", f"/boards/{part(slug)}")

    def change(
        self,
        slug: str,
        *,
        name: str | None = None,
        description: str | None = None,
        visibility: Literal["public", "members", "mvps", "staff", "organisation"] | None = None,
        organisation: int | Null | None = None,
        staff_start_topics: bool | None = None,
        if_match: str | None = None,
    ) -> Board:
        """Change what a board is called and who may see it; its address stays.

        `PATCH /boards/{slug}` (forum_change_board). Needs a token that may write with the role of its member, who
        is admin.
        """
        return self._ask(
            Board,
            "PATCH",
            f"/boards/{part(slug)}",
            body={
                "name": name,
                "description": description,
                "visibility": visibility,
                "organisation": organisation,
                "staff_start_topics": staff_start_topics,
            },
            if_match=if_match,
        )

    def follow(self, slug: str) -> None:
        """Follow a board.

        `PUT /boards/{slug}/follow` (forum_follow_board). Needs a token that may write.
        """
        self._do("PUT", f"/boards/{part(slug)}/follow")

    def unfollow(self, slug: str) -> None:
        """Follow a board no longer.

        `DELETE /boards/{slug}/follow` (forum_unfollow_board). Needs a token that may write.
        """
        self._do("DELETE", f"/boards/{part(slug)}/follow")
