"""Period jobs: APScheduler is only the clock that wakes them, the ledger decides.

A period's run happens once, however many workers there are and however often they die: a worker claims the
period with a lease and an attempt number, and the run's effect and its "done" commit in one transaction that
holds only while that attempt is still the newest.
"""

import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar, Literal
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import UniqueConstraint, and_, func, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from . import clock
from . import db as kernel_db
from .db import KEPT, BigId, Model, db, rows_changed, upsert
from .errors import Refused
from .events import Event, publish

MOST_MISSED = 60
MOST_ATTEMPTS = 10
UNFINISHED = ("running", "failed")
ASKED = "asked"
Every = Literal["minute", "hour", "day", "week"]
STEPS: dict[str, timedelta] = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
}
log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class Job:
    """Work that is due once per period, `after` the period's beginning in the business time zone.

    `catch_up` says what happens to periods missed while no worker ran: all of them, or the latest only.
    `run(period)` takes the period's key ("2026-W47") and writes in the transaction it is called in.
    """

    name: str
    every: Every
    run: Callable[[str], None]
    after: timedelta = timedelta()
    catch_up: Literal["all", "latest"] = "latest"
    lease: timedelta = timedelta(minutes=5)


class JobRun(Model):
    """One period of one job: claimed, done or failed, or asked for by hand."""

    __tablename__ = "kernel_job_run"
    __table_args__ = (UniqueConstraint("job", "period"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    job: Mapped[str] = mapped_column(info=KEPT)
    period: Mapped[str] = mapped_column(info=KEPT)
    status: Mapped[str]
    attempt: Mapped[int]
    owner: Mapped[str] = mapped_column(info=KEPT)
    lease_until: Mapped[datetime]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    error: Mapped[str | None]


@dataclass(frozen=True, kw_only=True)
class JobAskedFor(Event):
    """An administrator wants the latest period of a job to be run once more, now."""

    kind: ClassVar[str] = "kernel.job_asked_for"
    run_id: int


class LostLease(Exception):  # noqa: N818 - not an error: somebody else took over
    """Another worker has claimed the period meanwhile; this run's effects are rolled back."""


def key_of(every: Every, moment: datetime) -> str:
    """Return the key of the period that holds `moment` (local time): 2026-W47, 2026-11-22, …T05Z, …T05:07Z.

    Days and weeks are those of the calendar; hours and minutes are counted in UTC, because a local clock that is
    put back shows an hour twice, and put forward leaves one out.
    """
    if every == "week":
        year, week, _ = moment.isocalendar()
        return f"{year}-W{week:02}"
    if every == "day":
        return f"{moment:%Y-%m-%d}"
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%HZ" if every == "hour" else "%Y-%m-%dT%H:%MZ")


def missed_periods(every: Every, newest: str, now: datetime) -> list[str]:
    """Return the keys after `newest` up to the one that holds `now` (local), oldest first, at most MOST_MISSED."""
    keys: list[str] = []
    moment = now if every in ("day", "week") else now.astimezone(UTC)
    while (key := key_of(every, moment)) > newest and len(keys) < MOST_MISSED:
        keys.append(key)
        moment -= STEPS[every]
    return keys[::-1]


def install(jobs: tuple[Job, ...], zone: ZoneInfo) -> None:
    """Count each new job's present period as done, so that period jobs begin with the installation."""
    now = clock.now()
    known = set(db.session.scalars(select(JobRun.job).distinct()))
    for job in jobs:
        if job.name not in known:
            row = JobRun(job=job.name, period=_present(job, zone), status="installed", attempt=0, owner="")
            row.lease_until = row.started_at = row.finished_at = now
            db.session.add(row)


def pending(job: Job, zone: ZoneInfo) -> list[str]:
    """Return the periods of `job` that wait to be run, oldest first: missed, failed, or left by a dead worker."""
    newest = db.session.scalar(select(func.max(JobRun.period)).where(JobRun.job == job.name))
    if newest is None:
        return []
    unfinished = db.session.scalars(
        select(JobRun.period).where(JobRun.job == job.name, _is_open()).order_by(JobRun.period)
    )
    local_now = (clock.now() - job.after).astimezone(zone)
    due = [*unfinished, *missed_periods(job.every, newest, local_now)]
    return due if job.catch_up == "all" else due[-1:]


def _is_open() -> Any:
    """Return the condition for periods that somebody should run; who asks by hand is not told that it was enough."""
    return or_(JobRun.status == ASKED, and_(JobRun.status.in_(UNFINISHED), JobRun.attempt < MOST_ATTEMPTS))


def ask(job: str, *, by: int | None) -> JobRun:
    """Let a worker run the job's latest period once more, as soon as it looks; refuse while it runs."""
    latest = select(JobRun).where(JobRun.job == job).order_by(JobRun.period.desc()).limit(1)
    run = db.session.scalar(latest.with_for_update())
    if run is None:
        raise Refused("This job has not begun yet; a worker gives it its first period.")
    now = clock.now()
    if run.status == "running" and run.lease_until > now:
        raise Refused("This job runs at this moment.")
    if run.status != ASKED:
        run.status, run.error, run.lease_until = ASKED, None, now - timedelta(seconds=1)
        db.session.flush()
        publish(JobAskedFor(run_id=run.id, by=by))
    return run


def next_due(job: Job, zone: ZoneInfo) -> datetime:
    """Return when the job's next period begins to be due."""
    now = (clock.now() - job.after).astimezone(zone)
    beginning = now.replace(minute=0, second=0, microsecond=0)
    if job.every == "minute":
        beginning = now.replace(second=0, microsecond=0)
    elif job.every != "hour":
        beginning = beginning.replace(hour=0) - timedelta(days=now.weekday() if job.every == "week" else 0)
    return beginning + STEPS[job.every] + job.after


def run_due(job: Job, zone: ZoneInfo) -> int:
    """Run what is due of `job`; return how many periods were run here."""
    with kernel_db.reading():
        due = pending(job, zone)
    return sum(run_period(job, period) for period in due)


def run_period(job: Job, period: str) -> bool:
    """Claim one period and run it; False when another worker has it, or it failed (the ledger says why)."""
    owner = f"{socket.gethostname()}:{os.getpid()}"
    with kernel_db.writing():
        attempt = _claim(job, period, owner)
    if attempt is None:
        return False
    try:
        with kernel_db.writing():
            job.run(period)
            _finish(job.name, period, owner, attempt)
    except Exception as error:
        log.exception("job failed", job=job.name, period=period, attempt=attempt)
        with kernel_db.writing():
            _fail(job.name, period, owner, attempt, error)
        return False
    log.info("job done", job=job.name, period=period, attempt=attempt)
    return True


def _claim(job: Job, period: str, owner: str) -> int | None:
    now = clock.now()
    row = {"job": job.name, "period": period, "status": "running", "attempt": 1, "owner": owner}
    row |= {"lease_until": now + job.lease, "started_at": now}
    statement = upsert(JobRun).values(row)
    statement = statement.on_conflict_do_update(
        index_elements=["job", "period"],
        set_={**row, "attempt": JobRun.attempt + 1, "error": None},
        where=and_(_is_open(), JobRun.lease_until < now),
    )
    attempt: int | None = db.session.scalar(statement.returning(JobRun.attempt))
    return attempt


def _finish(job: str, period: str, owner: str, attempt: int) -> None:
    if not _settle(job, period, owner, attempt, status="done", finished_at=clock.now(), error=None):
        raise LostLease(f"{job} {period}: another worker took over")


def _fail(job: str, period: str, owner: str, attempt: int, error: Exception) -> None:
    retry_at = clock.now() + timedelta(seconds=30 * attempt**2)
    _settle(
        job,
        period,
        owner,
        attempt,
        status="failed",
        lease_until=retry_at,
        error=f"{type(error).__name__}: {error}",
    )


def _settle(job: str, period: str, owner: str, attempt: int, **values: Any) -> bool:
    mine = (JobRun.job == job, JobRun.period == period, JobRun.owner == owner, JobRun.attempt == attempt)
    return rows_changed(update(JobRun).where(*mine, JobRun.status == "running").values(**values)) > 0


def _present(job: Job, zone: ZoneInfo) -> str:
    return key_of(job.every, (clock.now() - job.after).astimezone(zone))
