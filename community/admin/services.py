"""Writes of the admin room: roles, given and taken with a reason."""

from typing import Final

from community.accounts import services as accounts
from community.accounts.models import Member
from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.texts import clean

from .models import RoleChange

REASON_LENGTH: Final = (3, 300)


def give_role(*, member: Member, role: str, reason: str, by: Viewer) -> None:
    """Give a member another role, and write down why."""
    why = " ".join(clean(reason).split())
    if not REASON_LENGTH[0] <= len(why) <= REASON_LENGTH[1]:
        raise Refused("Please give a reason of %(least)s to %(most)s characters.", least=3, most=REASON_LENGTH[1])
    if member.role == role:
        raise Refused("%(name)s has this role already.", name=member.name)
    former = member.role
    accounts.give_role(member=member, role=role, by=by.member_id)
    change = RoleChange(at=clock.now(), member_id=member.id, by_id=by.member_id, from_role=former, to_role=role)
    change.reason = why
    db.session.add(change)
    db.session.flush()
