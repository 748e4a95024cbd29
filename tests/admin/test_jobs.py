"""A job's runs are seen, and one can be asked for by hand: it runs once more, once, and the log says who asked."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from community.kernel import clock, jobs
from community.kernel import db as kernel_db
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.events import EventRow
from community.kernel.jobs import Job, JobRun
from community.kernel.rooms import house

ZONE = ZoneInfo("UTC")
SUNDAY = datetime(2026, 11, 22, 20, 10, 30, tzinfo=UTC)


@pytest.fixture
def ran():
    return []


@pytest.fixture
def job(app, ran):
    """A daily job whose present period is done."""
    made = Job(name="test.sweep", every="day", after=timedelta(hours=3), run=ran.append)
    with kernel_db.writing():
        jobs.install((made,), ZONE)
    return made


def ask(job, by=None):
    with kernel_db.writing():
        jobs.ask(job.name, by=by)


def run_of(job):
    with kernel_db.reading() as session:
        found = session.scalars(select(JobRun).where(JobRun.job == job.name)).one()
        session.expunge(found)
    return found


def test_job_that_is_asked_for_runs_its_latest_period_once_more_and_once_only(job, ran):
    ask(job)
    ask(job)

    done = [jobs.run_due(job, ZONE) for _ in range(3)]

    assert done == [1, 0, 0]
    assert len(ran) == 1
    assert (run_of(job).status, run_of(job).period) == ("done", ran[0])


def test_it_may_be_asked_for_however_often_it_failed(job, ran):
    with kernel_db.writing():
        db.session.query(JobRun).update({"status": "failed", "attempt": jobs.MOST_ATTEMPTS, "error": "Oops"})
    given_up = jobs.run_due(job, ZONE)

    ask(job)
    done = jobs.run_due(job, ZONE)

    assert (given_up, done) == (0, 1)
    assert run_of(job).attempt == jobs.MOST_ATTEMPTS + 1


def test_job_that_runs_at_this_moment_is_left_alone(job):
    with kernel_db.writing():
        later = clock.now() + timedelta(minutes=1)
        db.session.query(JobRun).update({"status": "running", "lease_until": later})

    with pytest.raises(Refused, match="runs at this moment"):
        ask(job)


def test_job_that_never_began_is_refused(app):
    with pytest.raises(Refused, match="not begun"):
        jobs.ask("test.never", by=None)


def test_log_says_who_asked_and_once(job, admin):
    ask(job, by=admin.id)
    ask(job, by=admin.id)

    rows = db.session.scalars(select(EventRow).where(EventRow.kind == "kernel.job_asked_for")).all()
    assert [(row.actor_id, row.payload) for row in rows] == [(admin.id, {"run_id": run_of(job).id})]


@pytest.mark.parametrize(
    ("every", "after", "due"),
    [
        ("minute", timedelta(), "2026-11-22T20:11:00"),
        ("hour", timedelta(minutes=5), "2026-11-22T21:05:00"),
        ("hour", timedelta(minutes=20), "2026-11-22T20:20:00"),
        ("day", timedelta(hours=3), "2026-11-23T03:00:00"),
        ("day", timedelta(hours=21), "2026-11-22T21:00:00"),
        ("week", timedelta(hours=8), "2026-11-23T08:00:00"),
    ],
)
def test_next_due_is_the_next_period_s_beginning_and_its_delay(every, after, due):
    job = Job(name="test.any", every=every, after=after, run=lambda _: None)

    with clock.at(SUNDAY):
        found = jobs.next_due(job, ZONE)

    assert found == datetime.fromisoformat(due).replace(tzinfo=UTC)


def test_page_shows_runs_and_takes_the_wish(admin, signed_in):
    with kernel_db.writing():
        jobs.install(house().jobs, ZONE)
        db.session.query(JobRun).filter_by(job="kernel.optimize").update(
            {"status": "failed", "attempt": 2, "error": "OSError: no room"}
        )
    client = signed_in(admin)

    before = client.get("/admin/jobs").text
    after = client.post("/admin/jobs/kernel.tidy/run", follow_redirects=True).text
    unknown = client.post("/admin/jobs/kernel.dance/run")

    assert "OSError: no room" in before
    assert "waits for the worker" not in before
    assert "waits for the worker" in after
    assert unknown.status_code == 404


def test_others_ask_for_nothing(agent, signed_in):
    assert signed_in(agent).post("/admin/jobs/kernel.tidy/run").status_code == 403
