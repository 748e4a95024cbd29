"""What customer records hold of one person: told to them when they ask, and emptied when they leave."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, or_, select, update

from community.kernel import clock
from community.kernel.db import db
from community.kernel.personal import Personal

from .models import CustomerValue, Handle, Look, Member, RecordMerge

_TOLD = ("field", "value", "source", "as_of")
_LINKED = ("channel", "handle", "verified", "how", "reason", "at", "unlinked_at")


def _values(member_id: int) -> Sequence[Mapping[str, Any]]:
    """Tell every value with who said it as of when; what follows from it is no part of it."""
    rows = select(CustomerValue).where(CustomerValue.member_id == member_id).order_by(CustomerValue.id)
    return [_plain(row, _TOLD) for row in db.session.scalars(rows)]


def _handles(member_id: int) -> Sequence[Mapping[str, Any]]:
    rows = select(Handle).where(Handle.member_id == member_id).order_by(Handle.id)
    return [_plain(row, _LINKED) for row in db.session.scalars(rows)]


def _merges(member_id: int) -> Sequence[Mapping[str, Any]]:
    """Tell that the record was merged, and why; not with whom, who may turn out to be somebody else."""
    rows = select(RecordMerge).where(_of(member_id)).order_by(RecordMerge.id)
    return [_plain(row, ("reason", "at", "parted_at")) for row in db.session.scalars(rows)]


def _looks(member_id: int) -> Sequence[Mapping[str, Any]]:
    """Tell when employees looked, and who."""
    rows = select(Look.at, Member.name).join(Member, Member.id == Look.by_id).where(Look.member_id == member_id)
    return [{"at": row.at.isoformat(), "by": row.name} for row in db.session.execute(rows.order_by(Look.id))]


def _plain(row: Any, names: Sequence[str]) -> dict[str, Any]:
    found = {name: getattr(row, name) for name in names}
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in found.items()}


def _of(member_id: int) -> Any:
    return or_(RecordMerge.kept_id == member_id, RecordMerge.dropped_id == member_id)


def _erase_values(member_id: int) -> None:
    """Remove the values, and let the member belong to no organisation."""
    db.session.execute(delete(CustomerValue).where(CustomerValue.member_id == member_id))
    db.session.execute(update(Member).where(Member.id == member_id).values(organisation_id=None))


def _erase_handles(member_id: int) -> None:
    """Remove the names; the facts about them hold numbers only."""
    db.session.execute(delete(Handle).where(Handle.member_id == member_id))


def _erase_merges(member_id: int) -> None:
    """Take the record apart from others, and forget why it was merged."""
    db.session.execute(update(RecordMerge).where(_of(member_id)).values(reason=""))
    standing = RecordMerge.parted_at.is_(None)
    db.session.execute(update(RecordMerge).where(_of(member_id), standing).values(parted_at=clock.now()))


def _erase_looks(_member_id: int) -> None:
    """Keep the looks: they hold numbers and times only."""


PERSONAL = (
    Personal(name="customer_values", told=_values, erase=_erase_values),
    Personal(name="customer_names", told=_handles, erase=_erase_handles),
    Personal(name="customer_merges", told=_merges, erase=_erase_merges),
    Personal(name="customer_looks", told=_looks, erase=_erase_looks),
)
