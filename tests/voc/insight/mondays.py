"""A worker process that lives through the Mondays of a watch which others share; made to be killed."""

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
from voc.insight.memo.jobs import JOBS

START = datetime(2025, 6, 4, 12, tzinfo=UTC)  # a Wednesday
ZONE = ZoneInfo("UTC")


def moment(watch: Any) -> datetime:
    """Return the time on a watch: a number of hours that all processes share."""
    return START + timedelta(hours=watch.value)


def work(url: str, folder: str, watch: Any) -> None:
    """Run what is due until somebody kills this process."""
    sys.stdout = sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - as long as it lives
    app = create_app(databases.settings_for(url, Path(folder), MAIL_UNSIGNED_MEMOS="yes"))
    with app.app_context():
        while True:
            with clock.at(moment(watch)):
                for job in JOBS:
                    jobs.run_due(job, ZONE)
            time.sleep(0.005)
