"""The memo's Monday: one edition a week and one mail a person, however often and however badly the jobs run."""

import os
import random
import time
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select
from support import databases, forked, memos, people, settled
from support.memos import MONDAY_AFTER, WEEK

from community.kernel import clock, consumers, jobs
from community.kernel import db as kernel_db
from community.kernel.db import db
from community.kernel.jobs import JobRun
from community.kernel.outbox import OutboxRow
from community.kernel.rooms import house
from tests.voc.insight import mondays
from voc.insight.memo import queries, services
from voc.insight.memo.jobs import JOBS, week_before
from voc.insight.memo.models import Memo

ZONE = ZoneInfo("UTC")
WHOLE = os.environ.get("PROVE") == "full"
KILLS = 15 if WHOLE else 2
WORKERS = 3
PATIENCE_SECONDS = 300


def install(moment):
    with kernel_db.writing(), clock.at(moment):
        jobs.install(JOBS, ZONE)


def look(moment):
    """Run what is due of the memo's jobs at a moment."""
    with clock.at(moment):
        return sum(jobs.run_due(job, ZONE) for job in JOBS)


@pytest.fixture
def monday(live_app):
    """A community whose week is read, and whose jobs were installed in that week."""
    with kernel_db.writing():
        db.session.query(JobRun).delete()
    install(memos.TUESDAY)
    memos.voices()
    with clock.at(memos.TUESDAY + timedelta(hours=1)):
        read_all()
    return [people.member(f"Xavier Executive {n}", role="executive") for n in range(3)]


def read_all():
    """Let the projections read what there is, and no job run."""
    settled.settle()
    for projection in house().projections:
        consumers.run(projection)


def mails(kind="insight memo 2"):
    with kernel_db.reading():
        return Counter(db.session.scalars(select(OutboxRow.key).where(OutboxRow.key.like(f"{kind}%"))))


def sign(editor):
    with kernel_db.writing(), clock.at(MONDAY_AFTER + timedelta(hours=7, minutes=30)):
        memo = queries.memo_of(WEEK)
        services.sign(memo=memo, seen=memo.edits, by=people.viewer(editor), choice=memos.choice(memo))


def status():
    with kernel_db.reading():
        return db.session.execute(select(Memo.week, Memo.status).order_by(Memo.week)).all()


def test_a_monday_is_of_the_week_before():
    assert week_before("2025-W24") == WEEK


def test_a_monday_goes_from_draft_over_reminder_to_the_mail(monday):
    editor = people.member("Edna Editor", role="editor")

    look(MONDAY_AFTER + timedelta(minutes=11))
    drafted = status()
    look(MONDAY_AFTER + timedelta(hours=7, minutes=1))
    reminded = mails("insight memo reminder")
    sign(editor)
    look(MONDAY_AFTER + timedelta(hours=7, minutes=59))
    before = mails()
    look(MONDAY_AFTER + timedelta(hours=8, minutes=1))

    assert drafted == [(WEEK.key, "draft")]
    assert reminded == Counter({f"insight memo reminder {WEEK.key} {editor.id}": 1})
    assert before == Counter()
    assert mails() == Counter({f"insight memo {WEEK.key} {reader.id}": 1 for reader in monday})
    assert status() == [(WEEK.key, "published")]


def test_jobs_run_three_times_make_one_memo(monday):
    editor = people.member("Edna Editor", role="editor")
    look(MONDAY_AFTER + timedelta(hours=1))
    sign(editor)
    late = MONDAY_AFTER + timedelta(hours=9)
    look(late)

    for _ in range(3):
        with kernel_db.writing(), clock.at(late):
            for job in JOBS:
                job.run("2025-W24")

    assert set(mails().values()) == {1}
    assert len(mails()) == 3
    assert status() == [(WEEK.key, "published")]


def test_a_worker_that_was_down_over_two_mondays_makes_up_for_both(monday):
    look(MONDAY_AFTER + timedelta(days=9))

    assert status() == [(WEEK.key, "unsigned"), (WEEK.plus(1).key, "unsigned")]
    assert mails() == Counter()


def test_no_memo_is_drafted_while_facts_of_its_week_are_unread(monday):
    board = people.board("Another board")
    with clock.at(MONDAY_AFTER - timedelta(hours=1)):
        people.topic(board, monday[0], "Said at the very end of the week")

    look(MONDAY_AFTER + timedelta(hours=1))
    waiting = status()
    read_all()
    look(MONDAY_AFTER + timedelta(hours=2))

    assert waiting == []
    assert status() == [(WEEK.key, "draft")]


