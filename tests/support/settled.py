"""Facts in their order, whoever else is at work on the same PostgreSQL server."""

import time
from unittest.mock import patch

from sqlalchemy import Connection

from community.kernel import db as kernel_db
from community.kernel import sequencer
from community.kernel.db import db

PATIENCE_SECONDS = 240


def settle() -> None:
    """Give every fact its place in the log; an open transaction of another test holds that back for a while.

    Facts of a test that rolls back are never settled on PostgreSQL; they get their places within its transaction.
    """
    if isinstance(db.engine, Connection):
        with patch.object(sequencer, "_SETTLED", ""):
            sequencer.run()
        return
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        sequencer.run()
        with kernel_db.reading():
            if not sequencer.is_waiting():
                return
        assert time.monotonic() < deadline, "some transaction on this server stays open"
        time.sleep(0.1)
