"""The engine beyond one machine: PostgreSQL full text, written and read in the caller's own transaction."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, cast, delete, func, insert, or_, select, text, update
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import Session, scoped_session

from . import analysis, spelling
from .clauses import Clause
from .documents import Analysed, Document, Hit, Question, Stats, analysed, digest
from .engine import Build, BuildOvertaken, Engine, Found, IndexUnavailable, MarkMoved
from .models import FORMAT, document_table, mark_table, word_table

MADE_BY = f"{FORMAT}.{analysis.VERSION}"
BY_LENGTH = 1  # ts_rank's normalisation: divide by 1 + the logarithm of the length

Sessions = Session | scoped_session[Any]

_FORGET = text("""
    WITH gone AS (
        DELETE FROM kernel_search_document
        WHERE generation = :generation AND key = ANY(:keys) RETURNING scope, words
    ), counted AS (
        SELECT scope, word, count(*) AS documents FROM gone, unnest(gone.words) AS word GROUP BY scope, word
    )
    UPDATE kernel_search_word AS known SET documents = known.documents - counted.documents FROM counted
    WHERE known.generation = :generation AND known.word = counted.word AND known.scope = counted.scope
""")
_LEARN = text("""
    INSERT INTO kernel_search_word AS known (generation, word, scope, documents)
    SELECT :generation, word, scope, count(*) FROM kernel_search_document, unnest(words) AS word
    WHERE generation = :generation AND key = ANY(:keys) GROUP BY word, scope
    ON CONFLICT (generation, word, scope) DO UPDATE SET documents = known.documents + excluded.documents
""")
_PRESENT = text("""
    SELECT term FROM unnest(CAST(:terms AS text[]), CAST(:queries AS text[])) AS asked (term, query)
    WHERE EXISTS (
        SELECT FROM kernel_search_document
        WHERE generation = :generation AND (scope = ANY(:scopes) OR split_part(scope, ':', 1) = ANY(:scopes))
            AND vector @@ CAST(query AS tsquery)
    )
""")
_BEGIN = (
    postgresql.insert(mark_table)
    .values(id=1, generation=0, building=1, made_by=MADE_BY)
    .on_conflict_do_update(
        index_elements=["id"],
        set_={"building": func.greatest(mark_table.c.building, mark_table.c.generation) + 1},
    )
    .returning(mark_table.c.building)
)


@dataclass(frozen=True)
class _State:
    generation: int
    mark: int


class PostgresEngine(Engine):
    """Searches tables of the session's database. Never commits: an index moves with the caller's transaction."""

    def __init__(self, session: Sessions) -> None:
        self._session = session

    def mark(self) -> int | None:
        try:
            return self._state().mark
        except IndexUnavailable:
            return None

    def apply(self, documents: Iterable[Document], deleted: Collection[str] = (), *, since: int, mark: int) -> None:
        state = self._state(for_update=True)
        if state.mark != since:
            raise MarkMoved(f"The index stands at {state.mark}, not at {since}.")
        latest = {document.key: document for document in documents}
        generation = state.generation
        if keys := [*{*latest, *deleted}]:
            self._session.execute(_FORGET, {"generation": generation, "keys": keys})
        _put(self._session, generation, [*latest.values()])
        gone = (word_table.c.generation == generation) & (word_table.c.documents <= 0)
        self._session.execute(delete(word_table).where(gone))
        self._session.execute(update(mark_table).values(mark=mark))

    def begin_rebuild(self) -> Build:
        building = self._session.scalars(_BEGIN).one()
        current = select(mark_table.c.generation).scalar_subquery()
        for table in (document_table, word_table):
            self._session.execute(delete(table).where(table.c.generation != current))
        return _PostgresBuild(self._session, building)

    def canonical(self) -> Iterator[tuple[str, str]]:
        kept = document_table.c
        asked = select(kept.key, kept.digest).where(kept.generation == self._state().generation)
        yield from ((row.key, row.digest) for row in self._session.execute(asked.order_by(kept.key)))

    def stats(self) -> Stats:
        try:
            state = self._state()
        except IndexUnavailable:
            return Stats(usable=False)
        of_generation = document_table.c.generation == state.generation
        count = self._session.scalar(select(func.count()).where(of_generation)) or 0
        sizes = (func.pg_total_relation_size(table.name) for table in (document_table, word_table))
        return Stats(True, count, sum(self._session.scalar(select(size)) or 0 for size in sizes), state.mark)

    def optimize(self) -> None:
        self._session.execute(select(func.gin_clean_pending_list("ix_kernel_search_document_vector")))
        self._session.execute(text("ANALYZE kernel_search_document"))

    def _matching(self, wanted: Collection[Clause], question: Question, *, every: bool, limit: int) -> Found:
        kept = document_table.c
        query = cast(_query(wanted, every=every), TSQUERY)
        score = func.ts_rank(kept.vector, query, BY_LENGTH)
        asked = (
            select(kept.key, kept.kind, kept.thing_id, score, func.count().over())
            .where(kept.generation == self._state().generation, kept.vector.bool_op("@@")(query))
            .where(*_filters(question))
            .order_by(score.desc(), kept.thing_id.desc(), kept.key)
            .limit(limit)
        )
        rows = self._session.execute(asked).all()
        hits = tuple(Hit(key, kind, thing_id, score) for key, kind, thing_id, score, _ in rows)
        return Found(hits, rows[0][-1] if rows else 0)

    def _present(self, terms: Collection[str], scopes: frozenset[str]) -> frozenset[str]:
        values = {
            "terms": [*terms],
            "queries": [_quoted(term) for term in terms],
            "scopes": [*map(_clean, scopes)],
            "generation": self._state().generation,
        }
        return frozenset(self._session.scalars(_PRESENT, values))

    def _spellings(self, word: str, scopes: frozenset[str]) -> Mapping[str, int]:
        known, reach = word_table.c, spelling.reach(word)
        asked = (
            select(known.word, func.sum(known.documents).label("documents"))
            .where(known.generation == self._state().generation, _in_sight(known.scope, scopes))
            .where(known.word.like(f"{word[0]}%"), known.documents > 0)
            .where(func.length(known.word).between(len(word) - reach, len(word) + reach))
            .group_by(known.word)
        )
        return {row.word: row.documents for row in self._session.execute(asked)}

    def _state(self, *, for_update: bool = False) -> _State:
        """Return which generation is in use and where it stands; raises IndexUnavailable if none is."""
        asked = select(mark_table.c.generation, mark_table.c.mark).where(mark_table.c.made_by == MADE_BY)
        row = self._session.execute(asked.with_for_update() if for_update else asked).one_or_none()
        if row is None or row.mark is None:
            raise IndexUnavailable("There is no search index yet.")
        return _State(row.generation, row.mark)


class _PostgresBuild(Build):
    """Rows of a generation that is not in use yet."""

    def __init__(self, session: Sessions, generation: int) -> None:
        super().__init__()
        self._session = session
        self._generation = generation

    def _put(self, documents: Sequence[Document]) -> None:
        self._check()
        _put(self._session, self._generation, documents)

    def finish(self, mark: int) -> None:
        self._check()
        mine = {"generation": self._generation, "mark": mark, "made_by": MADE_BY}
        self._session.execute(update(mark_table).values(mine))
        self._drop_other(keep=self._generation)

    def abandon(self) -> None:
        for table in (document_table, word_table):
            self._session.execute(delete(table).where(table.c.generation == self._generation))

    def _check(self) -> None:
        """Hold the mark's row, so that no other rebuild begins before this transaction ends."""
        building = self._session.scalar(select(mark_table.c.building).with_for_update())
        if building != self._generation:
            raise BuildOvertaken("Another rebuild of the search index has begun since.")

    def _drop_other(self, keep: int) -> None:
        for table in (document_table, word_table):
            self._session.execute(delete(table).where(table.c.generation != keep))


