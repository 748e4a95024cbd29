"""Flask-Security's view of our members: it writes, but the kernel commits."""

import re
import secrets
import unicodedata
from typing import Any

from flask_security.datastore import SQLAlchemyUserDatastore
from sqlalchemy import bindparam, select

from community.kernel import clock
from community.kernel.db import db
from community.kernel.events import publish

from . import sign_ups
from .events import MemberJoined
from .models import Member
from .names import checked_name

HANDLE_LENGTH = 30
_OF_SESSION = select(Member).where(Member.fs_uniquifier == bindparam("fs_uniquifier"))


class MemberDatastore(SQLAlchemyUserDatastore):
    """Members for Flask-Security; a commit of its own would save half of somebody else's unit of work."""

    def __init__(self) -> None:
        super().__init__(db, Member, None)

    def commit(self) -> None:
        """Write, and leave the commit to the kernel."""
        db.session.flush()

    def find_user(self, case_insensitive: bool = False, **named: Any) -> Member | None:
        """Return the member; the one of a session, whom every request looks up, by a statement built once."""
        if set(named) == {"fs_uniquifier"}:
            return db.session.scalar(_OF_SESSION, named)
        found: Member | None = super().find_user(case_insensitive, **named)
        return found

    def create_user(self, **values: Any) -> Member:
        """Make the member of a sign-up form."""
        made = join(
            name=checked_name(values["name"]), email=values["email"], password=values["password"], confirmed=False
        )
        sign_ups.joined()
        return made


def join(
    *,
    name: str,
    email: str | None,
    password: str | None,
    role: str = "member",
    handle: str = "",
    confirmed: bool = True,
) -> Member:
    """Add a member; `password` is hashed already, `email` normalised, neither it nor `handle` is taken.

    Whoever signs up has yet to show that the address is theirs; whom somebody of the house adds has not.
    """
    clean = " ".join(unicodedata.normalize("NFC", name).split())
    member = Member(name=clean, email=email, password=password, role=role, active=True)
    member.handle = handle or free_handle(name)
    member.fs_uniquifier = secrets.token_hex(32)
    member.joined_at = clock.now()
    member.confirmed_at = member.joined_at if confirmed and email else None
    db.session.add(member)
    db.session.flush()
    publish(MemberJoined(member_id=member.id, by=member.id))
    return member


def handle_from(name: str) -> str:
    """Return the handle that a name suggests: ASCII letters, digits and dashes; never empty."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:HANDLE_LENGTH].strip("-") or "member"


def free_handle(name: str) -> str:
    """Return a handle like the name that nobody has."""
    wanted = handle_from(name)
    taken = set(db.session.scalars(select(Member.handle).where(Member.handle.startswith(wanted, autoescape=True))))
    return first_free(wanted, taken)


def first_free(wanted: str, taken: set[str]) -> str:
    """Return `wanted`, or the first of wanted-2, wanted-3, … that is not taken."""
    number, handle = 1, wanted
    while handle in taken:
        number += 1
        handle = f"{wanted}-{number}"
    return handle
