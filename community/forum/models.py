"""Tables of the forum room. Counters are columns, kept by the service that changes what they count."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from community.kernel.auth import VISIBILITIES, scope_of
from community.kernel.db import BigId, Model

MEMBER = "accounts_member.id"
TOPIC = "forum_topic.id"
REGROUPED = ("merged_into_id", "split_from_id")  # few have one, and lists of the others must not look there
COUNTED = ("kudos", "views", "me_too")  # what topics can be ordered by, the most first
UNANSWERED, SOLVED = "replies = 0 AND closed_at IS NULL AND kind = 'question'", "accepted > 0"
POST = "forum_post.id"
BOARD_KINDS = ("support", "social")
NEW_TOPIC = 0  # stands for the topic of a draft that will begin one


def index_of_some(name: str, *columns: str, only: str) -> Index:
    """Return an index of those rows that meet a condition."""
    return Index(name, *columns, sqlite_where=text(only), postgresql_where=text(only))


class Board(Model):
    """A place for topics, visible to some or to all; what stands on a social one is no voice and earns nothing.

    One of an organisation is a staff board that the organisation's people see too.
    """

    __tablename__ = "forum_board"
    __table_args__ = (
        CheckConstraint(f"visibility IN {VISIBILITIES}", name="visibility"),
        CheckConstraint("organisation_id IS NULL OR visibility = 'staff'", name="organisation"),
        CheckConstraint(f"kind IN {BOARD_KINDS}", name="kind"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="support", server_default="support")
    visibility: Mapped[str] = mapped_column(default="public")
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_organisation.id"))
    position: Mapped[int] = mapped_column(default=0)
    staff_start_topics: Mapped[bool] = mapped_column(default=False)
    topics: Mapped[int] = mapped_column(default=0)
    posts: Mapped[int] = mapped_column(default=0)
    last_activity_at: Mapped[datetime | None]

    @property
    def scope(self) -> str:
        """The scope in which its readers see it."""
        return scope_of(self.visibility, self.organisation_id)


class Topic(Model):
    """A conversation: an opening post and what came of it.

    A topic that was merged into another keeps its row for its address: without posts, on the board of the other.
    """

    __tablename__ = "forum_topic"
    __table_args__ = (
        UniqueConstraint("source", "source_id"),
        Index("ix_forum_topic_activity", "board_id", "last_activity_at", "id"),
        Index("ix_forum_topic_newest", "board_id", "created_at", "id"),
        Index("ix_forum_topic_author_id", "author_id", "created_at"),
        Index("ix_forum_topic_last_activity_at", "last_activity_at", "id"),
        Index("ix_forum_topic_duplicate_of_id", "duplicate_of_id"),
        *(index_of_some(f"ix_forum_topic_{name}", name, only=f"{name} IS NOT NULL") for name in REGROUPED),
        Index("ix_forum_topic_kind", "board_id", "kind", "created_at", "id"),
        Index("ix_forum_topic_created_at", "created_at", "id"),
        *(Index(f"ix_forum_topic_{name}", name, "id") for name in COUNTED),
        *(Index(f"ix_forum_topic_board_{name}", "board_id", name, "id") for name in COUNTED),
        index_of_some("ix_forum_topic_unanswered", "created_at", "id", only=UNANSWERED),
        index_of_some("ix_forum_topic_solved", "last_activity_at", "id", only=SOLVED),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    board_id: Mapped[int] = mapped_column(ForeignKey("forum_board.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey(MEMBER))
    author_name: Mapped[str | None]
    kind: Mapped[str] = mapped_column(default="question")
    title: Mapped[str]
    slug: Mapped[str]
    excerpt: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    last_activity_at: Mapped[datetime]
    replies: Mapped[int] = mapped_column(default=0)
    accepted: Mapped[int] = mapped_column(default=0)
    kudos: Mapped[int] = mapped_column(default=0)
    views: Mapped[int] = mapped_column(default=0)
    me_too: Mapped[int] = mapped_column(default=0, server_default="0")
    closed_at: Mapped[datetime | None]
    closed_reason: Mapped[str | None]
    duplicate_of_id: Mapped[int | None] = mapped_column(ForeignKey(TOPIC))
    hidden_at: Mapped[datetime | None]
    moved_from_id: Mapped[int | None] = mapped_column(ForeignKey("forum_board.id"))
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey(TOPIC))
    split_from_id: Mapped[int | None] = mapped_column(ForeignKey(TOPIC))
    source: Mapped[str | None]
    source_id: Mapped[int | None] = mapped_column(BigId)


class Joined(Model):
    """What a merge brought to the topic that stays, by kind and id, so that taking apart takes back exactly this.

    Posts and the opening among them, members whose follow, bookmark, reading, draft or "me too" came along, duplicates
    that were led on, and the board on which the merged topic lay.
    """

    __tablename__ = "forum_joined"
    __table_args__ = (Index("ix_forum_joined_thing_id", "thing_id", "kind"),)

    topic_id: Mapped[int] = mapped_column(ForeignKey(TOPIC), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    thing_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)


class Post(Model):
    """What somebody wrote in a topic: its opening, an answer, or a short comment under another post.

    `mentions_waiting` holds the ids of members whom it named while it was out of sight, and who were not told yet.
    """

    __tablename__ = "forum_post"
    __table_args__ = (
        UniqueConstraint("source", "source_kind", "source_id"),
        CheckConstraint("kind IN ('opening', 'answer', 'comment')", name="kind"),
        Index("ix_forum_post_topic_id", "topic_id", "created_at", "id"),
        Index("ix_forum_post_author_id", "author_id", "created_at"),
        Index("ix_forum_post_parent_id", "parent_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey(TOPIC))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey(POST))
    author_id: Mapped[int | None] = mapped_column(ForeignKey(MEMBER))
    author_name: Mapped[str | None]
    kind: Mapped[str]
    body: Mapped[str]
    markup: Mapped[str] = mapped_column(default="markdown")
    html: Mapped[str]
    renderer: Mapped[int]
    created_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    revisions: Mapped[int] = mapped_column(default=0)
    kudos: Mapped[int] = mapped_column(default=0)
    downvotes: Mapped[int] = mapped_column(default=0)
    worked: Mapped[int] = mapped_column(default=0, server_default="0")
    failed: Mapped[int] = mapped_column(default=0, server_default="0")
    accepted_at: Mapped[datetime | None]
    accepted_by_id: Mapped[int | None] = mapped_column(ForeignKey(MEMBER))
    hidden_at: Mapped[datetime | None]
    hidden_by_id: Mapped[int | None] = mapped_column(ForeignKey(MEMBER))
    hidden_reason: Mapped[str | None]
    mentions_waiting: Mapped[str] = mapped_column(default="", server_default="")
    source: Mapped[str | None]
    source_kind: Mapped[str | None]
    source_id: Mapped[int | None] = mapped_column(BigId)
    source_url: Mapped[str | None]
    licence: Mapped[str | None]


class File(Model):
    """A picture or document of a post, or one that waits for its text where that is written (`topic_id`, NEW_TOPIC).

    Its content lies in the data folder under `digest`; a large picture has a smaller one for pages.
    """

    __tablename__ = "forum_file"
    __table_args__ = (
        Index("ix_forum_file_post_id", "post_id"),
        Index("ix_forum_file_member_id", "member_id", "topic_id"),
        Index("ix_forum_file_digest", "digest"),
        Index("ix_forum_file_shown_digest", "shown_digest"),
        Index("ix_forum_file_created_at", "created_at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    post_id: Mapped[int | None] = mapped_column(ForeignKey(POST))
    topic_id: Mapped[int | None] = mapped_column(BigId)
    member_id: Mapped[int] = mapped_column(ForeignKey(MEMBER))
    name: Mapped[str]
    alt: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    width: Mapped[int | None]
    height: Mapped[int | None]
    digest: Mapped[str]
    shown_digest: Mapped[str | None]
    created_at: Mapped[datetime]
    hidden_at: Mapped[datetime | None]
    hidden_by_id: Mapped[int | None] = mapped_column(ForeignKey(MEMBER))
    hidden_reason: Mapped[str | None]


class Revision(Model):
    """What a post said before and after an edit; number 1 is the first text."""

    __tablename__ = "forum_revision"
    __table_args__ = (UniqueConstraint("post_id", "number"), UniqueConstraint("source", "source_id"))

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey(POST))
    number: Mapped[int]
    author_id: Mapped[int | None] = mapped_column(ForeignKey(MEMBER))
    author_name: Mapped[str | None]
    at: Mapped[datetime]
    title: Mapped[str | None]
    body: Mapped[str | None]
    tags: Mapped[str | None]
    reason: Mapped[str] = mapped_column(default="")
    source: Mapped[str | None]
    source_id: Mapped[str | None]


class Vote(Model):
    """Kudos for a post, or an imported down-vote; imported votes carry no voter."""

    __tablename__ = "forum_vote"
    __table_args__ = (
        UniqueConstraint("post_id", "member_id"),
        UniqueConstraint("source", "source_id"),
        CheckConstraint("value IN (1, -1)", name="value"),
        Index("ix_forum_vote_at", "at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey(POST))
    member_id: Mapped[int | None] = mapped_column(ForeignKey(MEMBER))
    value: Mapped[int] = mapped_column(default=1)
    at: Mapped[datetime]
    source: Mapped[str | None]
    source_id: Mapped[int | None] = mapped_column(BigId)


class Verdict(Model):
    """Whether an answer worked for a member; one that did not work says why in a comment under the answer."""

    __tablename__ = "forum_verdict"
    __table_args__ = (Index("ix_forum_verdict_member_id", "member_id", "at"),)

    post_id: Mapped[int] = mapped_column(ForeignKey(POST), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey(MEMBER), primary_key=True)
    worked: Mapped[bool]
    comment_id: Mapped[int | None] = mapped_column(ForeignKey(POST))
    at: Mapped[datetime]


class MeToo(Model):
    """Somebody beside the asker has the problem of a question."""

    __tablename__ = "forum_me_too"
    __table_args__ = (Index("ix_forum_me_too_member_id", "member_id", "at"),)

    topic_id: Mapped[int] = mapped_column(ForeignKey(TOPIC), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey(MEMBER), primary_key=True)
    at: Mapped[datetime]


class SavedDraft(Model):
    """What a member has begun to write: a reply to a topic, or a new topic (NEW_TOPIC)."""

    __tablename__ = "forum_draft"

    member_id: Mapped[int] = mapped_column(ForeignKey(MEMBER), primary_key=True)
    topic_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    title: Mapped[str]
    body: Mapped[str]
    tags: Mapped[str]
    board: Mapped[str]
    kind: Mapped[str]
    at: Mapped[datetime]


class Reading(Model):
    """How far a member has read a topic: everything up to a moment."""

    __tablename__ = "forum_reading"

    member_id: Mapped[int] = mapped_column(ForeignKey(MEMBER), primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey(TOPIC), primary_key=True)
    read_to: Mapped[datetime]


class Visit(Model):
    """When a member was last here, and when the visit before this one ended (None on the first)."""

    __tablename__ = "forum_visit"

    member_id: Mapped[int] = mapped_column(ForeignKey(MEMBER), primary_key=True)
    seen_at: Mapped[datetime]
    since: Mapped[datetime | None]


class Bookmark(Model):
    """A topic that a member wants to find again."""

    __tablename__ = "forum_bookmark"

    member_id: Mapped[int] = mapped_column(ForeignKey(MEMBER), primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey(TOPIC), primary_key=True)
    at: Mapped[datetime]


class Tag(Model):
    """A word that topics are filed under."""

    __tablename__ = "forum_tag"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    description: Mapped[str] = mapped_column(default="")


class TopicTag(Model):
    """Which topic carries which tag."""

    __tablename__ = "forum_topic_tag"
    __table_args__ = (Index("ix_forum_topic_tag_tag_id", "tag_id", "topic_id"),)

    topic_id: Mapped[int] = mapped_column(ForeignKey(TOPIC), primary_key=True)
    tag_id: Mapped[int] = mapped_column(ForeignKey("forum_tag.id"), primary_key=True)


class Link(Model):
    """One post points at another topic or post, as related or as its duplicate."""

    __tablename__ = "forum_link"
    __table_args__ = (UniqueConstraint("source", "source_id"), UniqueConstraint("post_id", "target_id", "kind"))

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey(POST))
    target_id: Mapped[int] = mapped_column(ForeignKey(POST))
    kind: Mapped[str]
    at: Mapped[datetime]
    source: Mapped[str | None]
    source_id: Mapped[int | None] = mapped_column(BigId)


class Follow(Model):
    """Who wants to hear of what or whom: a topic, board, tag or member, by kind and id."""

    __tablename__ = "forum_follow"
    __table_args__ = (Index("ix_forum_follow_thing", "kind", "thing_id"),)

    member_id: Mapped[int] = mapped_column(ForeignKey(MEMBER), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    thing_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    at: Mapped[datetime]


class Daily(Model):
    """What happened on one board on one UTC day; derived from the log by the projection `forum.daily`."""

    __tablename__ = "forum_daily"

    board_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    day: Mapped[datetime] = mapped_column(primary_key=True)
    topics: Mapped[int]
    answers: Mapped[int]
    comments: Mapped[int]
    accepted: Mapped[int]
    kudos: Mapped[int]