def _put(session: Sessions, generation: int, documents: Sequence[Document]) -> None:
    if not documents:
        return
    rows = [_row(generation, document) for document in documents]
    session.execute(insert(document_table), rows)
    session.execute(_LEARN, {"generation": generation, "keys": [document.key for document in documents]})


def _row(generation: int, document: Document) -> dict[str, Any]:
    entry = analysed(document)
    return {
        "generation": generation,
        "key": document.key,
        "kind": document.kind,
        "thing_id": document.thing_id,
        "scope": _clean(document.scope),
        "board": _clean(document.board),
        "tags": sorted({_clean(tag) for tag in document.tags}),
        "author": _clean(document.author),
        "solved": document.solved,
        "digest": digest(document),
        "words": [*entry.words],
        "vector": _vector(entry),
    }


def _vector(entry: Analysed) -> str:
    """Return the terms in PostgreSQL's notation: a title's weigh A, a tag's B, the body's D."""
    sections = ((entry.title, "A"), (entry.tags, "B"), (entry.body, "D"))
    return " ".join(
        f"{_quoted(term)}:{','.join(f'{place}{weight}' for place in places)}"
        for section, weight in sections
        for term, places in section.items()
    )


def _query(wanted: Collection[Clause], *, every: bool) -> str:
    phrases = (" <-> ".join(map(_quoted, clause.terms)) for clause in wanted)
    return (" & " if every else " | ").join(f"({phrase})" for phrase in phrases)


def _quoted(term: str) -> str:
    return "'" + term.replace("\\", "\\\\").replace("'", "''") + "'"


def _in_sight(scope: ColumnElement[str], scopes: Collection[str]) -> ColumnElement[bool]:
    """Return the condition that one of `scopes` is the scope, or the family it belongs to."""
    words = sorted(map(_clean, scopes))
    return or_(scope.in_(words), func.split_part(scope, ":", 1).in_(words))


def _filters(question: Question) -> Iterator[ColumnElement[bool]]:
    kept = document_table.c
    yield _in_sight(kept.scope, question.scopes)
    if question.kinds:
        yield kept.kind.in_(sorted(map(_clean, question.kinds)))
    if question.board is not None:
        yield kept.board == _clean(question.board)
    if question.tag is not None:
        yield kept.tags.contains([_clean(question.tag)])
    if question.author is not None:
        yield kept.author == _clean(question.author)
    if question.solved is not None:
        yield kept.solved == question.solved


def _clean(value: str) -> str:
    """Return a value that PostgreSQL can hold: it knows neither NUL nor half a character."""
    return value.replace("\0", "").encode("utf-8", "replace").decode()
