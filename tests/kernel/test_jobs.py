"""Period jobs: every period runs once, whoever wakes, fails, sleeps too long, or turns the clock."""

import threading
from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from community.kernel import clock, jobs
from community.kernel import db as kernel_db
from community.kernel.db import db
from community.kernel.events import EventRow, publish
from community.kernel.jobs import Job, JobRun
from tests.kernel import only_on
from tests.kernel.facts import BellRang
from tests.kernel.together import together

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = [ZoneInfo(name) for name in ("Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe")]
MONDAY = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class Diary:
    """A job that writes down its periods, here and as facts in the transaction it is run in."""

    def __init__(self, every="day", **more) -> None:
        self.runs: list[str] = []
        self.errors: list[Exception] = []
        self.job = Job(name="test.diary", every=every, run=self.run, **more)

    def run(self, period: str) -> None:
        publish(BellRang(nth=len(self.runs)))
        self.runs.append(period)
        if self.errors:
            raise self.errors.pop(0)

    def begin(self, at: datetime, zone: ZoneInfo = BERLIN) -> "Diary":
        with clock.at(at), kernel_db.writing():
            jobs.install((self.job,), zone)
        return self

    def look(self, at: datetime, zone: ZoneInfo = BERLIN) -> list[str]:
        """Let a worker look at a moment; return the periods that were run."""
        before = len(self.runs)
        with clock.at(at):
            jobs.run_due(self.job, zone)
        return self.runs[before:]


def effects() -> int:
    """Return how many facts the job's runs have left behind."""
    with kernel_db.reading() as session:
        return len(session.scalars(select(EventRow.id).where(EventRow.kind == BellRang.kind)).all())


def ledger() -> list[tuple[str, str, int]]:
    with kernel_db.reading() as session:
        rows = session.scalars(select(JobRun).where(JobRun.job == "test.diary").order_by(JobRun.period))
        return [(row.period, row.status, row.attempt) for row in rows if row.status != "installed"]


@pytest.mark.parametrize(
    ("every", "moment", "key"),
    [
        ("week", "2026-11-16T00:00+01:00", "2026-W47"),
        ("week", "2026-11-15T23:59+01:00", "2026-W46"),
        ("week", "2027-01-01T12:00+01:00", "2026-W53"),
        ("week", "2027-01-04T00:00+01:00", "2027-W01"),
        ("week", "2024-12-30T00:00+01:00", "2025-W01"),
        ("day", "2026-11-22T00:30+01:00", "2026-11-22"),
        ("hour", "2026-11-22T05:59+00:00", "2026-11-22T05Z"),
        ("hour", "2026-10-25T02:30+02:00", "2026-10-25T00Z"),
        ("hour", "2026-10-25T02:30+01:00", "2026-10-25T01Z"),
        ("minute", "2026-11-22T05:07:59+00:00", "2026-11-22T05:07Z"),
    ],
)
def test_period_has_its_key(every, moment, key):
    assert jobs.key_of(every, datetime.fromisoformat(moment)) == key


@given(
    st.sampled_from(["minute", "hour", "day", "week"]),
    st.sampled_from(ZONES),
    st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - limits
    st.timedeltas(timedelta(0), timedelta(days=40)),
)
def test_later_moment_never_has_an_earlier_key(every, zone, moment, passed):
    earlier, later = (jobs.key_of(every, m.astimezone(zone)) for m in (moment, moment + passed))

    assert earlier <= later


@given(
    st.sampled_from(["minute", "hour", "day", "week"]),
    st.sampled_from(ZONES),
    st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - limits
    st.integers(1, 30),
)
def test_missed_periods_are_those_a_wakeful_worker_had_seen(every, zone, start, steps):
    step, newest = jobs.STEPS[every], jobs.key_of(every, start.astimezone(zone))
    end = start + step * steps
    seen = {jobs.key_of(every, (start + step * i / 2).astimezone(zone)) for i in range(2 * steps + 1)} - {newest}

    missed = jobs.missed_periods(every, newest, end.astimezone(zone))

    assert missed == sorted(seen)


