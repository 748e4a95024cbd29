"""The sequencer: every settled fact gets its place once, without gaps, on either database."""

import threading
from contextlib import suppress
from typing import Any

from sqlalchemy import select

from community.kernel import db as kernel_db
from community.kernel import sequencer
from community.kernel.db import db
from community.kernel.events import EventRow, last_seq, publish
from tests.kernel import only_on
from tests.kernel.facts import BellRang, places, ring, settle
from tests.kernel.together import together

WRITERS, FACTS_EACH, SEQUENCERS = 4, 15, 2


def test_new_facts_have_no_place_yet(live_app):
    ring(1, 2)

    assert places() == [(None, 1), (None, 2)]


def test_places_count_from_one_without_gaps(live_app):
    ring(1, 2, 3)
    settle()
    ring(4, 5)
    settle()

    assert places() == [(1, 1), (2, 2), (3, 3), (4, 4), (5, 5)]


def test_nothing_to_number_takes_no_write_lock(live_app, monkeypatch):
    ring(1)
    settle()
    monkeypatch.setattr(sequencer, "_run_batch", lambda: 1 / 0)

    assert sequencer.run() == 0


def test_facts_are_numbered_in_batches(live_app, monkeypatch):
    monkeypatch.setattr(sequencer, "BATCH", 2)
    ring(1, 2, 3, 4, 5)

    settle()

    assert places() == [(1, 1), (2, 2), (3, 3), (4, 4), (5, 5)]


def test_a_unit_of_work_that_failed_leaves_no_gap(live_app):
    ring(1)
    with suppress(ZeroDivisionError), kernel_db.writing():
        publish(BellRang(nth=9))
        _ = 1 // 0
    ring(2)

    settle()

    assert places() == [(1, 1), (2, 2)]


def test_many_writers_and_sequencers_at_once_give_every_fact_one_place_for_good(live_app):
    writing = threading.Semaphore(0)
    all_written = threading.Event()
    seen: dict[int, int] = {}
    wrong: list[int] = []

    def work(i: int) -> None:
        if i < WRITERS:
            ring(*range(i * FACTS_EACH, (i + 1) * FACTS_EACH))
            writing.release()
        elif i == WRITERS:
            for _ in range(WRITERS):
                writing.acquire(timeout=60)
            all_written.set()
        else:
            while not all_written.is_set():
                sequencer.run()
                if i == WRITERS + 1:
                    _watch(seen, wrong)

    together(live_app, WRITERS + 1 + SEQUENCERS, work)
    settle()
    _watch(seen, wrong)

    assert sorted(seen.values()) == list(range(1, WRITERS * FACTS_EACH + 1))
    assert wrong == []


def _watch(seen: dict[int, int], wrong: list[int]) -> None:
    """Note each fact's place; wrong is a place that changed, and one with a gap before it."""
    with kernel_db.reading():
        rows = db.session.execute(select(EventRow.id, EventRow.seq).where(EventRow.seq.is_not(None))).all()
    now: dict[int, Any] = {row.id: row.seq for row in rows}
    wrong += [seq for i, seq in now.items() if seen.get(i, seq) != seq]
    wrong += sorted(set(range(1, len(now) + 1)) ^ set(now.values()))
    seen.update(now)


@only_on.sqlite
def test_on_sqlite_the_order_of_commits_is_the_order_of_places(live_app):
    ring(3, 1, 2)

    settle()

    assert places() == [(1, 3), (2, 1), (3, 2)]


def test_last_place_is_what_consumers_may_read_to(live_app):
    ring(1, 2)
    with kernel_db.reading():
        before = last_seq()

    settle()

    with kernel_db.reading():
        assert (before, last_seq()) == (0, 2)
