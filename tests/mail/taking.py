"""A worker process that reads a mailbox and handles what came, by somebody else's watch; made to be killed."""

import os
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from support import databases

from community.app import create_app
from community.kernel import clock
from community.mail import handling, polling

START = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)


def moment(watch: Any) -> datetime:
    """Return the time on a watch: a number of minutes that all processes share."""
    return START + timedelta(minutes=watch.value)


def one_round(settings: Any) -> int:
    """Bring what is new in the mailbox and handle it; return how much was done."""
    return polling.poll(settings) + handling.handle_arrived()


def work(url: str, folder: str, imap_url: str, watch: Any) -> None:
    """Do the worker's part until somebody kills this process."""
    sys.stdout = sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - as long as it lives
    settings = databases.settings_for(url, Path(folder), IMAP_URL=imap_url, MAIL_REPLIES_TO="replies@example.com")
    app = create_app(settings)
    with app.app_context():
        while True:
            with clock.at(moment(watch)):
                one_round(settings)
            time.sleep(0.005)
