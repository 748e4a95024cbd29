"""What an import hands to the forum: plain values, keyed by the ids that they have where they come from."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from community.kernel.markup import Markup

from ..events import PostKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Who did it: their id at the source if they are known there, and the name that is left if they are not."""

    source_id: int | None = None
    name: str | None = None


NOBODY = Writer()


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingPost:
    """A post; `on` is the question of an answer, or the post under which a comment stands."""

    source_id: int
    kind: PostKind
    on: int | None = None
    by: Writer
    at: datetime
    edited_at: datetime | None = None
    edited_by: Writer = NOBODY
    body: str
    markup: Markup
    url: str | None = None
    licence: str | None = None
    title: str = ""
    tags: tuple[str, ...] = ()
    views: int = 0

    @property
    def source_kind(self) -> str:
        """Return the numbering that the id belongs to: comments have their own."""
        return "comment" if self.kind == "comment" else "post"


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingRevision:
    """What one save changed; None is a field that stayed as it was."""

    source_id: str
    post: int
    by: Writer
    at: datetime
    title: str | None
    body: str | None
    tags: tuple[str, ...] | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingVote:
    """One vote up (1) or down (-1), of nobody known."""

    source_id: int
    post: int
    value: Literal[1, -1]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingFollow:
    """A member follows the topic of a post."""

    member: int
    post: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingLink:
    """One post points at another."""

    source_id: int
    post: int
    target: int
    kind: Literal["linked", "duplicate"]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingAct:
    """A topic was closed or reopened."""

    closed: bool
    at: datetime
    by: Writer = NOBODY


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingClosing:
    """Whether a topic is closed, how it came to that, and of which question it is a duplicate."""

    topic: int
    closed_at: datetime | None
    reason: str | None
    duplicate_of: int | None
    acts: tuple[ClosingAct, ...]
