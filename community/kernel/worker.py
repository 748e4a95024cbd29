"""The worker: sequencer, consumers, index, outbox and the clock of the period jobs, in one process.

Any number of workers may run; rows and leases in the database decide who does what. SIGTERM lets the batch at
hand finish.
"""

import os
import signal
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger
from flask import Flask
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from . import clock, consumers, indexer, jobs, outbox, page_views, sequencer
from . import db as kernel_db
from .config import Settings
from .db import Model, db, upsert
from .errors import Refused
from .rooms import house

PAUSE_SECONDS = 0.3
SETTLING_SECONDS = 60.0  # how long a command waits for other people's transactions
BEAT = timedelta(seconds=5)
PATIENCE_SECONDS = 15.0  # how long a part that failed is left alone
SECONDS_BETWEEN_LOOKS = {"minute": 5, "hour": 20, "day": 30, "week": 30}
log = structlog.get_logger(__name__)


class WorkerBeat(Model):
    """A worker that was alive at `seen_at`."""

    __tablename__ = "kernel_worker"

    owner: Mapped[str] = mapped_column(primary_key=True)
    seen_at: Mapped[datetime]


def last_seen() -> datetime | None:
    """Return when a worker last gave a sign of life."""
    return db.session.scalar(select(func.max(WorkerBeat.seen_at)))


def install(settings: Settings) -> None:
    """Give each consumer its cursor and each period job its beginning."""
    consumers.install(house().consumers)
    jobs.install(house().jobs, ZoneInfo(settings.time_zone))


def catch_up(settings: Settings, *, stop: Callable[[], bool] = lambda: False) -> int:
    """Run everything that waits until nothing is left; return how many pieces of work were done."""
    total, zone = 0, ZoneInfo(settings.time_zone)
    while not stop():
        done = _read_to_the_end(settings, stop) + sum(jobs.run_due(job, zone) for job in house().jobs)
        if not done:
            break
        total += done
    return total


def _read_to_the_end(settings: Settings, stop: Callable[[], bool]) -> int:
    """Run the continuous work until nothing is left; refuse to wait long for somebody's open transaction."""
    total, deadline = 0, time.monotonic() + SETTLING_SECONDS
    while not stop():
        done = sum(part() for part in (parts(settings, stop) | ways_out(settings, stop)).values())
        total += done
        if done:
            continue
        if not _facts_wait():
            break
        if time.monotonic() > deadline:
            raise Refused("Some facts wait for a transaction that is still open; see `groundswell doctor`.")
        time.sleep(PAUSE_SECONDS)
    return total


def _facts_wait() -> bool:
    with kernel_db.reading():
        return sequencer.is_waiting()


def parts(settings: Settings, stop: Callable[[], bool]) -> dict[str, Callable[[], int]]:
    """Return the worker's continuous work by name; each part returns how much it did."""
    steps: dict[str, Callable[[], int]] = {"sequencer": sequencer.run}
    for consumer in house().consumers:
        steps[consumer.name] = lambda c=consumer: consumers.run(c, stop=stop)  # type: ignore[misc]
    steps["search"] = lambda: indexer.keep_up(stop=stop)
    for name, part in house().parts.items():
        steps[name] = lambda p=part: p(settings, stop)  # type: ignore[misc]
    if settings.redis_url:
        buffer = page_views.buffer_for(settings)
        steps["page views"] = lambda: page_views.flush(buffer)
    return steps


def ways_out(settings: Settings, stop: Callable[[], bool]) -> dict[str, Callable[[], int]]:
    """Return what sends each channel of the outbox; whoever is slow to answer outside holds up its own channel only."""
    return {
        f"outbox {name}": lambda n=name, s=sender: outbox.run({n: s}, stop=stop)  # type: ignore[misc]
        for name, sender in house().senders(settings).items()
    }


class Worker:
    """One worker process; with `parent` it ends when that process is gone."""

    def __init__(self, app: Flask, settings: Settings, *, parent: int | None = None) -> None:
        self._app, self._settings, self._parent = app, settings, parent
        self._stopped = threading.Event()
        self._owner = f"{os.uname().nodename}:{os.getpid()}"
        self._rests: dict[str, datetime] = {}
        self._beat_at = datetime.min.replace(tzinfo=UTC)

    def run(self) -> None:
        """Work until SIGTERM or SIGINT."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self._stopped.set())
        scheduler = self._scheduler()
        scheduler.start()
        log.info("worker started", owner=self._owner)
        with self._app.app_context():
            leaving = self._begin_sending()
            steps = parts(self._settings, self._is_stopped) | {"beat": self._beat}
            self._go_round(steps)
            scheduler.shutdown(wait=True)
            for thread in leaving:
                thread.join()
            with kernel_db.writing() as session:
                session.execute(delete(WorkerBeat).where(WorkerBeat.owner == self._owner))
        log.info("worker stopped", owner=self._owner)

    def _begin_sending(self) -> list[threading.Thread]:
        """Let each channel of the outbox have a thread of its own."""
        steps = ways_out(self._settings, self._is_stopped)
        threads = [threading.Thread(target=self._send, args=({name: step},)) for name, step in steps.items()]
        for thread in threads:
            thread.start()
        return threads

    def _send(self, steps: dict[str, Callable[[], int]]) -> None:
        with self._app.app_context():
            self._go_round(steps)

    def _go_round(self, steps: dict[str, Callable[[], int]]) -> None:
        while not self._is_stopped():
            busy = self._round(steps)
            self._stopped.wait(0.01 if busy else PAUSE_SECONDS)

    def _is_stopped(self) -> bool:
        if self._parent is not None and os.getppid() != self._parent:
            self._stopped.set()
        return self._stopped.is_set()

    def _round(self, steps: dict[str, Callable[[], int]]) -> int:
        done = 0
        for name, step in steps.items():
            if not self._is_stopped() and self._rests.get(name, clock.now()) <= clock.now():
                done += self._guarded(name, step)
        return done

    def _guarded(self, name: str, step: Callable[[], int]) -> int:
        """Run one part; when it fails the others go on, and it is tried again after a while."""
        try:
            return step()
        except Exception:
            log.exception("part of the worker failed", part=name)
            self._rests[name] = clock.now() + timedelta(seconds=PATIENCE_SECONDS)
            return 0

    def _beat(self) -> int:
        now = clock.now()
        if now - self._beat_at < BEAT:
            return 0
        row = {"owner": self._owner, "seen_at": now}
        statement = upsert(WorkerBeat).values(row)
        with kernel_db.writing() as session:
            session.execute(statement.on_conflict_do_update(index_elements=["owner"], set_={"seen_at": now}))
            session.execute(delete(WorkerBeat).where(WorkerBeat.seen_at < now - timedelta(days=1)))
        self._beat_at = now
        return 0

    def _scheduler(self) -> BackgroundScheduler:
        options = {"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
        scheduler = BackgroundScheduler(timezone=self._settings.time_zone, job_defaults=options)
        for job in self._app.extensions["house"].jobs:
            trigger = IntervalTrigger(seconds=SECONDS_BETWEEN_LOOKS[job.every])
            scheduler.add_job(self._look, trigger, args=[job], id=job.name, next_run_time=clock.now())
        return scheduler

    def _look(self, job: jobs.Job) -> None:
        with self._app.app_context():
            jobs.run_due(job, ZoneInfo(self._settings.time_zone))
