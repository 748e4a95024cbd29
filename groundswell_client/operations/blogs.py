"""`client.blogs`. Written by `make client`."""

from collections.abc import Iterator
from typing import Literal

from ..resource import LONGEST_PAGE, Resource, paged
from ..shapes.blogs import Blog, BlogComment, BlogDrafts, BlogPost, BlogPostWithComments, PartsIn
from ..shapes.shared import Made, Revisions


class BlogsResource(Resource):
    """Operations below `/blogs`."""

    def list(self, *, after: str | None = None, limit: int | None = None, author: str | None = None) -> Blog:
        """List blog posts, the newest first.

        `GET /blogs` (blogs_list_posts). Works without a token, and shows what everybody may see.
        """
        return self._ask(Blog, "GET", "/blogs", query={"after": after, "limit": limit, "author": author})

    def all(self, *, author: str | None = None) -> Iterator[BlogPost]:
        """Yield the posts of every page of `list`."""
        return paged(lambda key: self.list(author=author, after=key, limit=LONGEST_PAGE), lambda page: page.posts)

    def create(
        self,
        *,
        title: str,
        body: str,
        visibility: Literal["public", "members", "mvps", "staff"] | None = None,
        voice: Literal["company", "own"] | None = None,
        idempotency_key: str | None = None,
    ) -> Made:
        """Begin a blog post; it is a draft until it is published.

        `POST /blogs` (blogs_write). Needs a token that may write with the role of its member, who is agent or
        editor or executive or admin.
        """
        return self._ask(
            Made,
            "POST",
            "/blogs",
            body={"title": title, "visibility": visibility, "body": body, "voice": voice},
            key=idempotency_key,
        )

    def make_topic(
        self,
        blog_comment_id: int,
        *,
        title: str,
        board: str,
        kind: Literal["question", "discussion"] | None = None,
        idempotency_key: str | None = None,
    ) -> Made:
        """Make a topic of a comment, in its author's name, on a board that they and only the post's readers may
        see.

        `POST /blogs/comments/{blog_comment_id}/topic` (blogs_make_topic). Needs a token that may write.
        """
        return self._ask(
            Made,
            "POST",
            f"/blogs/comments/{blog_comment_id}/topic",
            body={"title": title, "board": board, "kind": kind},
            key=idempotency_key,
        )

    def list_drafts(self) -> BlogDrafts:
        """List the drafts that the caller may change, the newest first.

        `GET /blogs/drafts` (blogs_list_drafts). Needs a token with the role of its member, who is agent or editor
        or executive or admin.
        """
        return self._ask(BlogDrafts, "GET", "/blogs/drafts")

    def write_news(
        self,
        *,
        title: str,
        parts: PartsIn,
        visibility: Literal["public", "members", "mvps", "staff"] | None = None,
        idempotency_key: str | None = None,
    ) -> Made:
        """Begin a post of unpopular news, in its five parts; it is a draft until it is published.

        `POST /blogs/news` (blogs_write_news). Needs a token that may write with the role of its member, who is
        agent or editor or executive or admin.
        """
        return self._ask(
            Made,
            "POST",
            "/blogs/news",
            body={"title": title, "visibility": visibility, "parts": parts},
            key=idempotency_key,
        )

    def show(self, blog_post_id: int, *, after: str | None = None, limit: int | None = None) -> BlogPostWithComments:
        """Show a blog post with a page of its comments, oldest first.

        `GET /blogs/{blog_post_id}` (blogs_show_post). Works without a token, and shows what everybody may see.
        """
        return self._ask(BlogPostWithComments, "GET", f"/blogs/{blog_post_id}", query={"after": after, "limit": limit})

    def all_comments(self, blog_post_id: int) -> Iterator[BlogComment]:
        """Yield the comments of every page of `show`."""
        return paged(lambda key: self.show(blog_post_id, after=key, limit=LONGEST_PAGE), lambda page: page.comments)

    def edit(
        self,
        blog_post_id: int,
        *,
        title: str | None = None,
        visibility: Literal["public", "members", "mvps", "staff"] | None = None,
        body: str | None = None,
        voice: Literal["company", "own"] | None = None,
        parts: PartsIn | None = None,
        reason: str | None = None,
        if_match: str | None = None,
    ) -> Made:
        """Change a blog post; what a published one said before stays in its history.

        `PATCH /blogs/{blog_post_id}` (blogs_edit). Needs a token that may write with the role of its member, who is
        agent or editor or executive or admin.
        """
        return self._ask(
            Made,
            "PATCH",
            f"/blogs/{blog_post_id}",
            body={
                "title": title,
                "visibility": visibility,
                "body": body,
                "voice": voice,
                "parts": parts,
                "reason": reason,
            },
            if_match=if_match,
        )

    def comment(self, blog_post_id: int, *, body: str, idempotency_key: str | None = None) -> Made:
        """Comment on a blog post.

        `POST /blogs/{blog_post_id}/comments` (blogs_comment). Needs a token that may write.
        """
        return self._ask(Made, "POST", f"/blogs/{blog_post_id}/comments", body={"body": body}, key=idempotency_key)

    def publish(self, blog_post_id: int) -> Made:
        """Publish a draft to the readers that it is meant for.

        `PUT /blogs/{blog_post_id}/publication` (blogs_publish). Needs a token that may write with the role of its
        member, who is agent or editor or executive or admin.
        """
        return self._ask(Made, "PUT", f"/blogs/{blog_post_id}/publication")

    def withdraw(self, blog_post_id: int) -> None:
        """Make a published post a draft again.

        `DELETE /blogs/{blog_post_id}/publication` (blogs_withdraw). Needs a token that may write with the role of
        its member, who is agent or editor or executive or admin.
        """
        self._do("DELETE", f"/blogs/{blog_post_id}/publication")

    def list_revisions(self, blog_post_id: int) -> Revisions:
        """List the states of a blog post since it was published, the newest first.

        `GET /blogs/{blog_post_id}/revisions` (blogs_list_revisions). Works without a token, and shows what
        everybody may see.
        """
        return self._ask(Revisions, "GET", f"/blogs/{blog_post_id}/revisions")
