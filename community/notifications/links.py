"""Signed links in mails: what they may do without a sign-in, for one member, and nothing else."""

from dataclasses import dataclass
from typing import Final

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from . import addresses

MUTE: Final = "mute"


@dataclass(frozen=True)
class Wish:
    """What a link asks for: `way` mails no more (at once, daily or weekly), or nothing more of one talk ("mute")."""

    member_id: int
    way: str
    kind: str = ""
    thing_id: int = 0


def path_of(wish: Wish) -> str:
    """Return the address that carries the wish; it holds for good, because mails lie around for long."""
    return addresses.unsubscribe(_signer().dumps([wish.member_id, wish.way, wish.kind, wish.thing_id]))


def wish_of(token: str) -> Wish | None:
    """Return what a link asks for; None for one that is none of ours."""
    try:
        return Wish(*_signer().loads(token))
    except BadSignature:
        return None


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.extensions["settings"].secret_key, salt="notifications links")
