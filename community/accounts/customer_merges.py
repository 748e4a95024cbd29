"""Two members who are one customer: said by staff with a reason, and taken apart by them again.

Nothing is moved. What is known of both is read as one while they are joined, so that taking them apart is exact. Whom
a member works for, and so which boards they see, stays as the record of that very account says.
"""

from collections import defaultdict
from datetime import UTC, date
from typing import Final

from sqlalchemy import Select, or_, select

from community.kernel import clock
from community.kernel.auth import STAFF, Viewer
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.events import publish
from community.kernel.texts import clean

from .events import RecordsMerged, RecordsParted
from .models import Member, RecordMerge

REASON_LENGTH: Final = (3, 300)


def checked_reason(reason: str) -> str:
    """Return a reason as it is kept; refuse one that says nothing."""
    said, (least, most) = " ".join(clean(reason).split()), REASON_LENGTH
    if not least <= len(said) <= most:
        raise Refused("The reason must have %(least)s to %(most)s characters.", least=least, most=most)
    return said


def joined(on: date) -> dict[int, tuple[int, ...]]:
    """Return the members whose records were one on a day: each with all of them, the kept one first."""
    kept: dict[int, list[int]] = defaultdict(list)
    for row in db.session.scalars(select(RecordMerge).order_by(RecordMerge.id)):
        ended = row.parted_at and row.parted_at.astimezone(UTC).date() <= on
        if row.at.astimezone(UTC).date() <= on and not ended:
            kept[row.kept_id].append(row.dropped_id)
    families = [(id_, *others) for id_, others in kept.items()]
    return {id_: family for family in families for id_ in family}


def standing(member_id: int) -> list[RecordMerge]:
    """Return what joins a member's record with others, the oldest first."""
    of_member = or_(RecordMerge.kept_id == member_id, RecordMerge.dropped_id == member_id)
    return list(db.session.scalars(_standing().where(of_member).order_by(RecordMerge.id)))


def standing_merge(merge_id: int) -> RecordMerge | None:
    """Return a merge that was not taken apart."""
    return db.session.scalar(_standing().where(RecordMerge.id == merge_id))


def family(member_id: int) -> tuple[int, ...]:
    """Return the members whose records are one with this one now, itself among them; the kept one stands first."""
    merges = standing(member_id)
    kept = next((one.kept_id for one in merges if one.dropped_id == member_id), member_id)
    others = db.session.scalars(_standing().where(RecordMerge.kept_id == kept).order_by(RecordMerge.id))
    return (kept, *(one.dropped_id for one in others))


def merge(*, kept: Member, dropped: Member, reason: str, by: Viewer) -> RecordMerge:
    """Let the records of two members be read as one person's."""
    said = checked_reason(reason)
    for member in (kept, dropped):
        if member.role in STAFF or not member.active:
            raise Refused("%(name)s is no customer whose record could be merged.", name=member.name)
    if kept.id == dropped.id:
        raise Refused("A record cannot be merged with itself.")
    if standing(dropped.id):
        raise Refused("%(name)s's record is merged already; take that apart first.", name=dropped.name)
    if any(one.dropped_id == kept.id for one in standing(kept.id)):
        raise Refused("%(name)s's record is merged into another; merge with that one.", name=kept.name)
    made = RecordMerge(kept_id=kept.id, dropped_id=dropped.id, reason=said, at=clock.now(), by_id=by.member_id)
    db.session.add(made)
    db.session.flush()
    publish(RecordsMerged(merge_id=made.id, kept_id=kept.id, dropped_id=dropped.id, by=by.member_id))
    return made


def part(*, merge: RecordMerge, by: Viewer) -> None:
    """Let two records stand for themselves again, each with what was and is said of it."""
    if merge.parted_at is None:
        merge.parted_at, merge.parted_by_id = clock.now(), by.member_id
        facts = {"kept_id": merge.kept_id, "dropped_id": merge.dropped_id}
        publish(RecordsParted(merge_id=merge.id, **facts, by=by.member_id))


def _standing() -> Select[tuple[RecordMerge]]:
    return select(RecordMerge).where(RecordMerge.parted_at.is_(None))
