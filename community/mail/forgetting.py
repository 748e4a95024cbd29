"""What the mail room forgets: originals after two weeks, or once words were cut out; rows after a year."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, select

from community.kernel import clock
from community.kernel.consumers import Actor
from community.kernel.db import db
from community.kernel.events import Fact
from community.kernel.jobs import Job
from community.kernel.redaction import WordsCut

from .models import Incoming, Original

ORIGINALS_STAY = timedelta(days=14)
ROWS_STAY = timedelta(days=400)


def forget(_period: str) -> None:
    """Forget originals of what was settled two weeks ago, and settled mails that nobody waits for any more."""
    now = clock.now()
    seen = select(Incoming.id).where(Incoming.settled_at < now - ORIGINALS_STAY)
    db.session.execute(delete(Original).where(Original.incoming_id.in_(seen)))
    old = (Incoming.settled_at < now - ROWS_STAY, Incoming.state != "waiting")
    db.session.execute(delete(Incoming).where(*old))


def drop_originals(_facts: Sequence[Fact]) -> None:
    """Forget all originals: nothing can be cut out of them, and they may hold the words that were cut out elsewhere."""
    db.session.execute(
        delete(Original).where(Original.incoming_id.in_(select(Incoming.id).where(Incoming.settled_at.is_not(None))))
    )


ORIGINALS = Actor(name="mail.originals", kinds=(WordsCut,), handle=drop_originals)
FORGET = Job(name="mail.forget", every="day", after=timedelta(hours=3, minutes=30), run=forget)
