"""Search: one Engine, two makes of it (Whoosh embedded, PostgreSQL beyond one machine), one conformance suite.

Whoever feeds the index makes `Document`s and moves the mark; whoever asks puts a `Question` and checks each `Hit`
against the database before showing it. Texts for snippets come from the database too: the index holds none.
"""

from .documents import Answer, Document, Hit, Question, Stats, digest
from .engine import Build, BuildOvertaken, Engine, IndexBusy, IndexUnavailable, MarkMoved, SearchError
from .postgres_engine import PostgresEngine
from .snippets import highlighted, snippets
from .whoosh_engine import WhooshEngine

__all__ = [
    "Answer",
    "Build",
    "BuildOvertaken",
    "Document",
    "Engine",
    "Hit",
    "IndexBusy",
    "IndexUnavailable",
    "MarkMoved",
    "PostgresEngine",
    "Question",
    "SearchError",
    "Stats",
    "WhooshEngine",
    "digest",
    "highlighted",
    "snippets",
]
