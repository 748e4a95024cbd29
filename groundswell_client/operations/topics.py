"""`client.topics`. Written by `make client`."""

from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias

from ..resource import LONGEST_PAGE, Resource, paged
from ..shapes.forum import FileIn, Post, Similar, Topic, Topics, TopicWithPosts
from ..shapes.shared import Made

Sort: TypeAlias = Literal["activity", "newest", "kudos", "views", "me_too", "unanswered", "solved"]


class TopicsResource(Resource):
    """Operations below `/topics`."""

    def list(
        self,
        *,
        after: str | None = None,
        limit: int | None = None,
        sort: Sort | None = None,
        board: str | None = None,
        tag: str | None = None,
    ) -> Topics:
        """List topics: the latest activity first, or in another order; of all boards, or of one board or tag.

        `GET /topics` (forum_list_topics). Works without a token, and shows what everybody may see.
        """
        return self._ask(
            Topics, "GET", "/topics", query={"after": after, "limit": limit, "sort": sort, "board": board, "tag": tag}
        )

    def all(self, *, sort: Sort | None = None, board: str | None = None, tag: str | None = None) -> Iterator[Topic]:
        """Yield the topics of every page of `list`."""
        return paged(
            lambda key: self.list(sort=sort, board=board, tag=tag, after=key, limit=LONGEST_PAGE),
            lambda page: page.topics,
        )

    def create(
        self,
        *,
        body: str,
        board: str,
        title: str,
        files: Sequence[FileIn] | None = None,
        kind: Literal["question", "discussion", "announcement"] | None = None,
        tags: Sequence[str] | None = None,
        silent: bool | None = None,
        idempotency_key: str | None = None,
    ) -> Made:
        """Start a topic.

        `POST /topics` (forum_start_topic). Needs a token that may write.
        """
        return self._ask(
            Made,
            "POST",
            "/topics",
            body={
                "body": body,
                "files": files,
                "board": board,
                "title": title,
                "kind": kind,
                "tags": tags,
                "silent": silent,
            },
            key=idempotency_key,
        )

    def find_similar(self, title: str) -> Similar:
        """Find topics like the title that somebody is about to ask under, so that they read before they ask.

        `GET /topics/similar` (forum_find_similar). Needs a token.
        """
        return self._ask(Similar, "GET", "/topics/similar", query={"title": title})

    def show(self, topic_id: int, *, after: str | None = None, limit: int | None = None) -> TopicWithPosts:
        """Show a topic with its opening post and a page of its answers, oldest first.

        `GET /topics/{topic_id}` (forum_show_topic). Works without a token, and shows what everybody may see.
        """
        return self._ask(TopicWithPosts, "GET", f"/topics/{topic_id}", query={"after": after, "limit": limit})

    def all_posts(self, topic_id: int) -> Iterator[Post]:
        """Yield the posts of every page of `show`."""
        return paged(lambda key: self.show(topic_id, after=key, limit=LONGEST_PAGE), lambda page: page.posts)

    def draft(self, topic_id: int, *, idempotency_key: str | None = None) -> Made:
        """Draft an article from a topic's question and the answer that solved it.

        `POST /topics/{topic_id}/article` (kb_harvest_draft). Needs a token that may write with the role of its
        member, who is agent or editor or admin.
        """
        return self._ask(Made, "POST", f"/topics/{topic_id}/article", key=idempotency_key)

    def move(self, topic_id: int, *, board: str) -> None:
        """Move a topic to another board.

        `PUT /topics/{topic_id}/board` (forum_move). Needs a token that may write with the role of its member, who
        is mvp or agent or admin.
        """
        self._do("PUT", f"/topics/{topic_id}/board", body={"board": board})

    def bookmark(self, topic_id: int) -> None:
        """Bookmark a topic.

        `PUT /topics/{topic_id}/bookmark` (forum_bookmark). Needs a token that may write.
        """
        self._do("PUT", f"/topics/{topic_id}/bookmark")

    def remove_bookmark(self, topic_id: int) -> None:
        """Remove a bookmark.

        `DELETE /topics/{topic_id}/bookmark` (forum_remove_bookmark). Needs a token that may write.
        """
        self._do("DELETE", f"/topics/{topic_id}/bookmark")

    def close(self, topic_id: int, *, reason: str) -> None:
        """Close a topic, with a reason that everybody reads.

        `PUT /topics/{topic_id}/closure` (forum_close). Needs a token that may write with the role of its member,
        who is mvp or agent or admin.
        """
        self._do("PUT", f"/topics/{topic_id}/closure", body={"reason": reason})

    def reopen(self, topic_id: int) -> None:
        """Open a closed topic again; where it was marked as a duplicate, that goes too.

        `DELETE /topics/{topic_id}/closure` (forum_reopen). Needs a token that may write with the role of its
        member, who is mvp or agent or admin.
        """
        self._do("DELETE", f"/topics/{topic_id}/closure")

    def follow(self, topic_id: int) -> None:
        """Follow a topic.

        `PUT /topics/{topic_id}/follow` (forum_follow). Needs a token that may write.
        """
        self._do("PUT", f"/topics/{topic_id}/follow")

    def unfollow(self, topic_id: int) -> None:
        """Follow a topic no longer.

        `DELETE /topics/{topic_id}/follow` (forum_unfollow). Needs a token that may write.
        """
        self._do("DELETE", f"/topics/{topic_id}/follow")

    def say_me_too(self, topic_id: int) -> None:
        """Say that one has the problem of a question too.

        `PUT /topics/{topic_id}/me-too` (forum_say_me_too). Needs a token that may write.
        """
        self._do("PUT", f"/topics/{topic_id}/me-too")

    def withdraw_me_too(self, topic_id: int) -> None:
        """Say that one has the problem no longer.

        `DELETE /topics/{topic_id}/me-too` (forum_withdraw_me_too). Needs a token that may write.
        """
        self._do("DELETE", f"/topics/{topic_id}/me-too")

    def merge(self, topic_id: int, *, into: int) -> Made:
        """Merge two topics into the older one, which is answered.

        `PUT /topics/{topic_id}/merger` (forum_merge). Needs a token that may write with the role of its member, who
        is mvp or agent or admin.
        """
        return self._ask(Made, "PUT", f"/topics/{topic_id}/merger", body={"into": into})

    def take_apart(self, topic_id: int) -> Made:
        """Take a topic out of the one that it was merged into.

        `DELETE /topics/{topic_id}/merger` (forum_take_apart). Needs a token that may write with the role of its
        member, who is mvp or agent or admin.
        """
        return self._ask(Made, "DELETE", f"/topics/{topic_id}/merger")

    def mark_duplicate(self, topic_id: int, *, original: int) -> None:
        """Close a topic as asked before, and lead its readers to the original.

        `PUT /topics/{topic_id}/original` (forum_mark_duplicate). Needs a token that may write with the role of its
        member, who is mvp or agent or admin.
        """
        self._do("PUT", f"/topics/{topic_id}/original", body={"original": original})

    def answer(
        self, topic_id: int, *, body: str, files: Sequence[FileIn] | None = None, idempotency_key: str | None = None
    ) -> Made:
        """Answer a topic.

        `POST /topics/{topic_id}/posts` (forum_answer). Needs a token that may write.
        """
        return self._ask(
            Made, "POST", f"/topics/{topic_id}/posts", body={"body": body, "files": files}, key=idempotency_key
        )

    def mark_read(self, topic_id: int) -> None:
        """Note that one has read a topic to its end; it is new again when somebody writes in it.

        `PUT /topics/{topic_id}/reading` (forum_mark_read). Needs a token that may write.
        """
        self._do("PUT", f"/topics/{topic_id}/reading")

    def set_aside(self, topic_id: int, *, reason: str) -> None:
        """Take a topic off the candidates' queue, with a reason.

        `PUT /topics/{topic_id}/set-aside` (kb_harvest_set_aside). Needs a token that may write with the role of its
        member, who is agent or editor or admin.
        """
        self._do("PUT", f"/topics/{topic_id}/set-aside", body={"reason": reason})

    def take_back(self, topic_id: int) -> None:
        """Put a topic back onto the candidates' queue.

        `DELETE /topics/{topic_id}/set-aside` (kb_harvest_take_back). Needs a token that may write with the role of
        its member, who is agent or editor or admin.
        """
        self._do("DELETE", f"/topics/{topic_id}/set-aside")

    def split(
        self, topic_id: int, *, board: str, title: str, posts: Sequence[int], idempotency_key: str | None = None
    ) -> Made:
        """Make a topic of some answers of another.

        `POST /topics/{topic_id}/splits` (forum_split). Needs a token that may write with the role of its member,
        who is mvp or agent or admin.
        """
        return self._ask(
            Made,
            "POST",
            f"/topics/{topic_id}/splits",
            body={"board": board, "title": title, "posts": posts},
            key=idempotency_key,
        )
