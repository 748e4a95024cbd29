"""What the blogs room says happened."""

from dataclasses import dataclass
from typing import ClassVar

from community.kernel.events import Event

from .rules import Voice


@dataclass(frozen=True, kw_only=True)
class PostDrafted(Event):
    """An employee began a blog post."""

    kind: ClassVar[str] = "blogs.post_drafted"
    post_id: int


@dataclass(frozen=True, kw_only=True)
class PostPublished(Event):
    """Readers may find the blog post from now on."""

    kind: ClassVar[str] = "blogs.post_published"
    post_id: int
    author_id: int | None
    voice: Voice


@dataclass(frozen=True, kw_only=True)
class PostEdited(Event):
    """A blog post was changed; a published one keeps its former text as a revision (0 in a draft that has none)."""

    kind: ClassVar[str] = "blogs.post_edited"
    post_id: int
    revision: int


@dataclass(frozen=True, kw_only=True)
class PostWithdrawn(Event):
    """A published blog post became a draft again, out of every reader's sight."""

    kind: ClassVar[str] = "blogs.post_withdrawn"
    post_id: int


@dataclass(frozen=True, kw_only=True)
class PostHidden(Event):
    """A moderator took a blog post out of sight, with a reason, reversibly."""

    kind: ClassVar[str] = "blogs.post_hidden"
    post_id: int


@dataclass(frozen=True, kw_only=True)
class PostRestored(Event):
    """A hidden blog post is shown again."""

    kind: ClassVar[str] = "blogs.post_restored"
    post_id: int


@dataclass(frozen=True, kw_only=True)
class CommentAdded(Event):
    """Somebody said something to a blog post."""

    kind: ClassVar[str] = "blogs.comment_added"
    comment_id: int
    post_id: int


@dataclass(frozen=True, kw_only=True)
class CommentHidden(Event):
    """A moderator took a comment out of sight, with a reason, reversibly."""

    kind: ClassVar[str] = "blogs.comment_hidden"
    comment_id: int
    post_id: int


@dataclass(frozen=True, kw_only=True)
class CommentRestored(Event):
    """A hidden comment is shown again."""

    kind: ClassVar[str] = "blogs.comment_restored"
    comment_id: int
    post_id: int


@dataclass(frozen=True, kw_only=True)
class TopicMadeOfComment(Event):
    """A comment became a topic of the forum, whose author is the one who wrote the comment."""

    kind: ClassVar[str] = "blogs.topic_made_of_comment"
    comment_id: int
    post_id: int
    topic_id: int
    author_id: int
