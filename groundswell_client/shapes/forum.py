"""Shapes of the room forum. Written by `make client`."""

from dataclasses import dataclass
from datetime import datetime
from typing import NotRequired, TypedDict

from ..decoding import Shape


@dataclass(frozen=True, kw_only=True)
class Board(Shape):
    """A board; `organisation` names the one whose board it is, `staff_start_topics` says that only employees begin."""

    slug: str
    name: str
    description: str
    visibility: str
    organisation: str
    kind: str
    staff_start_topics: bool
    topics: int
    posts: int


@dataclass(frozen=True, kw_only=True)
class Boards(Shape):
    """What `boards.list` answers."""

    boards: tuple[Board, ...]


@dataclass(frozen=True, kw_only=True)
class Draft(Shape):
    """What the caller began to write in a topic; topic 0 is one that does not exist yet."""

    topic: int
    title: str
    excerpt: str
    at: datetime
    url: str


@dataclass(frozen=True, kw_only=True)
class Drafts(Shape):
    """What `me.list_drafts` answers."""

    drafts: tuple[Draft, ...]


class FileIn(TypedDict):
    """A file that was uploaded before, or that the post has; `alt` says what a picture shows."""

    id: int
    alt: NotRequired[str]


@dataclass(frozen=True, kw_only=True)
class File(Shape):
    """A file; its content is at `/api/v1/files/{id}`, and a picture has a width and a height."""

    id: int
    name: str
    alt: str
    media_type: str
    size: int
    width: int
    height: int


@dataclass(frozen=True, kw_only=True)
class Files(Shape):
    """The files that were taken, and a sentence for each that was not."""

    files: tuple[File, ...]
    refused: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class FollowedBoard(Shape):
    """A board that the caller follows, and since when."""

    slug: str
    name: str
    since: datetime


@dataclass(frozen=True, kw_only=True)
class FollowedBoards(Shape):
    """What `me.list_followed_boards` answers."""

    boards: tuple[FollowedBoard, ...]
    next: str | None


@dataclass(frozen=True, kw_only=True)
class Followed(Shape):
    """Somebody whom the caller follows, and since when."""

    id: int | None
    name: str
    handle: str
    role: str
    since: datetime


@dataclass(frozen=True, kw_only=True)
class FollowedTag(Shape):
    """A tag that the caller follows, and since when."""

    name: str
    since: datetime


@dataclass(frozen=True, kw_only=True)
class FollowedTags(Shape):
    """What `me.list_followed_tags` answers."""

    tags: tuple[FollowedTag, ...]
    next: str | None


@dataclass(frozen=True, kw_only=True)
class Following(Shape):
    """What `me.list_following` answers."""

    people: tuple[Followed, ...]
    next: str | None


@dataclass(frozen=True, kw_only=True)
class Organisation(Shape):
    """One customer, whose people may have a board of their own."""

    id: int
    name: str


@dataclass(frozen=True, kw_only=True)
class Organisations(Shape):
    """What `organisations.list` answers."""

    organisations: tuple[Organisation, ...]


@dataclass(frozen=True, kw_only=True)
class Passage(Shape):
    """The beginning of an answer, and where it stands."""

    topic: str
    url: str
    excerpt: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Passages(Shape):
    """What `people.list_answers_of` answers."""

    answers: tuple[Passage, ...]
    next: str | None


@dataclass(frozen=True, kw_only=True)
class Post(Shape):
    """A post; `html` is sanitised."""

    id: int
    kind: str
    author: str
    author_handle: str | None
    html: str
    created_at: datetime
    edited_at: datetime | None
    kudos: int
    worked: int
    failed: int
    accepted: bool


@dataclass(frozen=True, kw_only=True)
class Topic(Shape):
    """A topic."""

    id: int
    title: str
    url: str
    kind: str
    board: str
    author: str
    author_handle: str | None
    created_at: datetime
    last_activity_at: datetime
    replies: int
    views: int
    kudos: int
    me_too: int
    solved: bool
    closed: bool
    closed_reason: str | None
    tags: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Similar(Shape):
    """What `topics.find_similar` answers."""

    topics: tuple[Topic, ...]


@dataclass(frozen=True, kw_only=True)
class Tag(Shape):
    """A tag, and how many topics carry it."""

    name: str
    description: str
    topics: int


@dataclass(frozen=True, kw_only=True)
class Tags(Shape):
    """What `tags.list` answers."""

    tags: tuple[Tag, ...]


@dataclass(frozen=True, kw_only=True)
class TopicWithPosts(Shape):
    """What `topics.show` answers."""

    topic: Topic
    posts: tuple[Post, ...]
    next: str | None


@dataclass(frozen=True, kw_only=True)
class Topics(Shape):
    """What `me.list_bookmarks` answers."""

    topics: tuple[Topic, ...]
    next: str | None


@dataclass(frozen=True, kw_only=True)
class WholeDraft(Shape):
    """What is written so far."""

    title: str
    body: str
    tags: str
    board: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class WholePost(Shape):
    """A post with its topic, its files and what was said below it; `body` is its text for those who may edit it."""

    id: int
    kind: str
    author: str
    author_handle: str | None
    html: str
    created_at: datetime
    edited_at: datetime | None
    kudos: int
    worked: int
    failed: int
    accepted: bool
    body: str | None
    topic: int
    url: str
    files: tuple[File, ...]
    comments: tuple[Post, ...]
