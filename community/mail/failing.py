"""Addresses from which our mail comes back: noted when the report is proven to speak of our mail, mended by the member.

Every mail leaves with a return address that only we can make, and that holds for one recipient. A report that comes to
it and names that recipient is proven; anybody could write another one.
"""

from collections.abc import Collection

from sqlalchemy import and_, or_, select

from community.accounts import queries as accounts
from community.accounts.models import Member
from community.kernel import clock
from community.kernel.config import Settings
from community.kernel.db import db, upsert
from community.kernel.events import publish
from community.kernel.mail.addresses import is_return_address
from community.kernel.mail.bounces import Bounce, Failure
from community.kernel.mail.reading import Letter

from .events import AddressFailed, AddressMended
from .models import Failing
from .states import Outcome

MOST_TIMES = 5  # so many times for now are taken for good


def note(bounce: Bounce, letter: Letter, settings: Settings) -> Outcome:
    """Note what a report says of the members to whom we wrote; of anybody else it changes nothing."""
    proven = [
        failure
        for failure in bounce.failures
        if any(is_return_address(address, failure.address, settings) for address in letter.recipients)
    ]
    for failure in proven[:1]:  # a mail of ours goes to one person
        member = accounts.member_by_email(failure.address)
        if member:
            _note(member, failure)
        return Outcome(state="bounce", reason="for_good" if failure.for_good else "for_now")
    return Outcome(state="bounce", reason="unproven")


def _note(member: Member, failure: Failure) -> None:
    now = clock.now()
    known = of_address(member)
    row = {
        "member_id": member.id,
        "address": member.email,
        "for_good": failure.for_good or bool(known and known.for_good),
        "times": (known.times if known else 0) + 1,
        "status": failure.status,
        "since": known.since if known else now,
        "last_at": now,
    }
    db.session.execute(upsert(Failing).values(row).on_conflict_do_update(index_elements=["member_id"], set_=row))
    publish(AddressFailed(member_id=member.id, for_good=failure.for_good))


def of_address(member: Member) -> Failing | None:
    """Return what came back from a member's present address; what is known of a former one is forgotten."""
    found = db.session.get(Failing, member.id, populate_existing=True)
    return found if found and found.address == member.email else None


def is_failing(member: Member) -> bool:
    """Tell whether a member should hear that our mail does not reach them."""
    return member.id in failing_among([member.id])


def failing_among(member_ids: Collection[int]) -> set[int]:
    """Return those of these members whom our mail does not reach at their present addresses."""
    many = or_(Failing.for_good.is_(True), Failing.times >= MOST_TIMES)
    theirs = and_(Member.id == Failing.member_id, Member.email == Failing.address)
    return set(
        db.session.scalars(select(Failing.member_id).join(Member, theirs).where(many, Member.id.in_(member_ids)))
    )


def mend(member_id: int) -> None:
    """Trust an address again because its owner says so; the next report counts anew."""
    found = db.session.get(Failing, member_id)
    if found:
        db.session.delete(found)
        publish(AddressMended(member_id=member_id, by=member_id))
