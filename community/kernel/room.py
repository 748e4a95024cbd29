"""What the ground itself offers to the house: its nightly chores."""

from datetime import timedelta

from sqlalchemy import delete

from . import clock, indexer, mail, powers, start
from .api import changes, repeats
from .auth import ADMINS
from .checks import mask_private_data
from .db import db
from .events import EventRow
from .jobs import Job, JobRun
from .outbox import OutboxRow
from .personal import Personal, kept, removed, rows_of
from .rooms import Panel, Room
from .web import once

FORMS_STAY_OPEN = timedelta(days=2)
SENT_MAIL_STAYS = timedelta(days=30)
RUNS_STAY = timedelta(days=400)
MIRRORS = frozenset({"agent", "editor", "admin"})


def tidy(_period: str) -> None:
    """Remove used one-time tokens and keys of programs, sent messages and old entries of the job ledger."""
    now = clock.now()
    once.forget_before(now - FORMS_STAY_OPEN)
    repeats.forget_before(now - repeats.KEPT_FOR)
    db.session.execute(delete(OutboxRow).where(OutboxRow.state == "sent", OutboxRow.sent_at < now - SENT_MAIL_STAYS))
    db.session.execute(delete(JobRun).where(JobRun.status == "done", JobRun.finished_at < now - RUNS_STAY))


def optimize(_period: str) -> None:
    """Merge the search index's pieces, so that questions stay fast."""
    indexer.engine().optimize()


PERSONAL = (
    Personal(name="facts", told=rows_of(EventRow.actor_id), erase=kept),
    Personal(name="forms_sent", told=rows_of(once.OnceToken.member_id), erase=removed(once.OnceToken.member_id)),
)

ROOM = Room(
    name="kernel",
    blueprints=(changes.bp,),
    permissions={"kernel.changes": MIRRORS, changes.ALL: ADMINS},
    panels=(Panel(slot="work", render=start.work_panel),),
    checks=(mask_private_data,),
    personal=(*PERSONAL, repeats.PERSONAL),
    channels={mail.CHANNEL: mail.sender},
    powers=powers.POWERS,
    jobs=(
        Job(name="kernel.tidy", every="day", after=timedelta(hours=3), run=tidy),
        Job(name="kernel.optimize", every="day", after=timedelta(hours=4), run=optimize),
    ),
)
