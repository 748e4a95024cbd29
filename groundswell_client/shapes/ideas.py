"""Shapes of the room ideas. Written by `make client`."""

from dataclasses import dataclass
from datetime import datetime

from ..decoding import Shape


@dataclass(frozen=True, kw_only=True)
class IdeaComment(Shape):
    """A comment on an idea; `html` is sanitised."""

    id: int
    author: str
    author_handle: str | None
    created_at: datetime
    html: str


@dataclass(frozen=True, kw_only=True)
class Idea(Shape):
    """An idea."""

    id: int
    title: str
    url: str
    author: str
    author_handle: str | None
    created_at: datetime
    status: str
    status_set: str
    status_since: datetime
    votes: int
    comments: int


@dataclass(frozen=True, kw_only=True)
class Move(Shape):
    """A move to another status with the official response; `html` is sanitised."""

    by: str
    by_handle: str | None
    at: datetime
    from_status: str
    to_status: str
    reason: str | None
    html: str


@dataclass(frozen=True, kw_only=True)
class IdeaWithTalk(Shape):
    """What `ideas.show` answers."""

    idea: Idea
    html: str
    moves: tuple[Move, ...]
    comments: tuple[IdeaComment, ...]
    next: str | None


@dataclass(frozen=True, kw_only=True)
class Ideas(Shape):
    """What `ideas.list` answers."""

    ideas: tuple[Idea, ...]
    next: str | None


@dataclass(frozen=True, kw_only=True)
class SimilarIdeas(Shape):
    """What `ideas.find_similar` answers."""

    ideas: tuple[Idea, ...]


@dataclass(frozen=True, kw_only=True)
class Votes(Shape):
    """The ideas that the caller votes for, and how many votes are left."""

    ideas: tuple[Idea, ...]
    left: int
    next: str | None
