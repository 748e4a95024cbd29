"""Facts in their order, whoever else is at work on the same PostgreSQL server."""

import time

from community.kernel import db as kernel_db
from community.kernel import sequencer

PATIENCE_SECONDS = 240


def settle() -> None:
    """Give every fact its place in the log; an open transaction of another test holds that back for a while."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        sequencer.run()
        with kernel_db.reading():
            if not sequencer.is_waiting():
                return
        assert time.monotonic() < deadline, "some transaction on this server stays open"
        time.sleep(0.1)
