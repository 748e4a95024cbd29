"""What the ground itself offers to the house: its nightly chores."""

from datetime import timedelta

from sqlalchemy import delete

from . import clock, indexer, start
from .checks import mask_private_data
from .db import db
from .jobs import Job, JobRun
from .outbox import OutboxRow
from .rooms import Panel, Room
from .web import once

FORMS_STAY_OPEN = timedelta(days=2)
SENT_MAIL_STAYS = timedelta(days=30)
RUNS_STAY = timedelta(days=400)


def tidy(_period: str) -> None:
    """Remove used one-time tokens, sent messages and old entries of the job ledger."""
    now = clock.now()
    once.forget_before(now - FORMS_STAY_OPEN)
    db.session.execute(delete(OutboxRow).where(OutboxRow.state == "sent", OutboxRow.sent_at < now - SENT_MAIL_STAYS))
    db.session.execute(delete(JobRun).where(JobRun.status == "done", JobRun.finished_at < now - RUNS_STAY))


def optimize(_period: str) -> None:
    """Merge the search index's pieces, so that questions stay fast."""
    indexer.engine().optimize()


ROOM = Room(
    name="kernel",
    panels=(Panel(slot="work", render=start.work_panel),),
    checks=(mask_private_data,),
    jobs=(
        Job(name="kernel.tidy", every="day", after=timedelta(hours=3), run=tidy),
        Job(name="kernel.optimize", every="day", after=timedelta(hours=4), run=optimize),
    ),
)
