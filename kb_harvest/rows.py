"""What the room's pages show, as small frozen values."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from community.accounts.authors import Author
from community.forum import addresses as forum
from community.kernel.sums import Sum

from . import addresses
from .scoring import Worth
from .wording import AUDIENCE_LABELS, CONFIDENCE_LABELS, GRADE_LABELS


@dataclass(frozen=True, kw_only=True)
class Source:
    """The topic that an article comes from."""

    id: int
    title: str
    slug: str
    board_name: str
    board_slug: str

    @property
    def url(self) -> str:
        return forum.topic(self.id, self.slug)

    @property
    def board_url(self) -> str:
        return forum.board(self.board_slug)


@dataclass(frozen=True, kw_only=True)
class ArticleRow:
    id: int
    title: str
    slug: str
    confidence: str
    audience: str
    governance: str
    author: Author
    version: int
    created_at: datetime
    edited_at: datetime
    reviewed_at: datetime
    published_at: datetime | None
    no_credit_reason: str | None
    source: Source | None
    hidden_reason: str | None = None

    @property
    def hidden(self) -> bool:
        return self.hidden_reason is not None

    @property
    def url(self) -> str:
        return addresses.article(self.id, self.slug)

    @property
    def is_published(self) -> bool:
        return self.audience != "internal"

    @property
    def confidence_label(self) -> Any:
        return CONFIDENCE_LABELS[self.confidence]

    @property
    def audience_label(self) -> Any:
        return AUDIENCE_LABELS[self.audience]


@dataclass(frozen=True, kw_only=True)
class Published:
    """A published article as the memo names it."""

    id: int
    title: str
    url: str
    published_at: datetime
    topic_url: str | None
    contributors: list[Author]


@dataclass(frozen=True, kw_only=True)
class Origin:
    """The post that a paragraph came from, with its author, and what its licence asks to be told."""

    post_id: int
    kind: str
    author: Author
    label: str | None
    source_url: str | None
    licence: str | None

    @property
    def url(self) -> str:
        return forum.post(self.post_id)


@dataclass(frozen=True, kw_only=True)
class ParagraphRow:
    """One paragraph; `html` is empty where its source was withdrawn."""

    position: int
    section: str
    body: str
    html: str
    origin: Origin | None
    withdrawn: bool
    is_html: bool


@dataclass(frozen=True)
class Run:
    """Paragraphs that follow each other and share their source."""

    paragraphs: tuple[ParagraphRow, ...]

    @property
    def origin(self) -> Origin | None:
        return self.paragraphs[0].origin


@dataclass(frozen=True)
class SectionRow:
    label: Any
    runs: tuple[Run, ...]


@dataclass(frozen=True, kw_only=True)
class Offer:
    """An answer that an article could take in."""

    post_id: int
    author: Author
    excerpt: str

    @property
    def url(self) -> str:
        return forum.post(self.post_id)


@dataclass(frozen=True)
class Credits:
    """Who is named in an article: those who asked, and those who solved it."""

    askers: tuple[Author, ...]
    solvers: tuple[Author, ...]

    @property
    def people(self) -> tuple[Author, ...]:
        return tuple(dict.fromkeys((*self.solvers, *self.askers)))


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What shows that a topic was resolved: whose answer, who accepted it and when, the asker's words, whom it helped.

    `worked` is for how many people it worked, `worked_for` names the first of them.
    """

    answer_url: str
    answer_author: Author
    excerpt: str
    accepted_at: datetime | None
    accepted_by: str | None
    words: str
    words_url: str | None
    worked_for: tuple[str, ...]
    worked: int


@dataclass(frozen=True)
class Term:
    """One term of a score as it is printed: its points, the most it could be, and what it was made of."""

    label: Any
    points: Decimal
    most: int
    because: Any


@dataclass(frozen=True, kw_only=True)
class CandidateRow:
    """A topic that may become an article, with its score."""

    topic_id: int
    title: str
    slug: str
    board_name: str
    author: Author
    created_at: datetime
    grade: str
    answer_id: int
    evidence_id: int | None
    silent_since: datetime
    worth: Worth
    score: Sum
    nearest_id: int | None
    imported: bool

    @property
    def url(self) -> str:
        return forum.topic(self.topic_id, self.slug)

    @property
    def draft_url(self) -> str:
        return addresses.topic_act(self.topic_id, "draft")

    @property
    def set_aside_url(self) -> str:
        return addresses.topic_act(self.topic_id, "set_aside")

    @property
    def grade_label(self) -> Any:
        return GRADE_LABELS[self.grade]

    @property
    def hundredths(self) -> int:
        """The score as a whole number, which a page key can carry."""
        return int(self.score.total * 100)


@dataclass(frozen=True, kw_only=True)
class NewCandidate:
    """A topic that may become an article, as a start page names it."""

    topic_id: int
    title: str
    slug: str
    board_name: str
    grade: str

    @property
    def url(self) -> str:
        return forum.topic(self.topic_id, self.slug)

    @property
    def grade_label(self) -> Any:
        return GRADE_LABELS[self.grade]


@dataclass(frozen=True, kw_only=True)
class SetAsideRow:
    topic_id: int
    title: str
    slug: str
    by: Author
    at: datetime
    reason: str

    @property
    def url(self) -> str:
        return forum.topic(self.topic_id, self.slug)

    @property
    def take_back_url(self) -> str:
        return addresses.topic_act(self.topic_id, "take_back")
