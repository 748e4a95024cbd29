"""The doctor: what is not well is said in a line of its own, with what to do."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, update

from community.kernel import clock, doctor, mail, outbox
from community.kernel import db as kernel_db
from community.kernel.consumers import Cursor
from community.kernel.db import db
from community.kernel.outbox import OutboxRow
from community.kernel.worker import WorkerBeat
from tests.kernel.facts import number, ring


def line(name: str) -> doctor.Finding:
    """Return what the doctor says about one part."""
    return next(finding for finding in doctor.examine() if finding.name == name)


def beat(ago: timedelta) -> None:
    """Let a worker have given its last sign of life some time ago."""
    with kernel_db.writing():
        db.session.execute(insert(WorkerBeat), [{"owner": "here:1", "seen_at": clock.now() - ago}])


def test_every_part_has_its_line(app):
    names = [finding.name for finding in doctor.examine()]

    assert names == [
        "settings",
        "disk",
        "database",
        "migrations",
        "transactions",
        "event log",
        "consumers",
        "search index",
        "worker",
        "outbox",
        "erasures",
        "mailbox",
    ]


def test_no_line_gives_a_secret_away(app):
    secret = app.extensions["settings"].secret_key

    assert all(secret not in finding.says for finding in doctor.examine())


def test_worker_that_never_ran_is_missed(app):
    assert not line("worker").well
    assert "groundswell worker" in line("worker").says


@pytest.mark.parametrize(("seconds", "well"), [(5, True), (50, True), (70, False)])
def test_worker_that_fell_silent_is_missed(app, seconds, well):
    beat(timedelta(seconds=seconds))

    assert line("worker").well is well


@pytest.mark.parametrize(("seconds", "well"), [(5, True), (70, False)])
def test_fact_that_waits_too_long_for_its_place_is_named(app, seconds, well):
    ring(1)

    with clock.at(clock.now() + timedelta(seconds=seconds)):
        finding = line("event log")

    assert finding.well is well
    assert "waited" in finding.says


def test_consumer_far_behind_is_named(app, monkeypatch):
    monkeypatch.setattr(doctor.indexer, "BEHIND", 2)
    with kernel_db.writing():
        db.session.execute(insert(Cursor), [{"name": "forum.daily", "seq": 0, "moved_at": clock.now()}])
    ring(1, 2, 3)
    number()

    finding = line("consumers")

    assert not finding.well
    assert "forum.daily is 3 facts behind" in finding.says


def test_mail_that_was_given_up_is_counted(app):
    with kernel_db.writing():
        outbox.put(key="k", channel=mail.CHANNEL, payload={})
        db.session.execute(update(OutboxRow).values(state="dead"))

    finding = line("outbox")

    assert not finding.well
    assert "1 given up" in finding.says


def test_disk_that_is_nearly_full_is_named(app, monkeypatch):
    monkeypatch.setattr(doctor, "LEAST_FREE_BYTES", 10**18)

    assert not line("disk").well
