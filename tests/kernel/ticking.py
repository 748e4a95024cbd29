"""A worker process with one job, which reads the time from somebody else's watch; made to be killed."""

import os
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from support import databases

from community.app import create_app
from community.kernel import clock, jobs
from community.kernel.events import publish
from community.kernel.jobs import Job
from tests.kernel.facts import BellRang

START = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
ZONE = ZoneInfo("UTC")


def tick(period: str) -> None:
    """Leave a fact behind, and take a little time before and after, in which one can be killed."""
    time.sleep(0.01)
    publish(BellRang(nth=round((datetime.fromisoformat(period) - START) / timedelta(minutes=1))))
    time.sleep(0.01)


JOB = Job(name="test.tick", every="minute", catch_up="all", lease=timedelta(minutes=3), run=tick)


def moment(watch: Any) -> datetime:
    """Return the time on a watch: a number of minutes that all processes share."""
    return START + timedelta(minutes=watch.value)


def work(url: str, folder: str, watch: Any) -> None:
    """Look for due periods until somebody kills this process."""
    sys.stdout = sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - as long as it lives
    app = create_app(databases.settings_for(url, Path(folder)))
    with app.app_context():
        while True:
            with clock.at(moment(watch)):
                jobs.run_due(JOB, ZONE)
            time.sleep(0.005)
