"""What only PostgreSQL promises: the index moves with the caller's transaction."""

import threading
from dataclasses import replace

import pytest
from sqlalchemy import Engine as DatabaseEngine
from sqlalchemy import create_engine, inspect, text, update
from sqlalchemy.orm import Session

from community.kernel.search import IndexUnavailable, PostgresEngine, Question
from community.kernel.search.models import create_tables, drop_tables, mark_table

ROUTER = Question(text="router", scopes=frozenset({"public"}))


@pytest.fixture
def committed(postgres: DatabaseEngine, document):
    """An index whose rows are really there, with one document, at mark 1."""
    with Session(postgres) as session, session.begin():
        build = PostgresEngine(session).begin_rebuild()
        build.add([document("a", "router", title="Router")])
        build.finish(1)
    yield postgres
    with postgres.begin() as connection:
        for table in ("document", "word", "mark"):
            connection.execute(text(f"TRUNCATE kernel_search_{table}"))


def test_rolled_back_transaction_leaves_the_index_as_it_was(committed, document):
    with Session(committed) as session:
        PostgresEngine(session).apply([document("b", "router", title="Zanzibar")], ["a"], since=1, mark=2)
        session.rollback()

        engine = PostgresEngine(session)

        assert engine.mark() == 1
        assert [hit.key for hit in engine.search(ROUTER).hits] == ["a"]
        assert engine.suggest("routre", ROUTER.scopes) == "router"


def test_write_is_unseen_by_others_until_committed(committed, document):
    with Session(committed) as writer, Session(committed) as reader:
        PostgresEngine(writer).apply([document("b", "router")], since=1, mark=2)
        before = PostgresEngine(reader).search(ROUTER).total
        writer.commit()
        reader.rollback()

        after = PostgresEngine(reader).search(ROUTER).total

    assert (before, after) == (1, 2)


def test_rebuild_in_many_transactions_is_unseen_until_the_last(committed, document):
    with Session(committed) as builder, Session(committed) as reader:
        build = PostgresEngine(builder).begin_rebuild()
        for n in range(3):
            build.add([document(f"n{n}", "router")])
            builder.commit()
        before = PostgresEngine(reader).search(ROUTER).total
        build.finish(5)
        builder.commit()
        reader.rollback()

        after = PostgresEngine(reader).search(ROUTER).total

    assert (before, after) == (1, 3)


def test_remains_of_a_killed_rebuild_go_with_the_next(committed, document):
    with Session(committed) as session, session.begin():
        PostgresEngine(session).begin_rebuild().add([document("remains", "router")])

    with Session(committed) as session, session.begin():
        PostgresEngine(session).begin_rebuild().finish(2)

    with committed.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM kernel_search_document")) == 0


def test_two_writers_take_turns(committed, document):
    problems = []

    def write(name: str) -> None:
        try:
            for n in range(10):
                with Session(committed) as session, session.begin():
                    session.execute(mark_table.select().with_for_update())
                    engine = PostgresEngine(session)
                    mark = engine.mark()
                    engine.apply([document(f"{name}{n}", "router", title="Router")], since=mark, mark=mark + 1)
        except Exception as error:
            problems.append(error)

    threads = [threading.Thread(target=write, args=(name,)) for name in "bc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with Session(committed) as session:
        engine = PostgresEngine(session)
        assert problems == []
        assert engine.mark() == 21
        assert engine.search(ROUTER).total == 21


def test_index_of_another_make_is_unavailable(committed):
    with Session(committed) as session:
        session.execute(update(mark_table).values(made_by="0.0"))

        engine = PostgresEngine(session)

        assert engine.mark() is None
        with pytest.raises(IndexUnavailable):
            engine.search(ROUTER)


def test_search_uses_the_word_index(committed, document):
    with Session(committed) as session:
        engine = PostgresEngine(session)
        rows = [replace(document(f"r{n}", f"word{n} filler"), title=f"title{n}") for n in range(3000)]
        engine.apply(rows, since=1, mark=2)
        engine.optimize()

        plan = session.scalars(
            text("EXPLAIN SELECT key FROM kernel_search_document WHERE vector @@ CAST('''word77''' AS tsquery)")
        ).all()

        assert "ix_kernel_search_document_vector" in "\n".join(plan)


def test_tables_are_made_once_and_can_be_dropped(postgres):
    with postgres.connect() as connection:
        create_tables(connection)
        drop_tables(connection)
        left = inspect(connection).get_table_names()
        connection.rollback()

    assert left == []


def test_other_databases_get_no_tables():
    sqlite = create_engine("sqlite://")

    with sqlite.begin() as connection:
        create_tables(connection)

        assert inspect(connection).get_table_names() == []
    sqlite.dispose()
