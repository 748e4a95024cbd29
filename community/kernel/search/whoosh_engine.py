"""The embedded engine: Whoosh, an index folder on this machine, one writer at a time."""

import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, cast

from whoosh.collectors import FilterCollector, TopCollector
from whoosh.index import FileIndex
from whoosh.query.compound import And, Or
from whoosh.query.positional import Phrase
from whoosh.query.qcore import Query
from whoosh.query.terms import Term
from whoosh.searching import Searcher
from whoosh.writing import SegmentWriter

from .. import auth
from . import spelling
from .clauses import Clause
from .documents import Analysed, Document, Hit, Question, Stats, analysed, digest
from .engine import (
    Build,
    BuildOvertaken,
    Engine,
    Found,
    IndexUnavailable,
    MarkMoved,
    SearchError,
)
from .whoosh_files import INDEX_NAME, Generations, SealedStorage
from .whoosh_readers import Readers
from .whoosh_schema import schema

MARK = "\0mark"  # the key of the document that holds the mark; it has no words, so no search finds it
TITLE_WEIGHT = 4.0
TAG_WEIGHT = 3.0
WRITE_WAIT = 20.0  # seconds
BATCH_MEGABYTES = 64
BUILD_MEGABYTES = 256


class WhooshEngine(Engine):
    """Searches the index under `directory`, which belongs to it alone. May be shared by threads."""

    def __init__(self, directory: Path) -> None:
        self._generations = Generations(directory)
        self._readers = Readers(self._generations)

    def mark(self) -> int | None:
        try:
            self._readers.check()
            with self._readers.lend() as searcher:
                return _mark(searcher)
        except IndexUnavailable:
            return None

    def apply(self, documents: Iterable[Document], deleted: Collection[str] = (), *, since: int, mark: int) -> None:
        latest = {document.key: _fields(document) for document in documents}
        with self._writing() as writer:
            with writer.searcher() as searcher:
                if (stands := _mark(searcher)) != since:
                    raise MarkMoved(f"The index stands at {stands}, not at {since}.")
            for key in {*latest, *deleted, MARK}:
                writer.delete_by_term("key", key)
            for fields in latest.values():
                writer.add_document(**fields)
            writer.add_document(**_mark_fields(mark))

    def begin_rebuild(self) -> Build:
        with self._generations.writing(WRITE_WAIT):
            return _WhooshBuild(self._generations, self._generations.begin())

    def canonical(self) -> Iterator[tuple[str, str]]:
        with self._readers.lend() as searcher:
            stored = (fields for _, fields in searcher.reader().iter_docs())
            found = sorted((f["key"], f["stored"][2]) for f in stored if f["key"] != MARK)
        yield from found

    def stats(self) -> Stats:
        try:
            self._readers.check()
            with self._readers.lend() as searcher:
                size = sum(path.stat().st_size for path in self._generations.folder().glob("*.seg"))
                return Stats(True, searcher.doc_count() - 1, size, _mark(searcher))
        except IndexUnavailable:
            return Stats(usable=False)

    def optimize(self) -> None:
        with self._writing() as writer:
            writer.optimize = len(writer.segments) > 1 or writer.has_deletions()

    def _matching(self, wanted: Collection[Clause], question: Question, *, every: bool, limit: int) -> Found:
        with self._readers.lend() as searcher:
            chosen = _chosen(searcher, question)
            if chosen is not None and not chosen:  # an empty filter would mean no filter to Whoosh
                return Found((), 0)
            # Whoosh's shortcuts to the best hits (skipping blocks, replacing matchers) miscount, and fail on some
            # queries: both are off.
            collector = FilterCollector(
                TopCollector(limit, usequality=False, replace=0),
                allow=chosen,
                restrict=_hidden(searcher, question.scopes),
            )
            searcher.search_with_collector(_query(wanted, every=every), collector)
            results = collector.results()
            hits = [_hit(results.fields(n), results.score(n) or 0.0) for n in range(results.scored_length())]
            return Found(tuple(hits), len(results))

    def _present(self, terms: Collection[str], scopes: frozenset[str]) -> frozenset[str]:
        with self._readers.lend() as searcher:
            hidden = _hidden(searcher, scopes)
            return frozenset(term for term in terms if any(_seen(searcher, Term("text", term), hidden)))

    def _spellings(self, word: str, scopes: frozenset[str]) -> Mapping[str, int]:
        with self._readers.lend() as searcher:
            known = (term.decode() for term in searcher.reader().expand_prefix("words", word[0]))
            # The list of words also names those of documents out of sight or deleted: count what is left.
            hidden = _hidden(searcher, scopes)
            counts = {near: sum(_seen(searcher, Term("words", near), hidden)) for near in spelling.near(word, known)}
            return {near: count for near, count in counts.items() if count}

    @contextmanager
    def _writing(self) -> Iterator[SegmentWriter]:
        """Lend a writer on the present generation: leaving commits, raising leaves the index as it was."""
        with self._generations.writing(WRITE_WAIT):
            self._readers.check()
            with _committed(_writer(self._generations.folder(), BATCH_MEGABYTES)) as writer:
                yield writer


