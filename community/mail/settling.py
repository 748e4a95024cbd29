"""What an administrator says of a mail that waited for a person."""

from sqlalchemy import update

from community.kernel.db import rows_changed
from community.kernel.errors import Refused
from community.kernel.events import publish

from .events import MailDone
from .models import Incoming


def done(*, incoming_id: int, by: int) -> None:
    """Take a mail from those that wait: somebody read it, and its words are kept no longer than the original."""
    waits = update(Incoming).where(Incoming.id == incoming_id, Incoming.state == "waiting")
    if not rows_changed(waits.values(state="handled", text="")):
        raise Refused("This mail does not wait any more; somebody may have been quicker.")
    publish(MailDone(incoming_id=incoming_id, by=by))
