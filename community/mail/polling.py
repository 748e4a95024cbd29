"""Reading the mailbox: by one worker at a time, each mail stored before it is marked as seen.

The place up to which the mailbox was read moves in the transaction that stores the mail. Whoever takes the turn of
another worker raises the number of turns, and what the former one still wants to store is refused.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Update, select, update

from community.kernel import clock
from community.kernel import db as kernel_db
from community.kernel.config import Settings
from community.kernel.db import rows_changed, upsert
from community.kernel.mail import imap
from community.kernel.mail.imap import Mailbox

from .models import Place
from .receiving import receive

EVERY = timedelta(seconds=30)
AFTER_FAILURE = timedelta(minutes=2)
TURN = timedelta(minutes=5)  # renewed with each mail
NAME = "imap"
log = structlog.get_logger(__name__)


class LostTurn(Exception):  # noqa: N818 - not an error: somebody else took over
    """Another worker reads the mailbox by now; what this one wanted to store is rolled back."""


def poll(settings: Settings, stop: Callable[[], bool] = lambda: False) -> int:
    """Bring what is new in the mailbox, if it is time to look; return how many mails are new to us."""
    if not settings.imap_url or not _is_due() or (place := _take_turn()) is None:
        return 0
    try:
        with imap.opened(settings.imap_url) as mailbox:
            brought = _bring(mailbox, place, stop)
    except imap.UNREACHABLE as error:
        log.warning("mailbox not read", error=str(error))
        _end_turn(place, clock.now() + AFTER_FAILURE, error=f"{type(error).__name__}: {error}"[:300])
        return 0
    except LostTurn:
        return 0
    _end_turn(place, clock.now() + EVERY, read_at=clock.now(), error="")
    return brought


def _is_due() -> bool:
    with kernel_db.reading() as session:
        next_at = session.scalar(select(Place.next_at).where(Place.name == NAME))
    return next_at is None or next_at <= clock.now()


def _take_turn() -> Place | None:
    """Return the place from which to read on, if no other worker is at it."""
    now = clock.now()
    fresh = {"name": NAME, "validity": 0, "turn": 0, "next_at": now, "error": ""}
    with kernel_db.writing() as session:
        session.execute(upsert(Place).values(fresh).on_conflict_do_nothing(index_elements=["name"]))
        mine = update(Place).where(Place.name == NAME, Place.next_at <= now)
        if not rows_changed(mine.values(turn=Place.turn + 1, next_at=now + TURN)):
            return None
        place: Place = session.get_one(Place, NAME, populate_existing=True)
        session.expunge(place)
    return place


def _end_turn(place: Place, next_at: datetime, **values: object) -> None:
    with kernel_db.writing() as session:
        session.execute(_mine(place).values(next_at=next_at, **values))


def _mine(place: Place) -> Update:
    return update(Place).where(Place.name == NAME, Place.turn == place.turn)


def _bring(mailbox: Mailbox, place: Place, stop: Callable[[], bool]) -> int:
    """Store what is new; a mailbox read for the first time, or made anew, begins with what nobody has seen."""
    begun = place.uid is not None and place.validity == mailbox.validity
    if begun:
        mailbox.mark(mailbox.unmarked(place.uid or 0))  # stored, but not marked when a worker was killed
    brought = 0
    for uid in mailbox.after(place.uid or 0) if begun else mailbox.unseen():
        if stop():
            return brought
        brought += _store(mailbox, place, uid, begun=begun)
    if not begun:
        _keep(place, validity=mailbox.validity, uid=mailbox.next_uid - 1)
    return brought


def _store(mailbox: Mailbox, place: Place, uid: int, *, begun: bool) -> bool:
    """Store one mail and mark it; return whether it is new to us."""
    found = mailbox.fetch(uid)
    with kernel_db.writing():
        new = found is not None and receive(*found) is not None
        _move(place, {"uid": uid} if begun else {})
    mailbox.mark([uid])
    return new


def _keep(place: Place, **values: object) -> None:
    with kernel_db.writing():
        _move(place, values)


def _move(place: Place, values: dict[str, object]) -> None:
    if not rows_changed(_mine(place).values(next_at=clock.now() + TURN, **values)):
        raise LostTurn
