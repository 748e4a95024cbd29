"""Sessions: where a member is signed in, until they sign out there, end it from elsewhere, or it ends by itself."""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from flask import current_app
from sqlalchemy import bindparam, delete, exists, select, update

from community.kernel import clock
from community.kernel.db import db, table_of
from community.kernel.moments import Moments
from community.kernel.personal import Personal

from .door_models import Session
from .models import Member

RANDOM_BYTES: Final = 32
NOTED_EVERY: Final = timedelta(minutes=5)
BRIEF: Final = timedelta(days=1)  # of a session that was not to be kept: its cookie goes with the browser
STAYS: Final = timedelta(days=90)  # so long a device counts as known after its session ended
_OF_SECRET = (
    select(Member, Session.id, Session.seen_at)
    .join(Session, Session.member_id == Member.id)
    .where(Session.digest == bindparam("digest"), Session.ended_at.is_(None), Member.active.is_(True))
    .where(Session.ends_at > bindparam("now"), Session.seen_at > bindparam("idle_since"))
)


def digest(secret: str) -> str:
    """Return what is kept of a secret; so long a random word needs no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def fresh() -> str:
    """Return a new secret: 256 random bits."""
    return secrets.token_urlsafe(RANDOM_BYTES)


def begin(
    *, member_id: int, kept: bool, device: str = "", browser: str = "", system: str = "", network: str = ""
) -> tuple[str, int]:
    """Begin a session; return the secret that its cookie holds, and its id. `device` marks the browser."""
    now, secret = clock.now(), fresh()
    row = Session(member_id=member_id, digest=digest(secret), device_digest=digest(device))
    row.browser, row.system, row.network = browser, system, network
    row.began_at = row.seen_at = now
    row.ends_at = now + (longest() if kept else min(BRIEF, longest()))
    db.session.add(row)
    db.session.flush()
    return secret, row.id


def member_of(secret: str) -> tuple[Member, int] | None:
    """Return whose session has this secret, and its id; None for one that is unknown, ended or was idle too long."""
    now = clock.now()
    found = db.session.execute(
        _OF_SECRET, {"digest": digest(secret), "now": now, "idle_since": now - longest_idle()}
    ).first()
    if found is None:
        return None
    if now - found.seen_at > NOTED_EVERY:
        seen().note(found.id, now)
    return found.Member, found.id


def sessions_of(member_id: int) -> list[Session]:
    """Return the sessions that are open, the last used first."""
    now = clock.now()
    mine = (Session.member_id == member_id, Session.ended_at.is_(None), Session.ends_at > now)
    query = select(Session).where(*mine, Session.seen_at > now - longest_idle())
    return list(db.session.scalars(query.order_by(Session.seen_at.desc(), Session.id.desc())))


def session_of(session_id: int, member_id: int | None) -> Session | None:
    """Return one session of a member."""
    return db.session.scalar(select(Session).where(Session.id == session_id, Session.member_id == member_id))


def end(session_id: int) -> None:
    """End a session: its next request is nobody's. A second time changes nothing."""
    _end(Session.id == session_id)


def end_all(member_id: int, *, but: int | None = None) -> None:
    """End all sessions of a member, but for one."""
    _end(Session.member_id == member_id, Session.id.is_distinct_from(but))


def _end(*which: Any) -> None:
    db.session.execute(update(Session).where(*which, Session.ended_at.is_(None)).values(ended_at=clock.now()))


def is_known(member_id: int, device: str) -> bool:
    """Tell whether the member was signed in on this device before, lately."""
    mine = (Session.member_id == member_id, Session.device_digest == digest(device))
    return bool(device) and bool(db.session.scalar(select(exists().where(*mine))))


def has_been_here(member_id: int) -> bool:
    """Tell whether the member was signed in anywhere, lately."""
    return bool(db.session.scalar(select(exists().where(Session.member_id == member_id))))


def forget() -> None:
    """Forget sessions that ended long ago."""
    db.session.execute(delete(Session).where(Session.ends_at < clock.now() - STAYS))
    db.session.execute(delete(Session).where(Session.ended_at < clock.now() - STAYS))


def longest() -> timedelta:
    """Return after how long a session ends, however much it is used."""
    return timedelta(hours=current_app.extensions["settings"].session_hours)


def longest_idle() -> timedelta:
    """Return after how long a session ends that nobody uses."""
    return timedelta(hours=current_app.extensions["settings"].session_idle_hours)


# ---- When they were last used --------------------------------------------------------------------


def seen() -> Moments:
    """Return the moments of use that wait in this process."""
    found: Moments = current_app.extensions["accounts_seen"]
    return found


def fresh_moments() -> Moments:
    """Return an empty buffer for a process."""
    return Moments(table_of(Session).c.seen_at)


def write_seen() -> int:
    """Write what waits in this process; return how many sessions."""
    return seen().write()


# ---- What is held of a person --------------------------------------------------------------------


def _told(member_id: int) -> Sequence[Mapping[str, Any]]:
    columns = (Session.browser, Session.system, Session.network)
    moments = (Session.began_at, Session.seen_at, Session.ends_at, Session.ended_at)
    rows = db.session.execute(select(*columns, *moments).where(Session.member_id == member_id).order_by(Session.id))
    return [
        {name: value.isoformat() if isinstance(value, datetime) else value for name, value in row.items()}
        for row in rows.mappings()
    ]


def _erase(member_id: int) -> None:
    db.session.execute(delete(Session).where(Session.member_id == member_id))


PERSONAL = Personal(name="sessions", told=_told, erase=_erase)
