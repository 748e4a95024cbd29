"""A shelf of documents on each engine: Whoosh in a folder, PostgreSQL in a database of this run's own."""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine as DatabaseEngine
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from support import databases

from community.kernel.search import Answer, Document, Engine, PostgresEngine, Question, WhooshEngine
from community.kernel.search.models import create_tables

SERVER = databases.SERVER.replace("postgresql://", "postgresql+psycopg://")


class Shelf:
    """An engine with documents on it, and shorthand for asking; titles are empty unless given."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.build()

    def build(self, *documents: Document, mark: int = 0) -> None:
        build = self.engine.begin_rebuild()
        build.add(documents)
        build.finish(mark)

    def put(self, *documents: Document, deleted: tuple[str, ...] = ()) -> None:
        mark = self.engine.mark()
        assert mark is not None
        self.engine.apply(documents, deleted, since=mark, mark=mark + 1)

    def write(self, **bodies: str) -> None:
        """Put documents with these bodies; their keys are the names."""
        self.put(*(document(key, body) for key, body in bodies.items()))

    def ask(self, words: str, **question: object) -> Answer:
        asked = Question(text=words, scopes=frozenset({"public"}))
        return self.engine.search(replace(asked, **question))

    def keys(self, words: str, **question: object) -> set[str]:
        return {hit.key for hit in self.ask(words, **question).hits}


def document(key: str, body: str = "", **fields: object) -> Document:
    plain = Document(key=key, kind="post", thing_id=len(key), title="", body=body, scope="public")
    return replace(plain, **fields)


@pytest.fixture(scope="session")
def postgres() -> Iterator[DatabaseEngine]:
    """A database with the engine's tables, gone at the end."""
    name = f"gs_search_{os.getpid()}"
    server = create_engine(SERVER, isolation_level="AUTOCOMMIT")
    try:
        with server.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {name}"))
            connection.execute(text(f"CREATE DATABASE {name}"))
    except OperationalError as error:
        databases.missing("PostgreSQL", error)
    engine = create_engine(server.url.set(database=name))
    with engine.begin() as connection:
        create_tables(connection)
    yield engine
    engine.dispose()
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


@pytest.fixture
def session(postgres: DatabaseEngine) -> Iterator[Session]:
    with Session(postgres) as session:
        yield session
        session.rollback()


@pytest.fixture
def whoosh(tmp_path: Path) -> WhooshEngine:
    return WhooshEngine(tmp_path / "index")


@pytest.fixture(params=["whoosh", "postgres"])
def empty_engine(request: pytest.FixtureRequest) -> Engine:
    """An engine on which nothing was ever built."""
    if request.param == "whoosh":
        return request.getfixturevalue("whoosh")
    return PostgresEngine(request.getfixturevalue("session"))


@pytest.fixture
def shelf(empty_engine: Engine) -> Shelf:
    return Shelf(empty_engine)


@pytest.fixture
def whoosh_shelf(whoosh: WhooshEngine) -> Shelf:
    return Shelf(whoosh)


@pytest.fixture(name="document")
def document_factory() -> Callable[..., Document]:
    return document
