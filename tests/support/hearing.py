"""What the projection of voices makes of all that was said, at once: without sequencer and worker."""

from sqlalchemy import select

from community.kernel.db import db
from community.kernel.events import EventRow, revive
from voc.listening.voices import VOICES


def listen() -> None:
    """Hear every post, idea and comment that there is."""
    kinds = [kind.kind for kind in VOICES.kinds]
    found = db.session.scalars(select(EventRow).where(EventRow.kind.in_(kinds)).order_by(EventRow.id))
    VOICES.handle([revive(row) for row in found], {table.name: table for table in VOICES.tables})
    db.session.commit()
