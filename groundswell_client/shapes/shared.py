"""Shapes that several rooms share. Written by `make client`."""

from dataclasses import dataclass
from datetime import datetime

from ..decoding import Shape


@dataclass(frozen=True, kw_only=True)
class Person(Shape):
    """A person; who has no account any more has no id."""

    id: int | None
    name: str
    handle: str
    role: str


@dataclass(frozen=True, kw_only=True)
class Made(Shape):
    """What was made: its number, its page, and what its writer should know, such as that a card number was masked."""

    id: int
    url: str
    notices: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Stretch(Shape):
    """Words that stayed (`same`), went (`gone`) or came (`new`)."""

    change: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Revision(Shape):
    """A state of a text as the change from the one before; title and tags where it opens a topic."""

    number: int
    author: str
    author_handle: str | None
    at: datetime
    reason: str
    title: tuple[Stretch, ...]
    body: tuple[Stretch, ...]
    tags: tuple[Stretch, ...]


@dataclass(frozen=True, kw_only=True)
class Revisions(Shape):
    """What `blogs.list_revisions` answers."""

    revisions: tuple[Revision, ...]
