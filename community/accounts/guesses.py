"""Wrong guesses, counted for an account and for an address: each one more makes the next wait longer, none locks.

A stranger who guesses makes an account wait for strangers only: a device that the member signed in with before is
counted by itself. What is counted is the address that was typed, whether or not somebody signs in with it.
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from flask import current_app, request
from flask_limiter.util import get_remote_address
from sqlalchemy import case, delete, select

from community.kernel import clock
from community.kernel.db import db, table_of, upsert

from . import letters, queries, sessions
from .door_models import Guesses
from .models import Member

FREE: Final = 5
FREE_FROM_ADDRESS: Final = 20
LONGEST: Final = timedelta(minutes=15)
FORGOTTEN_AFTER: Final = timedelta(days=1)
TOLD_AFTER: Final = 10
DEVICE_COOKIE: Final = "device"


@dataclass(frozen=True)
class Target:
    """What somebody guesses at: an account as it was typed, from this device and address."""

    account: str
    address: str
    member: Member | None


def delay(failures: int, free: int) -> timedelta:
    """Return how long the next guess waits: a second after the last free one, doubled by each, at most LONGEST.

    NIST SP 800-63B, 5.2.2, and OWASP advise growing delays instead of a lock, which strangers could turn.
    """
    return min(timedelta(seconds=2 ** min(failures - free, 20)), LONGEST) if failures >= free else timedelta(0)


def at_address(email: str) -> Target:
    """Return the account that signs in with an address, whether or not there is one."""
    typed = email.strip().lower()
    return _target(f"account {typed}", queries.member_by_email(typed))


def at_member(member: Member, door: str) -> Target:
    """Return a member's other door, such as the second step."""
    return _target(f"{door} {member.id}", member)


def _target(named: str, member: Member | None) -> Target:
    device = request.cookies.get(DEVICE_COOKIE, "")
    known = member is not None and sessions.is_known(member.id, device)
    account = f"{named} on {sessions.digest(device)}" if known else named
    return Target(_digest(account), _digest(f"address {get_remote_address()}"), member)


def seconds_to_wait(target: Target) -> int:
    """Return after how many seconds one may guess again, 0 for now; guesses at one account wait for each other."""
    keys = (target.account, target.address)
    rows = db.session.execute(
        select(Guesses.of, Guesses.failures, Guesses.last_at)
        .where(Guesses.of.in_(keys), Guesses.last_at > clock.now() - FORGOTTEN_AFTER)
        .order_by(Guesses.of)
        .with_for_update()
    )
    free = {target.account: FREE, target.address: FREE_FROM_ADDRESS}
    ends = [row.last_at + delay(row.failures, free[row.of]) for row in rows]
    left = max((end - clock.now() for end in ends), default=timedelta(0))
    return max(0, -int(-left.total_seconds() // 1))


def wrong(target: Target) -> None:
    """Count a wrong guess; the member is told by mail once there were many."""
    _count((target.account, target.address))
    failures = db.session.scalar(select(Guesses.failures).where(Guesses.of == target.account))
    if failures == TOLD_AFTER and target.member:
        letters.guessed_at(target.member)


def right(target: Target) -> None:
    """Forget the wrong guesses at an account, since its member came in; those of the address stay."""
    db.session.execute(delete(Guesses).where(Guesses.of == target.account))


def forget() -> None:
    """Forget guesses that are a day old."""
    db.session.execute(delete(Guesses).where(Guesses.last_at < clock.now() - FORGOTTEN_AFTER))


def _count(keys: Sequence[str]) -> None:
    now = clock.now()
    table, statement = table_of(Guesses), upsert(Guesses)
    fresh = case((table.c.last_at < now - FORGOTTEN_AFTER, 1), else_=table.c.failures + 1)
    newer = {"failures": fresh, "last_at": statement.excluded.last_at}
    rows = [{"of": key, "failures": 1, "last_at": now} for key in sorted(keys)]
    db.session.execute(statement.on_conflict_do_update(index_elements=["of"], set_=newer), rows)


def _digest(words: str) -> str:
    """Return a digest of what was typed, which nobody can turn back without the secret."""
    secret = current_app.extensions["settings"].secret_key
    return hmac.new(f"guesses {secret}".encode(), words.encode(), hashlib.sha256).hexdigest()[:40]
