"""A worker process that tells members of what happens and mails it, by somebody else's watch; made to be killed."""

import asyncio
import os
import random
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session
from support import databases

from community.app import create_app
from community.kernel import clock, consumers, outbox, sequencer
from community.kernel.rooms import house
from community.notifications.actor import NOTICES
from tests.kernel.post_office import PostOffice

START = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
REFUSING = "nobody@people.example"


class Moody(PostOffice):
    """A mail server that is slow at times, says "later" at times, and "never" to one address."""

    def __init__(self, seed: int) -> None:
        super().__init__()
        self._chance = random.Random(seed)
        self.refused = 0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - its name
        mood = self._chance.random()
        if envelope.rcpt_tos == [REFUSING]:
            self.refused += 1
            return "550 no such person"
        if mood < 0.1:
            return "451 try later"
        if mood < 0.2:
            await asyncio.sleep(0.02)
        return await super().handle_DATA(server, session, envelope)


def moment(watch: Any) -> datetime:
    """Return the time on a watch: a number of minutes that all processes share."""
    return START + timedelta(minutes=watch.value)


def one_round(settings: Any) -> int:
    """Give facts their places, tell of them, and send what is due; return how much was done."""
    return sequencer.run() + consumers.run(NOTICES) + outbox.run(house().senders(settings))


def work(url: str, folder: str, smtp_url: str, watch: Any) -> None:
    """Do the worker's part until somebody kills this process."""
    sys.stdout = sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - as long as it lives
    settings = databases.settings_for(url, Path(folder), SMTP_URL=smtp_url)
    app = create_app(settings)
    with app.app_context():
        while True:
            with clock.at(moment(watch)):
                one_round(settings)
            time.sleep(0.005)
