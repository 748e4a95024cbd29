"""`client.me`. Written by `make client`."""

from collections.abc import Iterator

from ..resource import LONGEST_PAGE, Resource, paged
from ..shapes.accounts import Settings, Tokens
from ..shapes.forum import (
    Drafts,
    Followed,
    FollowedBoard,
    FollowedBoards,
    FollowedTag,
    FollowedTags,
    Following,
    Topic,
    Topics,
    WholeDraft,
)
from ..shapes.ideas import Idea, Votes
from ..shapes.moderation import Trust, Yours


class MeResource(Resource):
    """Operations below `/me`."""

    def show_settings(self) -> Settings:
        """Show who the token speaks for, and their settings.

        `GET /me` (accounts_show_settings). Needs a token.
        """
        return self._ask(Settings, "GET", "/me")

    def change_settings(
        self,
        *,
        name: str | None = None,
        about: str | None = None,
        time_zone: str | None = None,
        language: str | None = None,
        if_match: str | None = None,
    ) -> Settings:
        """Change what one tells of oneself, and how one reads.

        `PATCH /me` (accounts_change_settings). Needs a token that may write.
        """
        return self._ask(
            Settings,
            "PATCH",
            "/me",
            body={"name": name, "about": about, "time_zone": time_zone, "language": language},
            if_match=if_match,
        )

    def list_bookmarks(self, *, after: str | None = None, limit: int | None = None) -> Topics:
        """List the topics that the caller bookmarked.

        `GET /me/bookmarks` (forum_list_bookmarks). Needs a token.
        """
        return self._ask(Topics, "GET", "/me/bookmarks", query={"after": after, "limit": limit})

    def all_bookmarks(self) -> Iterator[Topic]:
        """Yield the topics of every page of `list_bookmarks`."""
        return paged(lambda key: self.list_bookmarks(after=key, limit=LONGEST_PAGE), lambda page: page.topics)

    def list_drafts(self) -> Drafts:
        """List what the caller began to write, the latest first.

        `GET /me/drafts` (forum_list_drafts). Needs a token.
        """
        return self._ask(Drafts, "GET", "/me/drafts")

    def show_draft(self, topic_id: int) -> WholeDraft:
        """Show what the caller began to write there.

        `GET /me/drafts/{topic_id}` (forum_show_draft). Needs a token.
        """
        return self._ask(WholeDraft, "GET", f"/me/drafts/{topic_id}")

    def keep_draft(
        self,
        topic_id: int,
        *,
        title: str | None = None,
        body: str | None = None,
        tags: str | None = None,
        board: str | None = None,
        kind: str | None = None,
        if_match: str | None = None,
    ) -> None:
        """Keep what is written so far of a reply to a topic, or of a new topic under the number 0.

        `PUT /me/drafts/{topic_id}` (forum_keep_draft). Needs a token that may write.
        """
        self._do(
            "PUT",
            f"/me/drafts/{topic_id}",
            body={"title": title, "body": body, "tags": tags, "board": board, "kind": kind},
            if_match=if_match,
        )

    def discard_draft(self, topic_id: int, *, if_match: str | None = None) -> None:
        """Throw a draft away, with the files that wait for it.

        `DELETE /me/drafts/{topic_id}` (forum_discard_draft). Needs a token that may write.
        """
        self._do("DELETE", f"/me/drafts/{topic_id}", if_match=if_match)

    def list_following(self, *, after: str | None = None, limit: int | None = None) -> Following:
        """List the people whom the caller follows, the latest first.

        `GET /me/following` (forum_list_following). Needs a token.
        """
        return self._ask(Following, "GET", "/me/following", query={"after": after, "limit": limit})

    def all_following(self) -> Iterator[Followed]:
        """Yield the people of every page of `list_following`."""
        return paged(lambda key: self.list_following(after=key, limit=LONGEST_PAGE), lambda page: page.people)

    def list_followed_boards(self, *, after: str | None = None, limit: int | None = None) -> FollowedBoards:
        """List the boards that the caller follows, the latest first.

        `GET /me/following/boards` (forum_list_followed_boards). Needs a token.
        """
        return self._ask(FollowedBoards, "GET", "/me/following/boards", query={"after": after, "limit": limit})

    def all_followed_boards(self) -> Iterator[FollowedBoard]:
        """Yield the boards of every page of `list_followed_boards`."""
        return paged(lambda key: self.list_followed_boards(after=key, limit=LONGEST_PAGE), lambda page: page.boards)

    def list_followed_tags(self, *, after: str | None = None, limit: int | None = None) -> FollowedTags:
        """List the tags that the caller follows, the latest first.

        `GET /me/following/tags` (forum_list_followed_tags). Needs a token.
        """
        return self._ask(FollowedTags, "GET", "/me/following/tags", query={"after": after, "limit": limit})

    def all_followed_tags(self) -> Iterator[FollowedTag]:
        """Yield the tags of every page of `list_followed_tags`."""
        return paged(lambda key: self.list_followed_tags(after=key, limit=LONGEST_PAGE), lambda page: page.tags)

    def list_yours(self) -> Yours:
        """List one's own flags, the decisions about what one wrote, and one's sanctions.

        `GET /me/moderation` (moderation_list_yours). Needs a token.
        """
        return self._ask(Yours, "GET", "/me/moderation")

    def list_new(self, *, after: str | None = None, limit: int | None = None, followed: bool | None = None) -> Topics:
        """List topics in which something happened since the caller's last visit, and that they have not read.

        `GET /me/new` (forum_list_new). Needs a token.
        """
        return self._ask(Topics, "GET", "/me/new", query={"after": after, "limit": limit, "followed": followed})

    def all_new(self, *, followed: bool | None = None) -> Iterator[Topic]:
        """Yield the topics of every page of `list_new`."""
        return paged(
            lambda key: self.list_new(followed=followed, after=key, limit=LONGEST_PAGE), lambda page: page.topics
        )

    def list_tokens(self) -> Tokens:
        """List one's own tokens, the newest first.

        `GET /me/tokens` (accounts_list_tokens). Needs a token.
        """
        return self._ask(Tokens, "GET", "/me/tokens")

    def revoke_token(self, token_id: int) -> None:
        """Let one of one's own tokens open nothing any more.

        `DELETE /me/tokens/{token_id}` (accounts_revoke_token). Needs a token that may write.
        """
        self._do("DELETE", f"/me/tokens/{token_id}")

    def show_trust(self) -> Trust:
        """Show one's trust level, with everything that it is made of.

        `GET /me/trust` (moderation_show_trust). Needs a token.
        """
        return self._ask(Trust, "GET", "/me/trust")

    def list_votes(self, *, after: str | None = None, limit: int | None = None) -> Votes:
        """List the ideas that the caller votes for, the latest vote first, and how many votes are left.

        `GET /me/votes` (ideas_list_votes). Needs a token.
        """
        return self._ask(Votes, "GET", "/me/votes", query={"after": after, "limit": limit})

    def all_votes(self) -> Iterator[Idea]:
        """Yield the ideas of every page of `list_votes`."""
        return paged(lambda key: self.list_votes(after=key, limit=LONGEST_PAGE), lambda page: page.ideas)
