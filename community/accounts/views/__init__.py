"""Web pages of the accounts room. Sign-in, sign-up, reset and change of a password are Flask-Security's views."""

from . import (
    address,
    customers,
    identities,
    leaving,
    oidc,
    passkeys,
    people,
    questions,
    second_step,
    sessions,
    settings,
    tokens,
)
from .blueprint import bp

__all__ = [
    "address",
    "bp",
    "customers",
    "identities",
    "leaving",
    "oidc",
    "passkeys",
    "people",
    "questions",
    "second_step",
    "sessions",
    "settings",
    "tokens",
]
