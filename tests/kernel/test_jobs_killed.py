"""Three workers, one job, and somebody who kills workers at random: once per period all the same."""

import os
import random
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from support import forked

from community.kernel import clock, jobs
from community.kernel import db as kernel_db
from community.kernel.db import db
from community.kernel.events import EventRow
from community.kernel.jobs import JobRun
from tests.kernel import ticking
from tests.kernel.facts import BellRang

WHOLE = os.environ.get("PROVE") == "full"
KILLS = 30 if WHOLE else 8
WORKERS = 3
LONGEST_BACKLOG = 20
PATIENCE_SECONDS = 120


def ticks() -> list[int]:
    """Return the periods that have left their fact behind, one entry for each fact."""
    with kernel_db.reading() as session:
        facts = session.scalars(select(EventRow.payload).where(EventRow.kind == BellRang.kind))
        return [payload["nth"] for payload in facts]


class Workers:
    """Three worker processes; their watch goes on as they do their work, so that a busy machine changes nothing."""

    def __init__(self, url: str, folder: Path) -> None:
        self.watch = forked.nursery.Value("i", 0)
        self._arguments = (url, str(folder), self.watch)
        self._processes = [self._start() for _ in range(WORKERS)]

    def _start(self) -> Any:
        return forked.start(ticking.work, *self._arguments)

    def wait_for_a_period(self) -> None:
        """Let time pass until one more period is done."""
        before, deadline = len(ticks()), time.monotonic() + PATIENCE_SECONDS
        while len(done := ticks()) == before:
            if time.monotonic() > deadline:
                raise TimeoutError("the workers make no progress")
            if self.watch.value < max(done, default=0) + LONGEST_BACKLOG:
                self.watch.value += 1
            time.sleep(0.02)

    def kill(self, which: int) -> None:
        """Kill one and start another in its place."""
        self._processes[which].kill()
        self._processes[which].join()
        self._processes[which] = self._start()

    def end(self) -> None:
        for process in self._processes:
            process.kill()
            process.join()


def kill_at_random(workers: Workers, seed: int) -> None:
    """Kill one worker again and again at some moment after a period was done."""
    chance = random.Random(seed)
    try:
        for _ in range(KILLS):
            workers.wait_for_a_period()
            time.sleep(chance.uniform(0, 0.1))  # the moment of a kill is what is varied here
            workers.kill(chance.randrange(WORKERS))
    finally:
        workers.end()


@pytest.mark.prove
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", [7], ids=[f"{KILLS}-kills-{'whole' if WHOLE else 'reduced'}"])
def test_each_period_runs_once_though_workers_are_killed(live_app, seed, record_property):
    with kernel_db.writing(), clock.at(ticking.START):
        jobs.install((ticking.JOB,), ticking.ZONE)
    url = db.engine.url.render_as_string(hide_password=False)
    workers = Workers(url, live_app.extensions["settings"].data_dir)

    kill_at_random(workers, seed)
    with clock.at(ticking.moment(workers.watch) + 2 * ticking.JOB.lease):
        jobs.run_due(ticking.JOB, ticking.ZONE)
    with kernel_db.reading() as session:
        states = Counter(session.scalars(select(JobRun.status).where(JobRun.job == ticking.JOB.name)))
    found = Counter(ticks())

    words = "each period runs once, three workers killed at random"
    record_property("proven", [words, db.engine.dialect.name, f"{KILLS} kills"])
    assert len(found) > KILLS
    assert set(found.values()) == {1}
    assert sorted(found) == list(range(1, max(found) + 1))
    assert states == {"installed": 1, "done": len(found)}
