"""The log in order and the index up to date, as tests of pages want them."""

import time

from sqlalchemy import select

from community.kernel import indexer, sequencer
from community.kernel.db import db
from community.kernel.events import EventRow

PATIENCE_SECONDS = 30


def bring_up() -> None:
    """Put everything that is in the database into the index, and nothing else: its folder outlives a test's rows."""
    sequencer.run()
    indexer.rebuild()


def settle() -> None:
    """Put every fact in its place; on PostgreSQL that waits for whoever else is writing anywhere on the server."""
    db.session.commit()
    end = time.monotonic() + PATIENCE_SECONDS
    while db.session.scalar(select(EventRow.id).where(EventRow.seq.is_(None)).limit(1)) and time.monotonic() < end:
        sequencer.run()
        time.sleep(0.02)
