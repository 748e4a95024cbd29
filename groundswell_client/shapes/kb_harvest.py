"""Shapes of the room kb_harvest. Written by `make client`."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NotRequired, TypedDict

from ..decoding import Shape


@dataclass(frozen=True, kw_only=True)
class Article(Shape):
    """An article; one for `internal` eyes is not published yet, or no more."""

    id: int
    title: str
    url: str
    confidence: str
    audience: str
    published_at: datetime | None
    edited_at: datetime
    topic_url: str | None


@dataclass(frozen=True, kw_only=True)
class Contributor(Shape):
    """Who is named in an article."""

    name: str
    handle: str | None


@dataclass(frozen=True, kw_only=True)
class Paragraph(Shape):
    """A paragraph with the post it came from; `html` is sanitised, and empty where its source was withdrawn."""

    section: str
    html: str
    source_url: str | None
    author: str | None
    author_handle: str | None


@dataclass(frozen=True, kw_only=True)
class ArticleWithWords(Shape):
    """What `articles.show` answers."""

    article: Article
    paragraphs: tuple[Paragraph, ...]
    contributors: tuple[Contributor, ...]


@dataclass(frozen=True, kw_only=True)
class Offer(Shape):
    """An answer of the article's topic that it has not taken in."""

    post: int
    author: str
    author_handle: str | None
    excerpt: str


@dataclass(frozen=True, kw_only=True)
class ParagraphSource(Shape):
    """A paragraph as it is edited; `place` says where it stands, and with that where it came from."""

    place: int
    section: str
    body: str
    post: int | None


@dataclass(frozen=True, kw_only=True)
class ArticleWork(Shape):
    """An article as its editors have it; `version` is what changes are told to have seen, `moves` where it may go."""

    article: Article
    version: int
    governance: str
    no_credit_reason: str | None
    paragraphs: tuple[ParagraphSource, ...]
    offers: tuple[Offer, ...]
    moves: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Articles(Shape):
    """What `articles.list` answers."""

    articles: tuple[Article, ...]
    next: str | None


@dataclass(frozen=True, kw_only=True)
class Term(Shape):
    """One term of a candidate's score."""

    name: str
    value: float


@dataclass(frozen=True, kw_only=True)
class Candidate(Shape):
    """A topic worth an article, its score and what that is made of; `nearest` is the article most like it."""

    topic: int
    title: str
    url: str
    board: str
    author: str
    author_handle: str | None
    created_at: datetime
    grade: str
    answer: int
    score: float
    terms: tuple[Term, ...]
    nearest: int | None


@dataclass(frozen=True, kw_only=True)
class Candidates(Shape):
    """What `articles.list_candidates` answers."""

    candidates: tuple[Candidate, ...]
    next: str | None


@dataclass(frozen=True, kw_only=True)
class Due(Shape):
    """A published article that is to be looked through, and why."""

    article: Article
    reasons: tuple[str, ...]


class PieceIn(TypedDict):
    """A paragraph in the editor's own words."""

    section: NotRequired[Literal["issue", "environment", "cause", "resolution"]]
    body: str


class PlacedPieceIn(TypedDict):
    """A paragraph; `place` is where it stood before, and with that where it came from."""

    section: NotRequired[Literal["issue", "environment", "cause", "resolution"]]
    body: str
    place: NotRequired[int | None]


@dataclass(frozen=True, kw_only=True)
class Reviews(Shape):
    """What `articles.list_due` answers."""

    reviews: tuple[Due, ...]
    next: str | None


@dataclass(frozen=True, kw_only=True)
class SetAside(Shape):
    """A topic that was set aside, by whom and why."""

    topic: int
    title: str
    url: str
    by: str
    by_handle: str | None
    at: datetime
    reason: str


@dataclass(frozen=True, kw_only=True)
class SetAsides(Shape):
    """What `articles.list_set_aside` answers."""

    topics: tuple[SetAside, ...]
    next: str | None
