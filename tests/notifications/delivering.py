"""A worker process that turns facts into messages and sends them, by somebody else's watch; made to be killed."""

import os
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from support import databases

from community.app import create_app
from community.kernel import clock, consumers, outbox, sequencer
from community.notifications.webhooks import delivery, facts


def work(url: str, folder: str, watch: Any) -> None:
    """Send what there is until somebody kills this process; the watch counts seconds, so that leases end."""
    sys.stdout = sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - as long as it lives
    app = create_app(databases.settings_for(url, Path(folder)))
    senders = {facts.CHANNEL: delivery.sender(app.extensions["settings"])}
    with app.app_context():
        while True:
            with clock.at(clock.now() + timedelta(seconds=watch.value)):
                sequencer.run()
                consumers.run(facts.WEBHOOKS)
                outbox.run(senders)
            time.sleep(0.005)
