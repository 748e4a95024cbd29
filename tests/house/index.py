"""The log in order and the index up to date, as tests of pages want them."""

from support import settled

from community.kernel import indexer, sequencer
from community.kernel.db import db


def bring_up() -> None:
    """Put everything that is in the database into the index, and nothing else: its folder outlives a test's rows."""
    sequencer.run()
    indexer.rebuild()


def settle() -> None:
    """Commit, and put every fact in its place."""
    db.session.commit()
    settled.settle()
