"""`client.posts`. Written by `make client`."""

from collections.abc import Sequence

from ..resource import Resource
from ..shapes.forum import FileIn, WholePost
from ..shapes.shared import Made, Revisions


class PostsResource(Resource):
    """Operations below `/posts`."""

    def show(self, post_id: int) -> WholePost:
        """Show a post with its files and the comments below it.

        `GET /posts/{post_id}` (forum_show_post). Works without a token, and shows what everybody may see.
        """
        return self._ask(WholePost, "GET", f"/posts/{post_id}")

    def edit(
        self,
        post_id: int,
        *,
        body: str | None = None,
        title: str | None = None,
        tags: Sequence[str] | None = None,
        files: Sequence[FileIn] | None = None,
        reason: str | None = None,
        if_match: str | None = None,
    ) -> Made:
        """Change a post, as its author or a moderator; what it said before stays in its history.

        `PATCH /posts/{post_id}` (forum_edit). Needs a token that may write.
        """
        return self._ask(
            Made,
            "PATCH",
            f"/posts/{post_id}",
            body={"body": body, "title": title, "tags": tags, "files": files, "reason": reason},
            if_match=if_match,
        )

    def accept(self, post_id: int) -> None:
        """Accept an answer.

        `PUT /posts/{post_id}/acceptance` (forum_accept). Needs a token that may write.
        """
        self._do("PUT", f"/posts/{post_id}/acceptance")

    def unaccept(self, post_id: int) -> None:
        """Take an acceptance back.

        `DELETE /posts/{post_id}/acceptance` (forum_unaccept). Needs a token that may write.
        """
        self._do("DELETE", f"/posts/{post_id}/acceptance")

    def comment(self, post_id: int, *, body: str, idempotency_key: str | None = None) -> Made:
        """Comment on a post.

        `POST /posts/{post_id}/comments` (forum_comment). Needs a token that may write.
        """
        return self._ask(Made, "POST", f"/posts/{post_id}/comments", body={"body": body}, key=idempotency_key)

    def confirm(self, post_id: int) -> None:
        """Say that an answer worked.

        `PUT /posts/{post_id}/confirmation` (forum_confirm). Needs a token that may write.
        """
        self._do("PUT", f"/posts/{post_id}/confirmation")

    def withdraw_verdict(self, post_id: int) -> None:
        """Take back what one said of an answer, that it worked or that it did not.

        `DELETE /posts/{post_id}/confirmation` (forum_withdraw_verdict). Needs a token that may write.
        """
        self._do("DELETE", f"/posts/{post_id}/confirmation")

    def deny(self, post_id: int, *, body: str, idempotency_key: str | None = None) -> Made:
        """Say that an answer did not work, and why; the words stand as a comment under it.

        `POST /posts/{post_id}/denial` (forum_deny). Needs a token that may write.
        """
        return self._ask(Made, "POST", f"/posts/{post_id}/denial", body={"body": body}, key=idempotency_key)

    def give_kudos(self, post_id: int) -> None:
        """Thank for a post; once more changes nothing.

        `PUT /posts/{post_id}/kudos` (forum_give_kudos). Needs a token that may write.
        """
        self._do("PUT", f"/posts/{post_id}/kudos")

    def withdraw_kudos(self, post_id: int) -> None:
        """Take kudos back.

        `DELETE /posts/{post_id}/kudos` (forum_withdraw_kudos). Needs a token that may write.
        """
        self._do("DELETE", f"/posts/{post_id}/kudos")

    def list_revisions(self, post_id: int) -> Revisions:
        """List the states of a post's text, the newest first.

        `GET /posts/{post_id}/revisions` (forum_list_revisions). Works without a token, and shows what everybody may
        see.
        """
        return self._ask(Revisions, "GET", f"/posts/{post_id}/revisions")
