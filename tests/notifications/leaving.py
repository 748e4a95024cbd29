"""Mails of notices on their way out, at a moment of the test's choice."""

from datetime import UTC, datetime, timedelta
from typing import Any

from community.kernel import clock, mail, outbox
from community.kernel.db import db
from community.notifications import sending
from community.notifications.rules import GATHERED_FOR
from community.notifications.services.bundling import CHANNEL

MONDAY = datetime(2026, 11, 16, 9, 30, tzinfo=UTC)
LATER = MONDAY + GATHERED_FOR + timedelta(seconds=1)


def deliver(settings: Any, at: datetime = LATER) -> int:
    """Let the outbox send what is due at a moment; return how many left it."""
    db.session.commit()
    with clock.at(at):
        return outbox.run({CHANNEL: sending.sender(settings), mail.CHANNEL: mail.sender(settings)})


def text_of(message: Any) -> str:
    return str(message.get_body(("plain",)).get_content())