def test_nothing_runs_in_the_period_of_the_installation(app):
    diary = Diary().begin(MONDAY)

    assert diary.look(MONDAY + 5 * HOUR) == []


def test_next_period_runs_once(app):
    diary = Diary().begin(MONDAY)

    looks = [diary.look(MONDAY + DAY + i * MINUTE) for i in range(3)]

    assert looks == [["2026-11-17"], [], []]
    assert effects() == 1
    assert ledger() == [("2026-11-17", "done", 1)]


def test_job_that_was_never_installed_does_not_run(app):
    assert Diary().look(MONDAY) == []


def test_second_installation_changes_nothing(app):
    diary = Diary().begin(MONDAY)

    diary.begin(MONDAY + 3 * DAY)

    assert diary.look(MONDAY + 3 * DAY) == ["2026-11-19"]


def test_job_waits_until_its_hour_of_the_business_day(app):
    diary = Diary(after=timedelta(hours=3)).begin(MONDAY)
    midnight = datetime(2026, 11, 17, 0, 0, tzinfo=BERLIN)

    looks = [diary.look(midnight + i * HOUR - MINUTE) for i in (1, 3)] + [diary.look(midnight + 3 * HOUR)]

    assert looks == [[], [], ["2026-11-17"]]


def test_business_day_begins_at_business_midnight(app):
    diary = Diary().begin(MONDAY)

    before = diary.look(datetime(2026, 11, 16, 22, 59, tzinfo=UTC))
    at_midnight = diary.look(datetime(2026, 11, 16, 23, 0, tzinfo=UTC))

    assert (before, at_midnight) == ([], ["2026-11-17"])


@pytest.mark.parametrize(
    ("catch_up", "expected"),
    [("all", ["2026-11-17", "2026-11-18", "2026-11-19"]), ("latest", ["2026-11-19"])],
)
def test_missed_periods_are_caught_up_as_the_job_says(app, catch_up, expected):
    diary = Diary(catch_up=catch_up).begin(MONDAY)

    assert diary.look(MONDAY + 3 * DAY) == expected
    assert diary.look(MONDAY + 3 * DAY) == []


@pytest.mark.parametrize(("month", "day", "hours"), [(3, 29, 23), (10, 25, 25)], ids=["forward", "back"])
def test_day_on_which_the_clock_changes_has_its_real_hours_and_runs_once(app, month, day, hours):
    midnight = datetime(2026, month, day, tzinfo=BERLIN).astimezone(UTC)
    hourly, daily = Diary("hour"), Diary(after=timedelta(hours=2, minutes=30))
    daily.job = Job(name="test.daily", every="day", run=daily.run, after=daily.job.after)
    for diary in (hourly, daily):
        diary.begin(midnight - MINUTE)

    for i in range(2 * hours):
        for diary in (hourly, daily):
            diary.look(midnight + i * HOUR / 2)

    assert len(hourly.runs) == len(set(hourly.runs)) == hours
    assert daily.runs == [f"2026-{month:02}-{day:02}"]


def test_worker_that_slept_through_the_change_of_the_clock_catches_up_every_hour_once(app):
    diary = Diary("hour", catch_up="all").begin(datetime(2026, 10, 24, 22, 30, tzinfo=UTC))

    caught = diary.look(datetime(2026, 10, 25, 4, 30, tzinfo=UTC))

    assert caught == ["2026-10-24T23Z", *(f"2026-10-25T{hour:02}Z" for hour in range(5))]


def test_failed_run_leaves_no_effect_and_says_why(app):
    diary = Diary().begin(MONDAY)
    diary.errors = [ValueError("no figures yet")]

    diary.look(MONDAY + DAY)
    with kernel_db.reading() as session:
        said = session.scalar(select(JobRun.error).where(JobRun.period == "2026-11-17"))

    assert effects() == 0
    assert ledger() == [("2026-11-17", "failed", 1)]
    assert said == "ValueError: no figures yet"


