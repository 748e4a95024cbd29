"""Sanctions: a member may not write, or do anything but read, until a date; they are told, and it can be lifted."""

from datetime import timedelta

from community.accounts.models import Member
from community.kernel import clock
from community.kernel.auth import STAFF, Viewer
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.events import publish

from .. import policy
from ..events import MemberSanctioned, SanctionLifted
from ..models import SANCTIONS, Sanction
from . import log

LONGEST_DAYS = 365


def impose(*, member: Member, kind: str, days: int, reason: str | None, remark: str, by: Viewer) -> Sanction:
    """Silence or suspend a member for some days, for a listed reason."""
    if kind not in SANCTIONS:
        raise Refused("Please choose what the member may no longer do.")
    if member.role in STAFF:
        raise Refused("Employees are not sanctioned here; an administrator can take their role.")
    if not 1 <= days <= LONGEST_DAYS:
        raise Refused("A sanction has an end: 1 to %(most)s days from now.", most=LONGEST_DAYS)
    code, now = policy.checked_reason(reason), clock.now()
    made = Sanction(member_id=member.id, kind=kind, reason=code, by_id=by.member_id, at=now)
    made.remark, made.ends_at = policy.checked_remark(code, remark), now + timedelta(days=days)
    db.session.add(made)
    db.session.flush()
    log.note(kind, by, member_id=member.id, code=code)  # type: ignore[arg-type]
    fact = {"sanction_id": made.id, "member_id": member.id, "sanction": kind, "by": by.member_id}
    publish(MemberSanctioned(**fact))  # type: ignore[arg-type]
    return made


def lift(*, sanction: Sanction, by: Viewer) -> None:
    """End a sanction before its date."""
    db.session.refresh(sanction, with_for_update=True)
    if sanction.lifted_at or sanction.ends_at <= clock.now():
        raise Refused("This sanction has ended already.")
    sanction.lifted_at, sanction.lifted_by_id = clock.now(), by.member_id
    log.note("lifted", by, member_id=sanction.member_id, code=sanction.kind)
    publish(SanctionLifted(sanction_id=sanction.id, member_id=sanction.member_id, by=by.member_id))
