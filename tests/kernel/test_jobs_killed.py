"""Three workers, one job, and somebody who kills workers at random: once per period all the same."""

import os
import random
import time
from collections import Counter
from collections.abc import Callable
from multiprocessing import get_context
from typing import Any

import pytest
from sqlalchemy import select

from community.kernel import clock, jobs
from community.kernel import db as kernel_db
from community.kernel.db import db
from community.kernel.events import EventRow
from community.kernel.jobs import JobRun
from tests.kernel import ticking
from tests.kernel.facts import BellRang

WHOLE = os.environ.get("PROVE") == "full"
KILLS = 100 if WHOLE else 8
WORKERS = 3
PATIENCE_SECONDS = 60
nursery = get_context("forkserver")
nursery.set_forkserver_preload(["tests.kernel.ticking"])


def ticks() -> list[int]:
    """Return the periods that have left their fact behind, one entry for each fact."""
    with kernel_db.reading() as session:
        facts = session.scalars(select(EventRow.payload).where(EventRow.kind == BellRang.kind))
        return [payload["nth"] for payload in facts]


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError("the workers make no progress")
        time.sleep(0.02)


def kill_at_random(start: Callable[[], Any], seed: int) -> None:
    """Keep three workers alive, and kill one of them again and again at some moment after a period was done."""
    chance = random.Random(seed)
    workers = [start() for _ in range(WORKERS)]
    try:
        for _ in range(KILLS):
            done = len(ticks())
            wait_for(lambda done=done: len(ticks()) > done)
            time.sleep(chance.uniform(0, 0.15))  # the moment of a kill is what is varied here
            victim = chance.randrange(WORKERS)
            workers[victim].kill()
            workers[victim].join()
            workers[victim] = start()
    finally:
        for worker in workers:
            worker.kill()
            worker.join()


@pytest.mark.prove
@pytest.mark.parametrize("seed", [7], ids=[f"{KILLS}-kills-{'whole' if WHOLE else 'reduced'}"])
def test_each_period_runs_once_though_workers_are_killed(live_app, seed, record_property):
    began = time.monotonic()
    url, folder = db.engine.url.render_as_string(hide_password=False), live_app.extensions["settings"].data_dir
    with kernel_db.writing(), clock.at(ticking.START):
        jobs.install((ticking.JOB,), ticking.ZONE)
    kind = db.engine.dialect.name

    def start() -> Any:
        worker = nursery.Process(target=ticking.work, args=(url, str(folder), began), daemon=True)
        worker.start()
        return worker

    kill_at_random(start, seed)
    with clock.at(ticking.moment(began) + 2 * ticking.JOB.lease):
        jobs.run_due(ticking.JOB, ticking.ZONE)
    with kernel_db.reading() as session:
        states = Counter(session.scalars(select(JobRun.status).where(JobRun.job == ticking.JOB.name)))
    found = Counter(ticks())

    record_property("proven", ["each period runs once, three workers killed at random", kind, f"{KILLS} kills"])
    assert len(found) > KILLS
    assert set(found.values()) == {1}
    assert sorted(found) == list(range(1, max(found) + 1))
    assert states == {"installed": 1, "done": len(found)}
