"""Keeping the search index up with the log, and building it anew when it is gone or broken.

The index carries its own mark, the last fact it contains, so it can never claim more than it holds.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import structlog
from flask import Flask, current_app

from . import db as kernel_db
from .auth import Viewer
from .config import Settings
from .consumers import Difference
from .db import db
from .events import Event, Fact, last_seq, since
from .forgetting import NamesForgotten
from .redaction import NamesCut, WordsCut
from .rooms import house
from .search.documents import Document, Question, digest
from .search.engine import Engine, IndexBusy, IndexUnavailable, MarkMoved
from .search.postgres_engine import PostgresEngine
from .search.whoosh_engine import WhooshEngine
from .things import ThingKind
from .withdrawing import GONE

BATCH = 200
BEHIND = 500  # facts that the index may lag before the search page says so
NAME = "search"
MOST_SIMILAR = 5
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class State:
    """How far the index is: `behind` counts facts; None when there is no usable index."""

    behind: int | None

    @property
    def word(self) -> str:
        if self.behind is None:
            return "rebuilding"
        return "behind" if self.behind > BEHIND else "ok"


def init_app(app: Flask, settings: Settings) -> None:
    """Give the application the engine that fits its database."""
    app.extensions["search"] = WhooshEngine(settings.index_dir) if settings.is_sqlite else PostgresEngine(db.session)


def engine() -> Engine:
    """Return the search engine of the present application."""
    found: Engine = current_app.extensions["search"]
    return found


def similar(title: str, kind: str, viewer: Viewer, *, most: int = MOST_SIMILAR) -> list[int]:
    """Return the ids of the things of a kind that share words with `title`, the closest first; none without an index.

    Only the database knows what of them the viewer may see.
    """
    asked = Question(text=title, scopes=viewer.scopes, kinds=frozenset({kind}), limit=most)
    try:
        return [hit.thing_id for hit in engine().similar(asked)]
    except IndexUnavailable:
        return []


def state() -> State:
    """Return how far the index is behind the log."""
    mark = engine().mark()
    return State(None if mark is None else max(0, last_seq() - mark))


def keep_up(*, stop: Callable[[], bool] = lambda: False) -> int:
    """Bring the index to the log's end, building it anew where there is none; return how many facts it took."""
    total = 0
    while not stop():
        with kernel_db.reading():
            mark, end = engine().mark(), last_seq()
        if mark is None or mark > end:  # ahead of the log: the database is an older one, restored
            log.warning("search index is built anew", mark=mark, end=end)
            rebuild()
        elif mark == end:
            break
        else:
            try:
                total += _follow(mark, end)
            except (MarkMoved, IndexUnavailable):
                continue
            except IndexBusy:
                break
    return total


def rebuild(progress: Callable[[int], None] = lambda _: None) -> None:
    """Build the whole index beside the present one and swap; what happens meanwhile is taken up afterwards."""
    with _transaction():
        mark = last_seq()
        build = engine().begin_rebuild()
    added = 0
    for kind, ids in _all_ids():
        with _transaction():
            build.add(_documents(kind, ids))
        added += len(ids)
        progress(added)
    with _transaction():
        build.finish(mark)


def size() -> int:
    """Return how many things the index holds, or about held before it broke."""
    return engine().stats().documents


def check() -> list[Difference]:
    """Compare the index with what the database holds; return what a rebuild would change."""
    keep_up()
    with kernel_db.reading():
        held = set(engine().canonical())
    due: set[tuple[str, str]] = set()
    for kind, ids in _all_ids():
        with kernel_db.reading():
            due |= {(document.key, digest(document)) for document in _documents(kind, ids)}
    if held == due:
        return []
    return [Difference(table=NAME, now_only=len(held - due), rebuilt_only=len(due - held))]


def _transaction() -> AbstractContextManager[Any]:
    """An index in the database is written in its transaction; one in files only reads there and holds no lock."""
    return kernel_db.reading() if isinstance(engine(), WhooshEngine) else kernel_db.writing()


def _follow(mark: int, end: int) -> int:
    kinds = {event for thing in house().things.values() for event in thing.touched_by}
    with _transaction():
        facts = since(mark, {*kinds, NamesForgotten}, until=end, limit=BATCH)
        documents, deleted = _changes(facts)
        reached = facts[-1].seq if len(facts) == BATCH else end
        engine().apply(documents, deleted, since=mark, mark=reached)
    if any(map(_ends_a_cut, facts)):
        _forget_for_good()
    return len(facts)


def _ends_a_cut(fact: Fact) -> bool:
    """Tell whether words or names are out of everything from here on; of an erasure's pieces, the last one says so."""
    return isinstance(fact.event, WordsCut | NamesForgotten) and not isinstance(fact.event, NamesCut)


def _forget_for_good() -> None:
    """Leave no bytes of what was cut out: neither in old pieces of the index, nor in the database's log of pages."""
    with _transaction():
        engine().optimize()
    kernel_db.forget_freed()


def _changes(facts: Sequence[Fact]) -> tuple[list[Document], list[str]]:
    documents: list[Document] = []
    deleted: list[str] = []
    for kind in house().things.values():
        happened: list[Event] = [f.event for f in facts if isinstance(f.event, kind.touched_by)]
        ids = sorted(kind.touched(happened)) if happened else []
        found = [document for part in _parts(ids) for document in _documents(kind, part)]
        documents += found
        deleted += [f"{kind.kind}:{i}" for i in set(ids) - {document.thing_id for document in found}]
    return documents, deleted


def _documents(kind: ThingKind, ids: Collection[int]) -> Iterator[Document]:
    """Yield what is to be found; what its author took away is not."""
    return (document for document in kind.documents(ids) if document.body != GONE)


def _all_ids() -> Iterator[tuple[ThingKind, list[int]]]:
    for kind in house().things.values():
        after = 0
        while True:
            with kernel_db.reading():
                ids = kind.all_ids(after, BATCH)
            if not ids:
                break
            yield kind, ids
            after = ids[-1]


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]
