"""A worker process with one job, whose minutes pass faster than ours; made to be killed."""

import sys
import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from support import databases

from community.app import create_app
from community.kernel import clock, jobs
from community.kernel.events import publish
from community.kernel.jobs import Job
from tests.kernel.facts import BellRang

START = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
SECONDS_A_MINUTE = 0.3
ZONE = ZoneInfo("UTC")


def nth(period: str) -> int:
    """Return how many minutes after the start a period begins."""
    return round((datetime.fromisoformat(period) - START) / timedelta(minutes=1))


def tick(period: str) -> None:
    """Leave a fact behind, and take a little time before and after, in which one can be killed."""
    time.sleep(0.01)
    publish(BellRang(nth=nth(period)))
    time.sleep(0.01)


JOB = Job(name="test.tick", every="minute", catch_up="all", lease=timedelta(minutes=3), run=tick)


def moment(began: float) -> datetime:
    """Return what time it is in the fast world that began at `began` (monotonic seconds of this machine)."""
    return START + timedelta(minutes=(time.monotonic() - began) / SECONDS_A_MINUTE)


def work(url: str, folder: str, began: float) -> None:
    """Look for due periods until somebody kills this process."""
    sys.stdout = sys.stderr = open("/dev/null", "w", encoding="utf-8")  # noqa: SIM115 - as long as the process lives
    app = create_app(databases.settings_for(url, folder))  # type: ignore[arg-type]
    with app.app_context():
        while True:
            with clock.at(moment(began)):
                jobs.run_due(JOB, ZONE)
            time.sleep(0.005)
