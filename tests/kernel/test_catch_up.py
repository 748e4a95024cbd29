"""Catching up: when the command ends, nothing is left to do, on either database."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select
from support import people

from community.forum.models import Daily
from community.kernel import clock, consumers, indexer, worker
from community.kernel import db as kernel_db
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.jobs import JobRun
from community.kernel.outbox import OutboxRow
from community.kernel.rooms import house
from tests.kernel import only_on
from tests.kernel.facts import ring, ring_on


@pytest.fixture
def settings(live_app):
    return live_app.extensions["settings"]


def test_everything_that_waits_is_done(live_app, settings):
    people.topic(people.board("Getting started"), people.member("Ines Asker"), "The hub does not find my battery")

    worker.catch_up(settings)

    with kernel_db.reading() as session:
        assert [consumers.lag(c) for c in house().consumers] == [0] * len(house().consumers)
        assert session.scalar(select(Daily.topics)) == 1
        assert session.scalars(select(OutboxRow.state)).all() == ["sent"]
        assert indexer.engine().stats().documents > 0
        assert indexer.state().behind == 0


def test_second_time_there_is_nothing_left(live_app, settings):
    people.topic(people.board("Getting started"), people.member("Ines Asker"), "The hub does not find my battery")

    first, second = worker.catch_up(settings), worker.catch_up(settings)

    assert first > 0
    assert second == 0


def test_due_jobs_are_run(live_app, settings):
    with clock.at(clock.now() + timedelta(days=7, hours=6)):  # whatever day it is, another week has begun
        worker.catch_up(settings)

    with kernel_db.reading() as session:
        done = session.scalars(select(JobRun.job).where(JobRun.status == "done"))
        assert set(done) == {job.name for job in house().jobs}


def test_worker_that_is_told_to_stop_does_no_more(live_app, settings):
    ring(1)

    assert worker.catch_up(settings, stop=lambda: True) == 0


@only_on.postgresql
def test_facts_that_wait_for_an_open_transaction_are_waited_for(live_app, settings, monkeypatch):
    looked = threading.Event()
    with db.engine.connect() as other:
        ring_on(other, 1)
        ring(2)
        monkeypatch.setattr(worker, "PAUSE_SECONDS", 0.01)
        pause = worker.time.sleep
        monkeypatch.setattr(worker.time, "sleep", lambda seconds: (looked.set(), other.commit(), pause(seconds)))
        worker.catch_up(settings)

    with kernel_db.reading():
        assert looked.is_set()
        assert not worker._facts_wait()


@only_on.postgresql
def test_transaction_that_stays_open_is_told_in_a_sentence(live_app, settings, monkeypatch):
    monkeypatch.setattr(worker, "SETTLING_SECONDS", 0)
    with db.engine.connect() as other:
        ring_on(other, 1)
        ring(2)

        with pytest.raises(Refused, match="still open"):
            worker.catch_up(settings)
