"""What the forum says happened. Every fact names its board, so that rollups need no look-up."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from community.kernel.events import Event

PostKind = Literal["opening", "answer", "comment"]


@dataclass(frozen=True, kw_only=True)
class TopicStarted(Event):
    """A topic was opened, with its opening post."""

    kind: ClassVar[str] = "forum.topic_started"
    topic_id: int
    board_id: int
    post_id: int


@dataclass(frozen=True, kw_only=True)
class PostAdded(Event):
    """An answer to a topic or a comment under a post."""

    kind: ClassVar[str] = "forum.post_added"
    post_id: int
    topic_id: int
    board_id: int
    post_kind: PostKind
    parent_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class PostEdited(Event):
    """A post's text was changed; the former one is a revision."""

    kind: ClassVar[str] = "forum.post_edited"
    post_id: int
    topic_id: int
    board_id: int
    revision: int


@dataclass(frozen=True, kw_only=True)
class MembersMentioned(Event):
    """A post names these members, or names them since its last edit."""

    kind: ClassVar[str] = "forum.members_mentioned"
    post_id: int
    topic_id: int
    board_id: int
    member_ids: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class AnswerAccepted(Event):
    """The asker (or a moderator, in `by`) said that this answer solved it."""

    kind: ClassVar[str] = "forum.answer_accepted"
    post_id: int
    topic_id: int
    board_id: int
    author_id: int | None
    asker_id: int | None


@dataclass(frozen=True, kw_only=True)
class AnswerUnaccepted(Event):
    """The mark was taken back."""

    kind: ClassVar[str] = "forum.answer_unaccepted"
    post_id: int
    topic_id: int
    board_id: int
    author_id: int | None
    asker_id: int | None


@dataclass(frozen=True, kw_only=True)
class KudosGiven(Event):
    """Somebody thanked the author of a post."""

    kind: ClassVar[str] = "forum.kudos_given"
    post_id: int
    topic_id: int
    board_id: int
    post_kind: PostKind
    author_id: int | None


@dataclass(frozen=True, kw_only=True)
class KudosWithdrawn(Event):
    """The thanks were taken back."""

    kind: ClassVar[str] = "forum.kudos_withdrawn"
    post_id: int
    topic_id: int
    board_id: int
    post_kind: PostKind
    author_id: int | None


@dataclass(frozen=True, kw_only=True)
class SolutionConfirmed(Event):
    """Somebody other than its author said that this answer worked for them."""

    kind: ClassVar[str] = "forum.solution_confirmed"
    post_id: int
    topic_id: int
    board_id: int
    author_id: int | None
    asker_id: int | None


@dataclass(frozen=True, kw_only=True)
class SolutionConfirmationWithdrawn(Event):
    """They no longer say so."""

    kind: ClassVar[str] = "forum.solution_confirmation_withdrawn"
    post_id: int
    topic_id: int
    board_id: int
    author_id: int | None
    asker_id: int | None


@dataclass(frozen=True, kw_only=True)
class SolutionDenied(Event):
    """Somebody said that this answer did not work for them, and why, in the comment `comment_id`."""

    kind: ClassVar[str] = "forum.solution_denied"
    post_id: int
    topic_id: int
    board_id: int
    author_id: int | None
    asker_id: int | None
    comment_id: int


@dataclass(frozen=True, kw_only=True)
class SolutionDenialWithdrawn(Event):
    """They no longer say so; what they wrote stays as a comment."""

    kind: ClassVar[str] = "forum.solution_denial_withdrawn"
    post_id: int
    topic_id: int
    board_id: int
    author_id: int | None
    asker_id: int | None


@dataclass(frozen=True, kw_only=True)
class MeTooSaid(Event):
    """Somebody has the problem of this question too."""

    kind: ClassVar[str] = "forum.me_too_said"
    topic_id: int
    board_id: int
    asker_id: int | None


@dataclass(frozen=True, kw_only=True)
class MeTooWithdrawn(Event):
    """They have it no longer, or never had it."""

    kind: ClassVar[str] = "forum.me_too_withdrawn"
    topic_id: int
    board_id: int
    asker_id: int | None


@dataclass(frozen=True, kw_only=True)
class DownvoteImported(Event):
    """Somebody on the site this post comes from voted it down; our own forum has no down-votes."""

    kind: ClassVar[str] = "forum.downvote_imported"
    post_id: int
    topic_id: int
    board_id: int
    post_kind: PostKind
    author_id: int | None


@dataclass(frozen=True, kw_only=True)
class DownvoteWithdrawn(Event):
    """An imported down-vote no longer stands at its source."""

    kind: ClassVar[str] = "forum.downvote_withdrawn"
    post_id: int
    topic_id: int
    board_id: int
    post_kind: PostKind
    author_id: int | None