class _WhooshBuild(Build):
    """A new generation's folder and the writer that fills it."""

    def __init__(self, generations: Generations, folder: Path) -> None:
        super().__init__()
        self._generations = generations
        self._folder = folder
        FileIndex.create(SealedStorage(folder), schema(), INDEX_NAME)
        self._writer = _writer(folder, BUILD_MEGABYTES)

    def _put(self, documents: Sequence[Document]) -> None:
        self._check()
        for document in documents:
            self._writer.add_document(**_fields(document))

    def finish(self, mark: int) -> None:
        self._check()
        self._writer.add_document(**_mark_fields(mark))
        self._writer.commit()
        with self._generations.writing(WRITE_WAIT):
            self._check()
            self._generations.switch(self._folder)

    def abandon(self) -> None:
        _discard(self._writer)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _check(self) -> None:
        if not self._folder.exists():
            raise BuildOvertaken("Another rebuild of the search index has begun since.")


@contextmanager
def _committed(writer: SegmentWriter) -> Iterator[SegmentWriter]:
    """Commit the writer at the end, discard it on any error."""
    try:
        yield writer
        writer.commit()
    except BaseException as error:
        _discard(writer)
        if isinstance(error, SearchError) or not isinstance(error, Exception):
            raise
        raise IndexUnavailable("The search index cannot be written.") from error


def _discard(writer: SegmentWriter) -> None:
    """Close a writer and its files; what it wrote comes to nothing."""
    if writer.is_closed:
        return
    with suppress(OSError):  # Whoosh writes even when it cancels, and in a folder that is gone leaves files open
        Path(writer.storage.folder).mkdir(exist_ok=True)
    for close in (writer.perdocwriter.close, writer.fieldwriter.close, writer.cancel):
        with suppress(Exception):
            close()


def _writer(folder: Path, megabytes: int) -> SegmentWriter:
    index = FileIndex(SealedStorage(folder), schema=schema(), indexname=INDEX_NAME)
    return cast("SegmentWriter", index.writer(limitmb=megabytes))


def _fields(document: Document) -> dict[str, Any]:
    """Return the document as the schema's fields."""
    entry = analysed(document)
    return {
        "key": document.key,
        "text": _weighted(entry),
        "words": entry.words,
        "scope": [document.scope],
        "board": [document.board],
        "tags": document.tags,
        "author": [document.author],
        "kind": [document.kind],
        "solved": [_flag(document.solved)],
        "stored": (document.kind, document.thing_id, digest(document)),
    }


def _mark_fields(mark: int) -> dict[str, Any]:
    return {"key": MARK, "stored": mark}


def _mark(searcher: Searcher) -> int:
    found = searcher.document(key=MARK)
    if found is None or not isinstance(found["stored"], int):
        raise IndexUnavailable("The search index does not say what it contains.")
    return found["stored"]


def _weighted(entry: Analysed) -> dict[str, tuple[float, list[int]]]:
    """Return each term's weight and places: a term of the title or a tag counts as if it were said more often."""
    weighted: dict[str, tuple[float, list[int]]] = {}
    for section, each in ((entry.title, TITLE_WEIGHT), (entry.tags, TAG_WEIGHT), (entry.body, 1.0)):
        for term, places in section.items():
            weight, before = weighted.get(term, (0.0, []))
            weighted[term] = (weight + each * len(places), before + places)
    return weighted


def _query(wanted: Collection[Clause], *, every: bool) -> Query:
    join = And if every else Or
    return join([_clause(clause) for clause in wanted])


def _clause(clause: Clause) -> Query:
    if len(clause.terms) == 1:
        return Term("text", clause.terms[0])
    return Phrase("text", list(clause.terms))


def _chosen(searcher: Searcher, question: Question) -> set[int] | None:
    """Return the documents within the question's filters, None if it has none."""
    filters = [_any("kind", question.kinds)] if question.kinds else []
    for field, value in (("board", question.board), ("tags", question.tag), ("author", question.author)):
        if value is not None:
            filters.append(_any(field, [value]))
    if question.solved is not None:
        filters.append(_any("solved", [_flag(question.solved)]))
    return set(searcher.docs_for_query(And(filters))) if filters else None


def _hidden(searcher: Searcher, scopes: frozenset[str]) -> set[int]:
    """Return the documents out of sight: every document has exactly one scope, and most are seen by most."""
    present = frozenset(term.decode() for term in searcher.reader().lexicon("scope"))
    closed = {scope for scope in present if not auth.admits(scopes, scope)}
    return set(searcher.docs_for_query(_any("scope", closed))) if closed else set()


def _any(field: str, values: Collection[str]) -> Query:
    terms = [Term(field, value.encode("utf-8", "replace")) for value in sorted(values)]
    return Or(terms) if len(terms) > 1 else terms[0]


def _flag(value: bool) -> str:
    return "yes" if value else "no"


def _hit(stored: Mapping[str, Any], score: float) -> Hit:
    kind, thing_id, _ = stored["stored"]
    return Hit(stored["key"], kind, thing_id, score)


def _seen(searcher: Searcher, asked: Query, hidden: Collection[int]) -> Iterator[bool]:
    """Yield True for each document that matches and is in sight."""
    return (True for number in searcher.docs_for_query(asked) if number not in hidden)
