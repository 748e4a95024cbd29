"""Personal tokens: what they look like, how long they hold, and what is kept of them; pure."""

import hashlib
import secrets
from datetime import timedelta
from typing import Final

PREFIX: Final = "gsw_"  # so that a token which was published by mistake is recognised
RANDOM_BYTES: Final = 32
ENDING: Final = 4
MOST_TOKENS: Final = 20
NAME_LENGTH: Final = (1, 60)
LIFETIMES: Final = (timedelta(days=30), timedelta(days=90), timedelta(days=365))


def fresh() -> str:
    """Return a new token: 256 random bits, which nobody guesses."""
    return PREFIX + secrets.token_urlsafe(RANDOM_BYTES)


def digest(token: str) -> str:
    """Return what is kept of a token; so long a random word needs no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def of_header(authorization: str) -> str | None:
    """Return the token of an Authorization header; None where it holds none of the Bearer kind (RFC 6750)."""
    scheme, _, token = authorization.partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None
