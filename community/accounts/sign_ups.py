"""Sign-ups that look like a machine's are asked one thing more; each doubt is written down, none is dropped unsaid."""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import timedelta

import structlog
from flask import current_app, g
from flask_limiter.util import get_remote_address
from sqlalchemy import delete, func, select

from community.kernel import clock
from community.kernel.db import db
from community.kernel.web.limits import limiter

from . import challenges
from .challenges import Challenge
from .doubts import Doubt, doubts_about
from .models import SignUp

AN_HOUR, A_MONTH = timedelta(hours=1), timedelta(days=30)
log = structlog.get_logger(__name__)


def doubts_of(form: str, trap: str, email: str) -> tuple[Doubt, ...]:
    """Return what speaks for a machine behind the present request; nothing where limits are off."""
    if not limiter.enabled:
        return ()
    settings = current_app.extensions["settings"]
    since = clock.now() - AN_HOUR
    joined = (SignUp.outcome == "joined", SignUp.address == _address(), SignUp.at > since)
    found = doubts_about(
        seconds=challenges.age_of(form),
        trap=trap,
        email=email,
        throwaway=frozenset(settings.throwaway_domains.lower().split()),
        joined_lately=db.session.scalar(select(func.count()).select_from(SignUp).where(*joined)) or 0,
        most_joined=settings.sign_ups_per_hour,
    )
    g.sign_up_doubts = found
    return found


def asked(doubts: tuple[Doubt, ...], *, answered: bool) -> Challenge:
    """Write down that somebody was asked, or `answered` wrongly, and return what to ask now."""
    _write(doubts, "failed" if answered else "asked")
    return challenges.ask()


def joined() -> None:
    """Write down that the present request made a member."""
    _write(g.get("sign_up_doubts", ()), "joined")


def counts() -> Mapping[str, int]:
    """Return how many sign-ups of the last thirty days had each outcome and each doubt."""
    since = clock.now() - A_MONTH
    found: dict[str, int] = {}
    query = select(SignUp.outcome, SignUp.doubts, func.count()).where(SignUp.at > since)
    for outcome, doubts, number in db.session.execute(query.group_by(SignUp.outcome, SignUp.doubts)):
        for word in (outcome, *doubts.split()):
            found[word] = found.get(word, 0) + number
    return found


def forget() -> None:
    """Forget used challenges after a day, and what was written about sign-ups after thirty."""
    challenges.forget_used(clock.now() - timedelta(days=1))
    db.session.execute(delete(SignUp).where(SignUp.at < clock.now() - A_MONTH))


def _write(doubts: tuple[Doubt, ...], outcome: str) -> None:
    db.session.add(SignUp(at=clock.now(), address=_address(), doubts=" ".join(doubts), outcome=outcome))
    db.session.flush()
    if doubts:
        log.warning("doubtful sign-up", doubts=list(doubts), outcome=outcome)


def _address() -> str:
    """Return a digest of the present address, which nobody can turn back without the secret."""
    secret = current_app.extensions["settings"].secret_key
    return hmac.new(secret.encode(), get_remote_address().encode(), hashlib.sha256).hexdigest()[:32]
