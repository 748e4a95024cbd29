"""The promise of a search engine; everything that is the same in both engines is written here once.

An index is a cache of the database. It holds, in the same atomic step as its documents, its *mark*: the number
of the last event it contains. Whoever feeds it reads the mark, applies what came after, and moves the mark.
"""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from . import analysis, clauses, spelling
from .clauses import Clause
from .documents import Answer, Document, Hit, Question, Stats

FEW = 5  # fewer hits than this with every word, and any word will do
MOST_CORRECTIONS = 6  # unknown words of one question that we try to correct


class SearchError(Exception):
    """Something about the index that its caller can act on."""


class IndexUnavailable(SearchError):  # noqa: N818 - named for what happened
    """There is no usable index: missing, damaged or of another make. Rebuild it."""


class IndexBusy(SearchError):  # noqa: N818 - named for what happened
    """Another process is writing and did not finish in time. Try again later."""


class MarkMoved(SearchError):  # noqa: N818 - named for what happened
    """The index does not stand where the writer thought: read the mark again, and go on from there."""


class BuildOvertaken(SearchError):  # noqa: N818 - named for what happened
    """A later rebuild has begun; this one is void."""


@dataclass(frozen=True, slots=True)
class Found:
    """The best hits in order, and how many documents match in all."""

    hits: tuple[Hit, ...]
    total: int


class Build(ABC):
    """An index growing beside the present one, unseen until it is finished."""

    def __init__(self) -> None:
        self._keys: set[str] = set()

    def add(self, documents: Iterable[Document]) -> None:
        """Add documents; one whose key was added before is passed over. Raises BuildOvertaken."""
        fresh = {d.key: d for d in reversed([*documents]) if d.key not in self._keys}
        self._keys.update(fresh)
        self._put([*fresh.values()])

    @abstractmethod
    def _put(self, documents: Sequence[Document]) -> None:
        """Add documents whose keys are new. Raises BuildOvertaken."""

    @abstractmethod
    def finish(self, mark: int) -> None:
        """Take the place of the present index, standing at `mark`, in one step. Raises BuildOvertaken."""

    @abstractmethod
    def abandon(self) -> None:
        """Forget what was built; the present index stays."""


class Engine(ABC):
    """A search index over documents of all rooms."""

    @abstractmethod
    def mark(self) -> int | None:
        """Return the number of the last event contained; None when there is no usable index."""

    @abstractmethod
    def apply(self, documents: Iterable[Document], deleted: Collection[str] = (), *, since: int, mark: int) -> None:
        """Put documents in place of those with their keys, drop the `deleted` keys and move the mark, all or none.

        The index must stand at `since`, else MarkMoved: so that a rebuild that swapped in meanwhile misses nothing.
        Raises IndexUnavailable and IndexBusy.
        """

    @abstractmethod
    def begin_rebuild(self) -> Build:
        """Begin an empty index beside the present one; takes over from any rebuild left unfinished."""

    @abstractmethod
    def canonical(self) -> Iterator[tuple[str, str]]:
        """Yield (key, digest) of every document held, by key, to compare with documents.digest()."""

    @abstractmethod
    def stats(self) -> Stats:
        """Return figures about the index; never raises for a missing or damaged one."""

    @abstractmethod
    def optimize(self) -> None:
        """Tidy the index for speed; nothing that is found changes."""

    @abstractmethod
    def _matching(self, wanted: Collection[Clause], question: Question, *, every: bool, limit: int) -> Found:
        """Return the best `limit` documents that hold every (or any) clause, within the question's filters."""

    @abstractmethod
    def _present(self, terms: Collection[str], scopes: frozenset[str]) -> frozenset[str]:
        """Return those terms that some document in these scopes holds."""

    @abstractmethod
    def _spellings(self, word: str, scopes: frozenset[str]) -> Mapping[str, int]:
        """Return words of titles and tags that begin like `word` and may be near it, with their documents here."""

    def search(self, question: Question) -> Answer:
        """Answer a question: documents with every word; when fewer than 5 have, then after those any word.

        Whatever the text, it is read as words and "quoted phrases"; without any word nothing is found.
        Raises IndexUnavailable only.
        """
        wanted = clauses.read(question.text)
        terms = clauses.terms(wanted)
        if not wanted or not question.scopes:
            return Answer((), 0, False, terms)
        strict = self._matching(wanted, question, every=True, limit=max(question.stop, FEW))
        if strict.total >= FEW or len(wanted) == 1:
            return Answer(strict.hits[question.start : question.stop], strict.total, False, terms)
        loose = self._matching(wanted, question, every=False, limit=question.stop)
        first = {hit.key for hit in strict.hits}
        hits = (*strict.hits, *(hit for hit in loose.hits if hit.key not in first))
        return Answer(hits[question.start : question.stop], loose.total, loose.total > strict.total, terms)

    def similar(self, question: Question) -> tuple[Hit, ...]:
        """Return documents that share words with the question's text, the closest first; any word is enough.

        For what somebody is about to write: other words for the same wish must not hide it. Raises IndexUnavailable.
        """
        wanted = clauses.read(question.text)
        if not wanted or not question.scopes:
            return ()
        return self._matching(wanted, question, every=False, limit=question.stop).hits

    def suggest(self, text: str, scopes: frozenset[str]) -> str | None:
        """Return `text` with its unknown words corrected to known ones, None when there is nothing to correct.

        Only words in documents of these scopes are suggested: a suggestion must not give away a secret.
        """
        text = text[: clauses.LONGEST_QUESTION]
        unknown = self._unknown(text, scopes)
        corrected, at = "", 0
        for start, end, plain in unknown[:MOST_CORRECTIONS]:
            if better := spelling.best(plain, self._spellings(plain, scopes)):
                corrected, at = corrected + text[at:start] + better, end
        return corrected + text[at:] if corrected else None

    def _unknown(self, text: str, scopes: frozenset[str]) -> list[tuple[int, int, str]]:
        """Return start, end and spelling of the words that no document in these scopes holds."""
        found = [
            (word, plain)
            for word in analysis.words(text)
            if spelling.is_spellable(plain := analysis.plain_word(text[word.start : word.end]))
            and not analysis.is_little(word)
        ]
        present = self._present({term for word, _ in found for term in word.parts}, scopes)
        return [(w.start, w.end, plain) for w, plain in found if present.isdisjoint(w.parts)]
