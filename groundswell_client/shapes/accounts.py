"""Shapes of the room accounts. Written by `make client`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict

from ..decoding import Shape


@dataclass(frozen=True, kw_only=True)
class Handle(Shape):
    """A name on a channel."""

    channel: str
    handle: str
    verified: bool
    how: str


@dataclass(frozen=True, kw_only=True)
class Linked(Shape):
    """Whose the names are, and how many are linked anew."""

    member: str
    linked: int


@dataclass(frozen=True, kw_only=True)
class Member(Shape):
    """A member as the directory shows them; `rank` and `standing` are those of reputation."""

    id: int
    name: str
    handle: str
    url: str
    role: str
    about: str
    joined_at: datetime
    rank: str
    standing: float
    counts: Mapping[str, int]


class NameIn(TypedDict):
    """A name on a channel."""

    channel: str
    handle: str


@dataclass(frozen=True, kw_only=True)
class People(Shape):
    """What `people.list` answers."""

    people: tuple[Member, ...]
    next: str | None


@dataclass(frozen=True, kw_only=True)
class QuestionMade(Shape):
    """What `sign_up_questions.create` answers."""

    id: int


@dataclass(frozen=True, kw_only=True)
class Question(Shape):
    """A plain question for doubtful sign-ups, and the answers that count."""

    id: int
    text: str
    answers: str


@dataclass(frozen=True, kw_only=True)
class Questions(Shape):
    """What `sign_up_questions.list` answers."""

    questions: tuple[Question, ...]


@dataclass(frozen=True, kw_only=True)
class Value(Shape):
    """The newest value of one source."""

    field: str
    value: str
    source: str
    as_of: date


@dataclass(frozen=True, kw_only=True)
class Record(Shape):
    """A customer record; `merged` are other members whose records are one with it."""

    member: str
    values: tuple[Value, ...]
    handles: tuple[Handle, ...]
    merged: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Settings(Shape):
    """Who the token speaks for, what they tell of themselves, and how they read; `may_write` is the token's right."""

    id: int
    name: str
    handle: str
    role: str
    may_write: bool
    about: str
    time_zone: str | None
    language: str | None


@dataclass(frozen=True, kw_only=True)
class Token(Shape):
    """A token without its secret; `ending` are its last letters."""

    id: int
    name: str
    ending: str
    may_write: bool
    with_role: bool
    issued_at: datetime
    expires_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Tokens(Shape):
    """What `me.list_tokens` answers."""

    tokens: tuple[Token, ...]
