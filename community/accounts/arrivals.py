"""Between us and an OpenID provider: what a browser was sent with, and who came back. Both stand in its signed cookie.

No token ever does. Each answers one question: a state counts once, and who came back is let in, linked or joined once.
"""

import hmac
import secrets
from dataclasses import asdict, dataclass
from typing import Any, Final

from flask import session

from community.kernel import clock
from community.kernel.errors import Refused
from community.kernel.web.links import is_local

from . import challenges, sessions
from .provider import Person, Question

STAYS: Final = 900  # seconds
_SENT: Final = "oidc_sent"
_CAME: Final = "oidc_came"


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """Somebody whom the provider named, when, and where they wanted to go."""

    person: Person
    where: str
    at: int
    token: str


def send(where: str) -> Question:
    """Make the question for one walk to the provider, and remember it for a quarter of an hour."""
    made = Question(state=sessions.fresh(), nonce=sessions.fresh(), verifier=sessions.fresh())
    session[_SENT] = {"question": asdict(made), "where": where if is_local(where) else "", "at": _now()}
    return made


def back(state: str) -> tuple[Question, str]:
    """Return the question to which this is the answer, and where its browser wanted to go."""
    told: dict[str, Any] = session.pop(_SENT, None) or {}
    expected = told.get("question", {}).get("state", "")
    known = bool(expected) and hmac.compare_digest(expected.encode(), state.encode())
    if not known or _now() - told["at"] > STAYS:
        raise Refused("This sign-in was not begun in this browser, or took too long. Please try once more.")
    return Question(**told["question"]), told["where"]


def keep(person: Person, where: str) -> None:
    """Remember who came back, until they are let in, linked or joined."""
    token = challenges.signed("arrival", secrets.token_bytes(16), None)
    session[_CAME] = {"person": asdict(person), "where": where, "at": _now(), "token": token}


def present() -> Arrival | None:
    """Return who came back a quarter of an hour ago at most."""
    told: dict[str, Any] = session.get(_CAME) or {}
    if not told or _now() - told["at"] > STAYS:
        return None
    return Arrival(**told | {"person": Person(**told["person"])})


def spend(arrival: Arrival) -> None:
    """Count an arrival, which no copy of the cookie can bring back."""
    session.pop(_CAME, None)
    if challenges.spent("arrival", arrival.token, None) is None:
        raise Refused("This was done already. Please sign in once more.")


def _now() -> int:
    return int(clock.now().timestamp())
