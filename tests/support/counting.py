"""What the projections of insight and listening make of the log, at once: without sequencer and worker."""

from sqlalchemy import select
from support import hearing

from community.kernel.db import db
from community.kernel.events import EventRow, revive
from voc.insight.topics import TOPICS


def count() -> None:
    """Bring up to date what a week's numbers are read from."""
    hearing.listen()
    kinds = [kind.kind for kind in TOPICS.kinds]
    found = db.session.scalars(select(EventRow).where(EventRow.kind.in_(kinds)).order_by(EventRow.id))
    TOPICS.handle([revive(row) for row in found], {table.name: table for table in TOPICS.tables})
    db.session.commit()
