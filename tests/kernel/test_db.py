"""Transactions: a reading one cannot write, a writing one never fails halfway, and time is kept as UTC."""

import sqlite3
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import DBAPIError, StatementError

from community.kernel import clock
from community.kernel import db as kernel_db
from community.kernel.consumers import Cursor
from community.kernel.db import db
from tests.kernel import only_on
from tests.kernel.together import together

THREADS, ROUNDS = 4, 20
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)


def add(name: str, at: datetime = NEW_YEAR) -> None:
    """Write one row of a table that has a name, a number and a moment."""
    db.session.execute(insert(Cursor), [{"name": name, "seq": 0, "moved_at": at}])


def names() -> set[str]:
    """Return the rows that are really there."""
    with kernel_db.reading() as session:
        return set(session.scalars(select(Cursor.name).where(Cursor.name.startswith("test"))))


def test_leaving_a_writing_transaction_saves(live_app):
    with kernel_db.writing():
        add("test")

    assert names() == {"test"}


def test_raising_in_a_writing_transaction_saves_nothing(live_app):
    def fail():
        with kernel_db.writing():
            add("test")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()

    assert names() == set()


def test_what_was_begun_before_a_writing_transaction_is_no_part_of_it(live_app):
    add("test stray")

    with kernel_db.writing():
        add("test")

    assert names() == {"test"}


def test_reading_transaction_cannot_write(live_app):
    with kernel_db.reading(), pytest.raises(DBAPIError, match=r"read-?only"):
        add("test")

    assert names() == set()


def test_connection_that_read_can_write_afterwards(live_app):
    with kernel_db.reading() as session:
        session.scalar(select(func.count()).select_from(Cursor))

    with kernel_db.writing():
        add("test")

    assert names() == {"test"}


def test_kind_of_transaction_is_forgotten_after_an_error(live_app):
    with pytest.raises(ZeroDivisionError), kernel_db.reading():
        _ = 1 / 0

    with kernel_db.writing():
        add("test")
    assert names() == {"test"}


def test_writers_who_read_first_are_never_turned_away(live_app):
    with kernel_db.writing():
        add("test counter")

    def read_then_write(_: int) -> None:
        for _round in range(ROUNDS):
            with kernel_db.writing() as session:
                session.scalars(select(Cursor.seq)).all()
                session.execute(update(Cursor).where(Cursor.name == "test counter").values(seq=Cursor.seq + 1))

    together(live_app, THREADS, read_then_write)

    with kernel_db.reading() as session:
        assert session.scalar(select(Cursor.seq).where(Cursor.name == "test counter")) == THREADS * ROUNDS


@pytest.fixture
def other_connection(live_app):
    """A second connection to the SQLite file, which does not wait."""
    connection = sqlite3.connect(db.engine.url.database, timeout=0, isolation_level=None)
    yield connection
    connection.close()


@only_on.sqlite
def test_writing_takes_its_lock_before_it_reads(other_connection):
    with kernel_db.writing() as session:
        session.scalar(select(1))

        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other_connection.execute("BEGIN IMMEDIATE")


@only_on.sqlite
def test_reading_takes_no_lock(other_connection):
    with kernel_db.reading() as session:
        session.scalars(select(Cursor.seq)).all()

        other_connection.execute("BEGIN IMMEDIATE")
        other_connection.execute("ROLLBACK")


@only_on.sqlite
def test_sqlite_survives_a_power_cut_and_holds_its_references(live_app):
    with kernel_db.reading() as session:
        found = {p: session.connection().exec_driver_sql(f"PRAGMA {p}").scalar() for p in PRAGMAS}

    assert found == PRAGMAS


PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": kernel_db.BUSY_TIMEOUT_MS}


@pytest.mark.parametrize(
    "moment",
    [
        NEW_YEAR,
        NEW_YEAR + timedelta(microseconds=1),
        NEW_YEAR.astimezone(timezone(timedelta(hours=5, minutes=30))),
        datetime(1969, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
        datetime(9999, 12, 30, tzinfo=UTC),
    ],
    ids=str,
)
def test_moment_comes_back_as_the_same_moment_in_utc(app, moment):
    add("test", at=moment)

    found = db.session.scalar(select(Cursor.moved_at).where(Cursor.name == "test"))

    assert found == moment
    assert found.utcoffset() == timedelta(0)


def test_moments_of_different_zones_are_put_in_order(app):
    add("test later", at=NEW_YEAR + timedelta(minutes=1))
    add("test earlier", at=NEW_YEAR.astimezone(timezone(timedelta(hours=9))))

    found = db.session.scalars(
        select(Cursor.name).where(Cursor.name.startswith("test")).order_by(Cursor.moved_at)
    ).all()

    assert found == ["test earlier", "test later"]


def test_naive_moment_is_refused(app):
    with pytest.raises(StatementError, match="aware UTC only"):
        add("test", at=clock.now().replace(tzinfo=None))


def test_naive_moment_is_refused_in_a_question_too(app):
    with pytest.raises(StatementError, match="aware UTC only"):
        db.session.scalar(select(Cursor).where(Cursor.moved_at > clock.now().replace(tzinfo=None)))


def test_nothing_that_a_test_writes_outlives_it_first(app):
    _guard_and_write()


def test_nothing_that_a_test_writes_outlives_it_second(app):
    _guard_and_write()


def _guard_and_write() -> None:
    assert names() == set()
    with kernel_db.writing():
        add("test guard")
    assert names() == {"test guard"}
