"""Identities: which member somebody is whom an OpenID provider knows."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, func, select

from community.kernel import clock
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.events import publish
from community.kernel.personal import Personal

from . import datastore, letters, passkeys, queries
from .door_models import Identity
from .events import IdentityLinked, IdentityRemoved
from .models import Member
from .names import checked_name
from .provider import Person


def who_is(person: Person) -> Identity | None:
    """Return the identity of somebody whom a provider named; None for who was never here."""
    named = (Identity.issuer == person.issuer, Identity.subject == person.subject)
    return db.session.scalar(select(Identity).where(*named))


def who_signs_in(identity: Identity) -> Member:
    """Return the member behind an identity, and note that it was used; refuse one who left or was shut out."""
    member = queries.member_by_id(identity.member_id)
    if member is None or not member.active:
        raise Refused("This account is closed; nobody can sign in to it.")
    identity.used_at = clock.now()
    return member


def link(*, member: Member, person: Person, at: str) -> Identity:
    """Let a member sign in as somebody whom the provider `at` knows; they are told by mail."""
    _refuse_known(person)
    made = _add(member, person)
    letters.identity_linked(member, at)
    return made


def join(*, person: Person, name: str, email: str) -> Member:
    """Make a member of somebody new; their address counts as confirmed if the provider says that it is theirs."""
    _refuse_known(person)
    address = (person.email or email).lower()
    if queries.member_by_email(address):
        raise Refused("Somebody signs in with this address already. Please sign in with it, then you can link the two.")
    confirmed = person.verified and bool(person.email)
    member = datastore.join(name=checked_name(name), email=address, password=None, confirmed=confirmed)
    _add(member, person)
    return member


def remove(identity: Identity) -> None:
    """Let an identity open nothing any more; one way to sign in must stay."""
    member = db.session.get_one(Member, identity.member_id)
    if not member.password and not passkeys.passkeys_of(member.id) and _number(member.id) < 2:
        raise Refused("This is your only way to sign in. Please set a password or add a passkey first.")
    db.session.delete(identity)
    publish(IdentityRemoved(identity_id=identity.id, member_id=member.id, by=member.id))


def identities_of(member_id: int) -> Sequence[Identity]:
    """Return a member's identities, the newest first."""
    mine = select(Identity).where(Identity.member_id == member_id)
    return db.session.scalars(mine.order_by(Identity.id.desc())).all()


def identity_of(identity_id: int, member_id: int | None) -> Identity | None:
    """Return one identity of a member."""
    return db.session.scalar(select(Identity).where(Identity.id == identity_id, Identity.member_id == member_id))


def _refuse_known(person: Person) -> None:
    if who_is(person):
        raise Refused("This is linked to an account already.")


def _add(member: Member, person: Person) -> Identity:
    made = Identity(member_id=member.id, issuer=person.issuer, subject=person.subject)
    made.linked_at = made.used_at = clock.now()
    db.session.add(made)
    db.session.flush()
    publish(IdentityLinked(identity_id=made.id, member_id=member.id, by=member.id))
    return made


def _number(member_id: int) -> int:
    return db.session.scalar(select(func.count()).select_from(Identity).where(Identity.member_id == member_id)) or 0


def _told(member_id: int) -> Sequence[Mapping[str, Any]]:
    return [
        {
            "issuer": one.issuer,
            "subject": one.subject,
            "linked_at": one.linked_at.isoformat(),
            "used_at": one.used_at and one.used_at.isoformat(),
        }
        for one in identities_of(member_id)
    ]


def _erase(member_id: int) -> None:
    db.session.execute(delete(Identity).where(Identity.member_id == member_id))


PERSONAL = Personal(name="identities", told=_told, erase=_erase)
