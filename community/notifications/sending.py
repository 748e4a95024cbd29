"""How bundles leave: the outbox's channel of this room."""

from collections.abc import Mapping
from typing import Any

from community.kernel import db as kernel_db
from community.kernel import mail, outbox
from community.kernel.config import Settings

from . import queries
from .digests import Ranking
from .letters import letter
from .services.bundling import close
from .services.choosing import note_refusal


def sender(settings: Settings) -> outbox.Sender:
    """Return the function that closes a bundle, writes its mail and sends it; with nothing to say it sends nothing.

    In the reader's quiet hours, whenever these were chosen, the bundle stays open and is left for later.
    """
    deliver, ranking = mail.sender(settings), Ranking()

    def send(key: str, payload: Mapping[str, Any]) -> None:
        bundle_id: int = payload["bundle"]
        with kernel_db.reading():
            quiet_until = queries.quiet_until(bundle_id)
        if quiet_until:
            raise outbox.TooEarly(quiet_until)
        with kernel_db.writing():
            close(bundle_id)
        with kernel_db.reading():
            found = letter(bundle_id, ranking)
            refused_before = queries.reader(found.member_id).refused if found else 0
        if found is None:
            return
        try:
            deliver(key, found.words)
        except outbox.Undeliverable:
            _note(found.member_id, refused=True)
            raise
        if refused_before:
            _note(found.member_id, refused=False)

    return send


def _note(member_id: int, *, refused: bool) -> None:
    with kernel_db.writing():
        note_refusal(member_id, refused=refused)