def test_failed_run_is_tried_again_after_a_pause(app):
    diary = Diary().begin(MONDAY)
    diary.errors = [ValueError("no figures yet")]
    failed_at = MONDAY + DAY
    diary.look(failed_at)

    too_early = diary.look(failed_at + timedelta(seconds=29))
    later = diary.look(failed_at + timedelta(seconds=31))

    assert (too_early, later) == ([], ["2026-11-17"])
    assert ledger() == [("2026-11-17", "done", 2)]
    assert effects() == 1


def test_run_that_keeps_failing_is_given_up_and_stays_visible(app):
    diary = Diary().begin(MONDAY)
    diary.errors = [ValueError("never")] * 99

    for i in range(jobs.MOST_ATTEMPTS + 5):
        diary.look(MONDAY + DAY + i * HOUR / 2)

    assert len(diary.runs) == jobs.MOST_ATTEMPTS
    assert ledger() == [("2026-11-17", "failed", jobs.MOST_ATTEMPTS)]


def test_next_period_runs_although_one_was_given_up(app):
    diary = Diary(catch_up="all").begin(MONDAY)
    diary.errors = [ValueError("never")] * jobs.MOST_ATTEMPTS
    for i in range(jobs.MOST_ATTEMPTS + 5):
        diary.look(MONDAY + DAY + i * HOUR / 2)

    assert diary.look(MONDAY + 2 * DAY) == ["2026-11-18"]


def test_period_of_a_dead_worker_is_taken_over_when_its_lease_is_over(app):
    diary = Diary(lease=timedelta(minutes=5)).begin(MONDAY)
    with clock.at(MONDAY + DAY), kernel_db.writing():
        jobs._claim(diary.job, "2026-11-17", "dead:1")

    during = diary.look(MONDAY + DAY + 4 * MINUTE)
    after = diary.look(MONDAY + DAY + 6 * MINUTE)

    assert (during, after) == ([], ["2026-11-17"])
    assert ledger() == [("2026-11-17", "done", 2)]


def test_worker_that_lost_its_lease_leaves_no_effect(app):
    diary = Diary().begin(MONDAY)
    taken_over = update(JobRun).where(JobRun.period == "2026-11-17").values(attempt=2)
    run = diary.run
    diary.job = Job(name="test.diary", every="day", run=lambda p: (run(p), db.session.execute(taken_over)))

    diary.look(MONDAY + DAY)

    assert diary.runs == ["2026-11-17"]
    assert effects() == 0


@only_on.postgresql
def test_slow_worker_wakes_after_another_has_done_its_period(live_app):
    """On SQLite a running job holds the write lock, so nobody can take its period over."""
    slow_runs, done = threading.Event(), threading.Event()
    diary = Diary().begin(MONDAY)

    def run_slowly(period: str) -> None:
        diary.run(period)
        slow_runs.set()
        done.wait(30)

    def work(i: int) -> bool:
        if i == 0:
            slow = Job(name="test.diary", every="day", run=run_slowly)
            with clock.at(MONDAY + DAY):
                return jobs.run_period(slow, "2026-11-17")
        slow_runs.wait(30)
        with clock.at(MONDAY + DAY + HOUR):
            ran = jobs.run_period(diary.job, "2026-11-17")
        done.set()
        return ran

    outcomes = together(live_app, 2, work)

    assert outcomes == [False, True]
    assert diary.runs == ["2026-11-17", "2026-11-17"]
    assert effects() == 1
    assert ledger() == [("2026-11-17", "done", 2)]


def test_workers_who_wake_at_once_run_each_period_once(live_app):
    diary = Diary("minute", catch_up="all", lease=DAY).begin(MONDAY)

    def look(_: int) -> None:
        for i in range(1, 9):
            diary.look(MONDAY + i * MINUTE)

    together(live_app, 4, look)

    assert Counter(diary.runs) == Counter(f"2026-11-16T12:{i:02}Z" for i in range(1, 9))
    assert effects() == 8
