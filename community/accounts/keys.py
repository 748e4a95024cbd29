"""Writes and reads of personal tokens, and who comes with one."""

from dataclasses import replace
from datetime import timedelta

from flask import Flask, abort, current_app, request
from sqlalchemy import bindparam, func, select

from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.db import db, table_of
from community.kernel.errors import Refused
from community.kernel.events import publish
from community.kernel.moments import Moments

from . import tokens
from .events import TokenIssued, TokenRevoked
from .models import Member, Token


def issue(*, by: Viewer, name: str, lifetime: timedelta, may_write: bool, with_role: bool) -> str:
    """Make a token in the member's name and return it; this is the only time it can be read."""
    name = " ".join(name.split())
    if not tokens.NAME_LENGTH[0] <= len(name) <= tokens.NAME_LENGTH[1]:
        raise Refused("Give the token a name of up to 60 characters, so that you know it again.")
    if lifetime not in tokens.LIFETIMES:
        raise Refused("Choose one of the offered times after which the token ends.")
    if (by.member_id is None) or _valid_tokens(by.member_id) >= tokens.MOST_TOKENS:
        raise Refused("You have %(number)s tokens; revoke one that is not needed any more.", number=tokens.MOST_TOKENS)
    secret, now = tokens.fresh(), clock.now()
    row = Token(member_id=by.member_id, name=name, may_write=may_write, with_role=with_role, issued_at=now)
    row.digest, row.ending, row.expires_at = tokens.digest(secret), secret[-tokens.ENDING :], now + lifetime
    db.session.add(row)
    db.session.flush()
    publish(
        TokenIssued(token_id=row.id, member_id=by.member_id, may_write=may_write, with_role=with_role, by=by.member_id)
    )
    return secret


def revoke(*, token: Token, by: Viewer) -> None:
    """Let a token open nothing any more; a second time changes nothing."""
    if token.revoked_at is None:
        token.revoked_at = clock.now()
        publish(TokenRevoked(token_id=token.id, member_id=token.member_id, by=by.member_id))


def tokens_of(member_id: int) -> list[Token]:
    """Return a member's tokens that were not revoked, the newest first."""
    mine = select(Token).where(Token.member_id == member_id, Token.revoked_at.is_(None))
    return list(db.session.scalars(mine.order_by(Token.id.desc())))


def token_of(token_id: int, member_id: int | None) -> Token | None:
    """Return one token of a member."""
    return db.session.scalar(select(Token).where(Token.id == token_id, Token.member_id == member_id))


def _valid_tokens(member_id: int) -> int:
    mine = (Token.member_id == member_id, Token.revoked_at.is_(None), Token.expires_at > clock.now())
    return db.session.scalar(select(func.count()).select_from(Token).where(*mine)) or 0


# ---- Who comes with one --------------------------------------------------------------------------

_BEARER = (
    select(Token, Member)
    .join(Member, Member.id == Token.member_id)
    .where(Token.digest == bindparam("digest"), Member.active.is_(True))
)


def init_app(app: Flask) -> None:
    """Let the API know who comes with a token."""
    app.extensions["bearer"] = bearer
    app.extensions["accounts_uses"] = Moments(table_of(Token).c.used_at)


def bearer() -> Viewer | None:
    """Return who the request's token speaks for, None without one; 401 for a token that opens nothing.

    A token without its member's role acts as a plain member, whatever that member may do on pages.
    """
    token = tokens.of_header(request.headers.get("Authorization", ""))
    if token is None:
        return None
    found = db.session.execute(_BEARER, {"digest": tokens.digest(token)}).first()
    if found is None or found.Token.revoked_at is not None or found.Token.expires_at <= clock.now():
        abort(401, "This token is unknown, was revoked, or has ended. Make a new one on your page of tokens.")
    row, whole = found.Token, found.Member.viewer
    uses().note(row.id, clock.now())
    return replace(whole, role=whole.role if row.with_role else "member", may_write=row.may_write)


def uses() -> Moments:
    """Return the uses that wait in this process."""
    found: Moments = current_app.extensions["accounts_uses"]
    return found


def write_uses() -> int:
    """Write what waits in this process; return how many tokens."""
    return uses().write()
