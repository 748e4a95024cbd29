"""The ledger for tests: bring it up to date, and read what it says."""

from datetime import datetime

from sqlalchemy import select

from community.accounts.models import Member
from community.kernel import consumers
from community.kernel import db as kernel_db
from community.kernel.db import db
from community.kernel.events import Event, publish, publish_imported
from reputation.ledger import LEDGER
from reputation.models import Line
from tests.kernel import facts


def install() -> None:
    """Give the ledger its cursor, as the worker does."""
    with kernel_db.writing():
        consumers.install((LEDGER,))


def bring_up() -> None:
    """Let the ledger read everything that happened so far."""
    db.session.commit()
    facts.number()
    consumers.run(LEDGER)


def tell(*events: Event) -> None:
    """Write facts of other rooms, or of services that are not the test's business."""
    with kernel_db.writing():
        for event in events:
            publish(event)


def tell_imported(at: datetime, *events: Event) -> None:
    with kernel_db.writing():
        publish_imported((event, at) for event in events)


def lines(of: Member) -> list[tuple[str, int, str]]:
    """Return a member's lines, oldest fact first, as (rule, points, why it does not count)."""
    bring_up()
    found = db.session.scalars(select(Line).where(Line.member_id == of.id).order_by(Line.seq, Line.rule))
    return [(line.rule, line.points, line.reversal or line.held) for line in found]