def test_a_job_that_fails_amid_its_work_leaves_nothing_and_is_repeated(monday, monkeypatch):
    whole = services.publish

    def break_off(event):
        raise ConnectionError("the cable was pulled")

    monkeypatch.setattr(services, "publish", break_off)
    look(MONDAY_AFTER + timedelta(hours=1))
    broken = status()
    monkeypatch.setattr(services, "publish", whole)
    look(MONDAY_AFTER + timedelta(hours=2))

    assert broken == []
    assert status() == [(WEEK.key, "draft")]


class Workers:
    """Three workers on one watch, of which somebody kills one again and again."""

    def __init__(self, url, folder):
        self.watch = forked.nursery.Value("i", 0, lock=False)  # who is killed amid reading must not keep the lock
        self._arguments = (url, str(folder), self.watch)
        self._processes = [self._start() for _ in range(WORKERS)]

    def _start(self):
        return forked.start(mondays.work, *self._arguments)

    def kill(self, which):
        self._processes[which].kill()
        self._processes[which].join()
        self._processes[which] = self._start()

    def busy(self):
        """Tell whether one that lives is amid a run; the claim of a dead one comes free by waiting."""
        with kernel_db.reading():
            owners = db.session.scalars(select(JobRun.owner).where(JobRun.status == "running")).all()
        return any(owner.endswith(f":{process.pid}") for owner in owners for process in self._processes)

    def end(self):
        for process in self._processes:
            process.kill()
            process.join()


def out():
    """Return how many editions are out."""
    return sum(state in ("published", "unsigned") for _week, state in status())


def claimed():
    """Return how many runs some worker has begun."""
    with kernel_db.reading():
        return db.session.scalar(select(func.sum(JobRun.attempt)))


def live_until(workers, reached):
    """Let the hours pass until something is reached; what the dead had claimed comes free as they do.

    The watch stands still while somebody works: an hour outlasts every lease, and a slow machine is no dead worker.
    """
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not reached():
        assert time.monotonic() < deadline, f"the workers make no progress: {status()}"
        workers.watch.value += not workers.busy()
        behind = mondays.moment(workers.watch) > mondays.START + timedelta(weeks=out() + 3)
        time.sleep(0.5 if behind else 0.01)


def live_and_kill(workers, seed):
    """Let so many editions come out, and for each kill some worker amid what it has just begun."""
    chance = random.Random(seed)
    try:
        for _ in range(KILLS):
            before, editions = claimed(), out()
            live_until(workers, lambda: claimed() > before)  # noqa: B023 - called at once
            time.sleep(chance.uniform(0, 0.5))  # the moment of a kill is what is varied here
            workers.kill(chance.randrange(WORKERS))
            live_until(workers, lambda: out() > editions)  # noqa: B023
    finally:
        workers.end()


@pytest.mark.prove
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("kind", databases.REDUCED_KINDS, indirect=True)
@pytest.mark.parametrize("seed", [7], ids=[f"{KILLS}-weeks-{'whole' if WHOLE else 'reduced'}"])
def test_each_week_has_one_memo_though_workers_are_killed(live_app, seed, record_property, monkeypatch):
    mailing = replace(live_app.extensions["settings"], mail_unsigned_memos=True)
    monkeypatch.setitem(live_app.extensions, "settings", mailing)
    with kernel_db.writing():
        db.session.query(JobRun).delete()
    install(mondays.START)
    readers = [people.member(f"Xavier Executive {n}", role="executive") for n in range(3)]
    memos.voices()
    with clock.at(mondays.START):
        read_all()

    workers = Workers(db.engine.url.render_as_string(hide_password=False), mailing.data_dir)
    live_and_kill(workers, seed)
    look(mondays.moment(workers.watch) + timedelta(hours=1))

    weeks = [week for week, state in status() if state == "unsigned"]
    words = "one memo a week and reader, three workers killed at random"
    record_property("proven", [words, db.engine.dialect.name, f"{len(weeks)} weeks"])
    assert len(weeks) == len(set(weeks)) >= KILLS
    assert mails() == Counter(f"insight memo {week} {reader.id}" for week in weeks for reader in readers)