@dataclass(frozen=True, kw_only=True)
class TopicTagged(Event):
    """The tags of a topic are now these."""

    kind: ClassVar[str] = "forum.topic_tagged"
    topic_id: int
    board_id: int
    tag_ids: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class TopicClosed(Event):
    """A moderator ended a conversation, with a reason."""

    kind: ClassVar[str] = "forum.topic_closed"
    topic_id: int
    board_id: int


@dataclass(frozen=True, kw_only=True)
class TopicReopened(Event):
    """A closed conversation goes on."""

    kind: ClassVar[str] = "forum.topic_reopened"
    topic_id: int
    board_id: int


@dataclass(frozen=True, kw_only=True)
class TopicMarkedDuplicate(Event):
    """A moderator closed a topic that was asked before, and named the one before."""

    kind: ClassVar[str] = "forum.topic_marked_duplicate"
    topic_id: int
    board_id: int
    original_id: int


@dataclass(frozen=True, kw_only=True)
class TopicMoved(Event):
    """A moderator moved a topic from the board `from_board_id` to another."""

    kind: ClassVar[str] = "forum.topic_moved"
    topic_id: int
    board_id: int
    from_board_id: int


@dataclass(frozen=True, kw_only=True)
class TopicKindChanged(Event):
    """A moderator who moved a topic said that it asks something from now on, or that it is only talk."""

    kind: ClassVar[str] = "forum.topic_kind_changed"
    topic_id: int
    board_id: int
    topic_kind: Literal["question", "discussion"]


@dataclass(frozen=True, kw_only=True)
class TopicsMerged(Event):
    """These posts of the topic `other_id` joined another, its opening as an answer, and so did these members."""

    kind: ClassVar[str] = "forum.topics_merged"
    topic_id: int
    board_id: int
    other_id: int
    other_board_id: int
    opening_id: int
    post_ids: tuple[int, ...]
    follower_ids: tuple[int, ...]
    me_too_ids: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class TopicsTakenApart(Event):
    """These posts went back to the topic `other_id`, which had been merged into another."""

    kind: ClassVar[str] = "forum.topics_taken_apart"
    topic_id: int
    board_id: int
    other_id: int
    other_board_id: int
    opening_id: int
    post_ids: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class TopicSplit(Event):
    """These posts of a topic became the topic `other_id`, the earliest answer its opening."""

    kind: ClassVar[str] = "forum.topic_split"
    topic_id: int
    board_id: int
    other_id: int
    other_board_id: int
    opening_id: int
    post_ids: tuple[int, ...]


REGROUPED = (TopicsMerged, TopicsTakenApart, TopicSplit)  # posts went from one topic to another


@dataclass(frozen=True, kw_only=True)
class PostHidden(Event):
    """A moderator took a post out of sight, with a reason, reversibly."""

    kind: ClassVar[str] = "forum.post_hidden"
    post_id: int
    topic_id: int
    board_id: int


@dataclass(frozen=True, kw_only=True)
class PostRestored(Event):
    """A hidden post is shown again."""

    kind: ClassVar[str] = "forum.post_restored"
    post_id: int
    topic_id: int
    board_id: int


@dataclass(frozen=True, kw_only=True)
class FilesAttached(Event):
    """A post has these files now, beside those it had."""

    kind: ClassVar[str] = "forum.files_attached"
    post_id: int
    topic_id: int
    board_id: int
    file_ids: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class FilesTakenOff(Event):
    """A post no longer has these files."""

    kind: ClassVar[str] = "forum.files_taken_off"
    post_id: int
    topic_id: int
    board_id: int
    file_ids: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class FileHidden(Event):
    """A moderator removed a file from a post, with a reason, reversibly."""

    kind: ClassVar[str] = "forum.file_hidden"
    file_id: int
    post_id: int
    topic_id: int
    board_id: int


@dataclass(frozen=True, kw_only=True)
class FileRestored(Event):
    """A removed file is shown again."""

    kind: ClassVar[str] = "forum.file_restored"
    file_id: int
    post_id: int
    topic_id: int
    board_id: int


@dataclass(frozen=True, kw_only=True)
class Followed(Event):
    """A member wants to hear of a thing."""

    kind: ClassVar[str] = "forum.followed"
    private: ClassVar[bool] = True
    thing: Literal["topic", "board", "tag", "member"]
    thing_id: int


@dataclass(frozen=True, kw_only=True)
class Unfollowed(Event):
    """A member no longer wants to hear of a thing."""

    kind: ClassVar[str] = "forum.unfollowed"
    private: ClassVar[bool] = True
    thing: Literal["topic", "board", "tag", "member"]
    thing_id: int


@dataclass(frozen=True, kw_only=True)
class BoardOpened(Event):
    """There is a new board."""

    kind: ClassVar[str] = "forum.board_opened"
    board_id: int


@dataclass(frozen=True, kw_only=True)
class BoardChanged(Event):
    """A board's name, description or visibility changed; what lies on it must be looked at anew."""

    kind: ClassVar[str] = "forum.board_changed"
    board_id: int
