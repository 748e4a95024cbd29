"""Handling what came in: in the order in which it came, each mail and its effect in one transaction, exactly once."""

from collections.abc import Callable

import structlog
from flask import current_app
from sqlalchemy import select

from community.accounts import queries as accounts
from community.kernel import clock
from community.kernel import db as kernel_db
from community.kernel.config import Settings
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.events import publish
from community.kernel.mail import reading
from community.kernel.mail.addresses import Answer, answer_at
from community.kernel.mail.automatic import sounds_automatic, why_automatic
from community.kernel.mail.bounces import bounce_in
from community.kernel.mail.reading import Letter
from community.kernel.web.uploads import Uploads

from . import answering, bringing, failing
from .events import MailSettled
from .models import Incoming, Original
from .states import Outcome

MOST_ATTEMPTS = 3
TOO_LARGE = Outcome(state="refused", reason="too_large")
UNREADABLE = Outcome(state="refused", reason="unreadable")
BROKEN = Outcome(state="refused", reason="broken")
log = structlog.get_logger(__name__)


def handle_arrived(stop: Callable[[], bool] = lambda: False) -> int:
    """Handle the mails that have arrived; return how many were settled. One that fails does not hold up the next."""
    settled, last = 0, 0
    while not stop() and (arrived := _next(last)) is not None:
        last, raw, size = arrived
        settled += _handle(last, raw, size)
    return settled


def _next(after: int) -> tuple[int, bytes, int] | None:
    columns = (Incoming.id, Original.content, Incoming.size)
    query = select(*columns).join(Original, Original.incoming_id == Incoming.id)
    query = query.where(Incoming.state == "received", Incoming.id > after).order_by(Incoming.id).limit(1)
    with kernel_db.reading() as session:
        found = session.execute(query).one_or_none()
    return (found[0], found[1], found[2]) if found else None


def _handle(incoming_id: int, raw: bytes, size: int) -> bool:
    """Handle one mail; it is read before the database is locked for it."""
    letter = _read(raw, incoming_id)
    is_whole = size <= reading.MOST_BYTES
    files = bringing.files_for(_answer(letter), letter, is_whole=is_whole) if letter else Uploads()
    with kernel_db.writing() as session:
        row = session.scalar(
            select(Incoming)
            .where(Incoming.id == incoming_id, Incoming.state == "received")
            .with_for_update(skip_locked=True)
            .execution_options(populate_existing=True)
        )
        if row is None:
            return False
        if letter is None:
            return _settle(row, UNREADABLE)
        _note(row, letter)
        return _try(row, letter, files, is_whole=is_whole)


def _read(raw: bytes, incoming_id: int) -> Letter | None:
    """Return what a mail says; None for one that nobody can read."""
    try:
        return reading.read(raw)
    except Refused:
        return None
    except Exception:
        log.exception("mail not read", incoming=incoming_id)
        return None


def _note(row: Incoming, letter: Letter) -> None:
    writer = accounts.member_by_email(letter.sender) if letter.sender else None
    row.sender, row.subject, row.files = letter.sender, letter.subject[:300], len(letter.files)
    row.member_id = writer.id if writer else None


def _try(row: Incoming, letter: Letter, files: Uploads, *, is_whole: bool) -> bool:
    """Settle a mail; when that breaks, its effects are undone, and it is tried a few times more."""
    try:
        with db.session.begin_nested():
            outcome = outcome_of(letter, files, is_whole=is_whole)
    except Refused as no:
        answering.tell_why(letter, no)
        outcome = Outcome(state="refused", reason="rule", remark=no.sentence[:500])
    except Exception:
        log.exception("mail not handled", incoming=row.id, attempt=row.attempts + 1)
        row.attempts += 1
        return row.attempts >= MOST_ATTEMPTS and _settle(row, BROKEN)
    row.text = letter.text if outcome.state == "waiting" else ""
    row.files -= len(files.taken) if outcome.state == "handled" else 0
    return _settle(row, outcome)


def _settle(row: Incoming, outcome: Outcome) -> bool:
    row.state, row.reason, row.remark = outcome.state, outcome.reason, outcome.remark
    row.url, row.settled_at = outcome.url, clock.now()
    db.session.flush()
    publish(MailSettled(incoming_id=row.id, state=outcome.state, reason=outcome.reason, by=row.member_id))
    return True


def outcome_of(letter: Letter, files: Uploads, *, is_whole: bool) -> Outcome:
    """Do what a mail asks for and return what became of it; a rule that says no raises Refused."""
    settings: Settings = current_app.extensions["settings"]
    if bounce := bounce_in(letter.message):
        return failing.note(bounce, letter, settings)
    if why := why_automatic(letter.message):
        return Outcome(state="automatic", reason=why)
    answer = _answer(letter)
    if answer is None and not is_whole:
        return TOO_LARGE
    if sounds_automatic(letter.subject) and not (answer and answering.is_title_of(answer, letter)):
        return Outcome(state="waiting", reason="automatic")
    return answering.take(answer, letter, files) if answer else Outcome(state="waiting", reason="no_address")


def _answer(letter: Letter) -> Answer | None:
    """Return what the first of our signed addresses says to which a mail was sent."""
    settings: Settings = current_app.extensions["settings"]
    return next((found for one in letter.recipients if (found := answer_at(one, settings))), None)
