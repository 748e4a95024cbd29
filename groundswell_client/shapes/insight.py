"""Shapes of the room insight. Written by `make client`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ..decoding import Shape


@dataclass(frozen=True, kw_only=True)
class Ask(Shape):
    """What an earlier edition asked to decide, and what became of it."""

    week: str
    headline: str
    action: str
    owner: str
    fate: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Quote(Shape):
    """What a customer said; withdrawn words say so."""

    number: int
    text: str
    who: str
    url: str | None
    said_on: str


@dataclass(frozen=True, kw_only=True)
class CandidateForMemo(Shape):
    """What the week may be remembered for, with its score and the quotes to choose from."""

    key: str
    kind: str
    headline: str
    evidence: str
    customers: str
    score: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, kw_only=True)
class Edition(Shape):
    """An edition in the list."""

    week: str
    period: str
    url: str
    headline: str
    status: str


@dataclass(frozen=True, kw_only=True)
class Editions(Shape):
    """What `insight.list_memos` answers."""

    memos: tuple[Edition, ...]
    next: str | None


@dataclass(frozen=True, kw_only=True)
class Measure(Shape):
    """One measure of one week; `why` says why there is no value, or what to mind about it."""

    name: str
    label: str
    kind: str
    value: float | None
    unit: str
    n: int | None
    low: float | None
    high: float | None
    status: str
    why: str
    definition_version: str


@dataclass(frozen=True, kw_only=True)
class Health(Shape):
    """The health index of a week with the points of its factors, and whether it fell long enough for a warning."""

    week: str
    health: Measure
    diagnostic: Measure
    predictive: Measure
    points: Mapping[str, int]
    warning: bool


@dataclass(frozen=True, kw_only=True)
class Line(Shape):
    """A row behind a number."""

    title: str
    url: str | None
    at: datetime | None
    author: str | None
    author_handle: str | None
    note: str


@dataclass(frozen=True, kw_only=True)
class MemoDraft(Shape):
    """What an editor writes on; `edits` is what changes are told to have seen."""

    week: str
    status: str
    edits: int
    candidate: str
    headline: str
    type: str
    why: str
    action: str
    owner: str
    candidates: tuple[CandidateForMemo, ...]


@dataclass(frozen=True, kw_only=True)
class MemoLine(Shape):
    """A theme, an article, an idea that moved, or a topic that waits."""

    text: str
    url: str | None
    says: str


@dataclass(frozen=True, kw_only=True)
class Number(Shape):
    """A number of the memo, in words and as it was computed."""

    name: str
    label: str
    words: str
    value: float | None
    unit: str
    n: int | None
    low: float | None
    high: float | None
    status: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Memo(Shape):
    """The memo of a week."""

    week: str
    period: str
    url: str
    status: str
    signed: str
    headline: str
    evidence: str
    customers: str
    quotes: tuple[Quote, ...]
    why: str
    action: str
    owner: str
    asks: tuple[Ask, ...]
    numbers: tuple[Number, ...]
    themes: tuple[MemoLine, ...]
    articles: tuple[MemoLine, ...]
    moved: tuple[MemoLine, ...]
    waiting: tuple[MemoLine, ...]


@dataclass(frozen=True, kw_only=True)
class Rows(Shape):
    """What `insight.list_rows` answers."""

    rows: tuple[Line, ...]
    next: str | None


@dataclass(frozen=True, kw_only=True)
class Scorecard(Shape):
    """All measures of a week; those of the employees stand beside and are never inside."""

    week: str
    measures: tuple[Measure, ...]
    staff: tuple[Measure, ...]
