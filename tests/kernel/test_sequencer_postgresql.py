"""The sequencer on PostgreSQL, where rows become visible out of order: none is lost, none waits for ever."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from sqlalchemy import Connection, func, select, text, update
from support import databases

from community.app import create_app
from community.kernel import db as kernel_db
from community.kernel import doctor, sequencer
from community.kernel.db import db
from community.kernel.events import EventRow
from tests.kernel import only_on
from tests.kernel.facts import places, ring, ring_on, settle

pytestmark = only_on.postgresql
FAR_AHEAD = 10**12


@contextmanager
def open_transaction() -> Iterator[Connection]:
    """Yield a connection whose transaction the test ends itself, or loses at the end."""
    with db.engine.connect() as connection:
        yield connection


def transaction_of(connection: Connection) -> int:
    """Return the connection's transaction id, which it takes now if it has none."""
    return int(connection.scalar(text("SELECT CAST(CAST(pg_current_xact_id() AS TEXT) AS BIGINT)")))  # type: ignore[arg-type]


def free_id() -> int:
    """Return the next id of the log, which is then taken by nobody."""
    with kernel_db.writing() as session:
        return int(session.scalar(text("SELECT nextval(pg_get_serial_sequence('kernel_event', 'id'))")))  # type: ignore[arg-type]


def test_late_commit_with_the_lower_id_and_the_higher_transaction_is_not_lost(live_app):
    lower = free_id()
    with open_transaction() as early, open_transaction() as late:
        first, second = transaction_of(early), transaction_of(late)
        ring_on(early, 1)
        ring_on(late, 2, id=lower)
        early.commit()
        while (1, 1) not in places():
            sequencer.run()
        before = places()
        late.commit()
    settle()

    assert first < second
    assert before == [(1, 1)]
    assert places() == [(1, 1), (2, 2)]


def test_fact_waits_for_a_transaction_that_could_still_sort_before_it(live_app):
    with open_transaction() as early:
        transaction_of(early)
        ring(2)
        numbered = sequencer.run()
        waiting = places()
        ring_on(early, 1)
        early.commit()
    settle()

    assert numbered == 0
    assert waiting == [(None, 2)]
    assert places() == [(1, 1), (2, 2)]


def test_facts_stand_in_the_order_of_transaction_then_id(live_app):
    lowest, lower = free_id(), free_id()
    with open_transaction() as early, open_transaction() as late:
        transaction_of(early), transaction_of(late)
        ring_on(late, 3, id=lowest)
        ring_on(early, 1, id=lower)
        ring_on(late, 4)
        ring_on(early, 2)
        late.commit()
        early.commit()
    settle()

    assert places() == [(1, 1), (2, 2), (3, 3), (4, 4)]


def test_fact_of_a_transaction_that_was_rolled_back_leaves_no_gap(live_app):
    with open_transaction() as undone:
        ring_on(undone, 9)
        ring(1)
        undone.rollback()
    settle()

    assert places() == [(1, 1)]


def test_only_one_sequencer_numbers_at_a_time(live_app):
    ring(1)
    with open_transaction() as other:
        other.execute(select(func.pg_advisory_xact_lock(sequencer._LOCK)))
        meanwhile = sequencer.run()
        other.rollback()
    settle()

    assert meanwhile == 0
    assert places() == [(1, 1)]


def move_transactions(by: int) -> None:
    """Let the facts have transaction ids as if another server had written them."""
    with kernel_db.writing() as session:
        session.execute(update(EventRow).values(txid=EventRow.txid + by))


def test_facts_that_this_server_has_not_reached_are_settled(live_app):
    ring(1, 2, 3)
    move_transactions(FAR_AHEAD)

    numbered = sequencer.run()

    assert numbered == 3
    assert places() == [(1, 1), (2, 2), (3, 3)]


def test_facts_written_after_a_restore_stand_after_the_restored_ones(live_app):
    ring(1, 2)
    move_transactions(FAR_AHEAD)
    ring(3)
    settle()
    ring(4)
    settle()

    assert {place for place, _ in places()} == {1, 2, 3, 4}
    assert places()[-1] == (4, 4)


def test_facts_that_came_from_sqlite_get_their_places(live_app):
    ring(1, 2)
    with kernel_db.writing() as session:
        session.execute(update(EventRow).values(txid=None))

    settle()

    assert places() == [(1, 1), (2, 2)]


def run_tool(*command: str) -> bytes:
    """Run one of PostgreSQL's own tools and return what it printed."""
    if shutil.which(command[0]) is None:
        databases.missing(command[0], "it is not installed")
    return subprocess.run(command, check=True, capture_output=True).stdout


@pytest.fixture
def restored(live_app, tmp_path):
    """A function that dumps the database, restores it as a new one, and returns the application on it."""
    name = f"{db.engine.url.database}_restored"
    server = databases.SERVER.rpartition("/")[0]

    def restore() -> Any:
        dump = tmp_path / "dump.sql"
        dump.write_bytes(run_tool("pg_dump", f"{server}/{db.engine.url.database}"))
        databases.administer(f"CREATE DATABASE {name}")
        run_tool("psql", "-q", "-v", "ON_ERROR_STOP=1", "-f", str(dump), f"{server}/{name}")
        return create_app(databases.settings_for(f"{server}/{name}", tmp_path / "restored"))

    databases.administer(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    yield restore
    databases.administer(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def test_backup_restored_on_a_young_server_loses_no_fact_and_moves_none(live_app, restored):
    ring(1, 2)
    settle()
    ring(3, 4)
    move_transactions(FAR_AHEAD)

    app = restored()
    with app.app_context():
        numbered = sequencer.run()
        ring(5)
        settle()
        found = places()
        databases.close(app)

    assert numbered == 2
    assert found == [(1, 1), (2, 2), (3, 3), (4, 4), (5, 5)]


def transactions_line() -> doctor.Finding:
    """Return what `doctor` says about open transactions."""
    return next(finding for finding in doctor.examine() if finding.name == "transactions")


@pytest.fixture
def an_hour_is_over(monkeypatch):
    """Take every open transaction for one that has been open too long."""
    monkeypatch.setattr(doctor, "LONG_TRANSACTION_SECONDS", -1)


def test_transaction_left_open_is_named_and_facts_wait_for_it(live_app, an_hour_is_over):
    with open_transaction() as forgotten:
        ring_on(forgotten, 1)
        ring(2, 3)
        numbered = sequencer.run()
        finding = transactions_line()
        waiting = places()
        forgotten.commit()
    settle()

    assert numbered == 0
    assert not finding.well
    assert "facts wait for it" in finding.says
    assert waiting == [(None, 2), (None, 3)]
    assert places() == [(1, 1), (2, 2), (3, 3)]


def test_transaction_left_open_in_another_database_is_named_too(live_app):
    with psycopg.connect(databases.SERVER) as elsewhere:
        elsewhere.execute("SELECT pg_current_xact_id(), pg_sleep(0.3)")
        ring(1)
        numbered = sequencer.run()
        with kernel_db.reading():
            age = sequencer.oldest_transaction_age()
    settle()

    assert numbered == 0
    assert age is not None
    assert age >= 0.3
    assert places() == [(1, 1)]


def test_reader_who_dawdles_holds_no_fact_back(live_app):
    with open_transaction() as reader, kernel_db.mode("read"):
        reader.execute(select(EventRow.id)).all()
        with kernel_db.mode("write"):
            ring(1)
            settle()

    assert places() == [(1, 1)]
