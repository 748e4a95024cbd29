"""What the ideas room says happened. Every fact about a vote or a move names the idea's author, who earns by it."""

from dataclasses import dataclass
from typing import ClassVar

from community.kernel.events import Event

from .rules import Reason, Status


@dataclass(frozen=True, kw_only=True)
class IdeaSubmitted(Event):
    """Somebody said what they wish for."""

    kind: ClassVar[str] = "ideas.idea_submitted"
    idea_id: int


@dataclass(frozen=True, kw_only=True)
class VoteCast(Event):
    """Somebody wants this idea too."""

    kind: ClassVar[str] = "ideas.vote_cast"
    idea_id: int
    author_id: int | None


@dataclass(frozen=True, kw_only=True)
class VoteWithdrawn(Event):
    """The vote was taken back."""

    kind: ClassVar[str] = "ideas.vote_withdrawn"
    idea_id: int
    author_id: int | None


@dataclass(frozen=True, kw_only=True)
class StatusMoved(Event):
    """An employee moved an idea to another status, with an official response."""

    kind: ClassVar[str] = "ideas.status_moved"
    idea_id: int
    move_id: int
    author_id: int | None
    from_status: Status
    to_status: Status
    reason: Reason | None = None


@dataclass(frozen=True, kw_only=True)
class IdeasMerged(Event):
    """A moderator folded one idea into another that wishes for the same."""

    kind: ClassVar[str] = "ideas.ideas_merged"
    kept_id: int
    dropped_id: int


@dataclass(frozen=True, kw_only=True)
class IdeasTakenApart(Event):
    """Two ideas that had been merged stand for themselves again."""

    kind: ClassVar[str] = "ideas.ideas_taken_apart"
    kept_id: int
    dropped_id: int


@dataclass(frozen=True, kw_only=True)
class CommentAdded(Event):
    """Somebody remarked on an idea."""

    kind: ClassVar[str] = "ideas.comment_added"
    comment_id: int
    idea_id: int


@dataclass(frozen=True, kw_only=True)
class CommentHidden(Event):
    """A moderator took a comment out of sight, with a reason, reversibly."""

    kind: ClassVar[str] = "ideas.comment_hidden"
    comment_id: int
    idea_id: int


@dataclass(frozen=True, kw_only=True)
class CommentRestored(Event):
    """A hidden comment is shown again."""

    kind: ClassVar[str] = "ideas.comment_restored"
    comment_id: int
    idea_id: int


@dataclass(frozen=True, kw_only=True)
class IdeaHidden(Event):
    """A moderator took an idea out of sight, with a reason, reversibly."""

    kind: ClassVar[str] = "ideas.idea_hidden"
    idea_id: int


@dataclass(frozen=True, kw_only=True)
class IdeaRestored(Event):
    """A hidden idea is shown again."""

    kind: ClassVar[str] = "ideas.idea_restored"
    idea_id: int
