"""What is put into the index and what is asked of it, the same for every engine."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from . import analysis, spelling

MOST_PAGES = 50
MOST_HITS = 100  # on one page
LONGEST_TITLE = 1_000  # characters read of a title or a tag
MOST_TAGS = 50
GAP = 10  # places between title, tags and body, and between tags, so that no phrase reaches across


@dataclass(frozen=True, kw_only=True)
class Document:
    """A thing that can be found: its words, and what it is filtered by.

    `scope` is one word: a visibility, or "organisation:7".
    """

    key: str  # "post:12"
    kind: str
    thing_id: int
    title: str
    body: str  # plain text
    scope: str
    board: str = ""
    tags: tuple[str, ...] = ()
    author: str = ""
    solved: bool = False


@dataclass(frozen=True, kw_only=True)
class Question:
    """What somebody asks, narrowed to the scopes they may see; None and () leave a filter open.

    Scores have no key to page by, so pages are numbered, and bounded: 50 pages of at most 100 hits.
    """

    text: str
    scopes: frozenset[str]
    kinds: frozenset[str] = frozenset()
    board: str | None = None
    tag: str | None = None
    author: str | None = None
    solved: bool | None = None
    limit: int = 20
    page: int = 1

    @property
    def start(self) -> int:
        """Number of hits on the pages before this one."""
        return (min(max(self.page, 1), MOST_PAGES) - 1) * self.size

    @property
    def stop(self) -> int:
        return self.start + self.size

    @property
    def size(self) -> int:
        return min(max(self.limit, 1), MOST_HITS)


@dataclass(frozen=True, slots=True)
class Hit:
    """A document found; scores compare within one answer only."""

    key: str
    kind: str
    thing_id: int
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """One page of hits, best first; `relaxed` when too few held every word and any word was enough."""

    hits: tuple[Hit, ...]
    total: int
    relaxed: bool
    terms: tuple[str, ...]  # for snippets() and highlighted()


@dataclass(frozen=True, slots=True)
class Stats:
    """The state of an index in figures; `usable` is False when it must be rebuilt."""

    usable: bool
    documents: int = 0
    size_bytes: int = 0
    mark: int | None = None


@dataclass(frozen=True, slots=True)
class Analysed:
    """A document's terms with their places (one count through title, tags and body), and its spellable words."""

    title: dict[str, list[int]]
    tags: dict[str, list[int]]
    body: dict[str, list[int]]
    words: tuple[str, ...] = field(default=())


def analysed(document: Document) -> Analysed:
    """Return what an index keeps of the document's words."""
    title = analysis.places(document.title[:LONGEST_TITLE])
    tags: dict[str, list[int]] = {}
    for tag in document.tags[:MOST_TAGS]:
        for term, found in analysis.places(tag[:LONGEST_TITLE], _after(tags or title)).items():
            tags.setdefault(term, []).extend(found)
    body = analysis.places(document.body, _after(tags or title))
    return Analysed(title, tags, body, tuple(sorted(set(_spellable(document)))))


def digest(document: Document) -> str:
    """Return a fingerprint of everything an index holds of the document: equal digests, equal entries."""
    values = [
        analysis.VERSION,
        document.key,
        document.kind,
        document.thing_id,
        document.title,
        document.body,
        document.board,
        sorted(set(document.tags)),
        document.author,
        document.solved,
        document.scope,
    ]
    return hashlib.blake2b(json.dumps(values).encode(), digest_size=16).hexdigest()


def _after(places: dict[str, list[int]]) -> int:
    return GAP + max((found[-1] for found in places.values()), default=0)


def _spellable(document: Document) -> Iterator[str]:
    for text in (document.title[:LONGEST_TITLE], *document.tags[:MOST_TAGS]):
        for word in analysis.words(text):
            plain = analysis.plain_word(text[word.start : word.end])
            if spelling.is_spellable(plain) and not analysis.is_little(word):
                yield plain
