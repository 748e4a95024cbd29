"""One customer's record as staff read it: the newest value of each source, those before, names, and merged members."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import format_date
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from community.kernel.auth import STAFF
from community.kernel.db import db

from . import customer_merges, handles
from .authors import COLUMNS, Author
from .customer_fields import Field
from .models import CustomerValue, Handle, Member, RecordMerge

FIELD_LABELS: dict[Field, Any] = {
    "organisation": _l("Organisation"),
    "tier": _l("Tier"),
    "contract_value": _l("Contract value"),
    "arpu": _l("Revenue per user"),
    "loyalty_level": _l("Loyalty level"),
    "repurchase_on": _l("Buys again on"),
    "repurchase_likelihood": _l("Likelihood of buying again, in percent"),
    "last_activity": _l("Last activity"),
    "account_owner": _l("Account owner"),
    "followers": _l("Followers elsewhere"),
    "second_degree": _l("People behind the followers"),
    "external_score": _l("Outside score, 0 to 100"),
}
CHANNEL_LABELS: dict[str, Any] = {
    "mail": _l("Mail"),
    "x": "X (Twitter)",
    "facebook": "Facebook",
    "instagram": "Instagram",
    "linkedin": "LinkedIn",
    "mastodon": "Mastodon",
    "youtube": "YouTube",
    "github": "GitHub",
    "forum": _l("Another forum"),
    "phone": _l("Phone"),
    "other": _l("Another channel"),
}
HOW_LABELS: dict[str, Any] = {
    "by_hand": _l("by hand"),
    "mail": _l("same confirmed mail address"),
    "handle": _l("same verified name"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueRow:
    """One value with its source and day; `owner` is the employee whom an account owner's number means."""

    field: Field
    value: str
    source: str
    as_of: date
    owner: Author | None = None

    @property
    def label(self) -> Any:
        return FIELD_LABELS[self.field]

    @property
    def day(self) -> str:
        """The day as the reader writes it."""
        return str(format_date(self.as_of, "medium"))

    @property
    def plain(self) -> str:
        """The value as programs read it: an employee by handle."""
        return self.owner.handle if self.owner else self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class HandleRow:
    """A name on a channel: whose it is, and how it was linked."""

    id: int
    member: Author
    channel: str
    handle: str
    verified: bool
    how: str
    reason: str
    at: datetime
    by: Author | None

    @property
    def channel_label(self) -> Any:
        return CHANNEL_LABELS.get(self.channel, self.channel)

    @property
    def how_label(self) -> Any:
        return HOW_LABELS[self.how]


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeRow:
    """A member whose record is read as one with this one, and why."""

    id: int
    kept: Author
    dropped: Author
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """All that is known of one customer."""

    values: Sequence[ValueRow]
    earlier: Sequence[ValueRow]
    handles: Sequence[HandleRow]
    merges: Sequence[MergeRow]


def customer_member(handle: str) -> Member | None:
    """Return the active member with this handle who may be a customer: no employee is."""
    found = select(Member).where(Member.handle == handle, Member.active.is_(True), Member.role.not_in(STAFF))
    return db.session.scalar(found)


def record_of(member_id: int) -> Record:
    """Return what is known of the member, and of those whose records are one with theirs."""
    family = customer_merges.family(member_id)
    told, names = _told(family), handles.handles_of(family)
    merges = customer_merges.standing(member_id)
    people = _people(_ids(told, names, merges))
    rows = [_value(row, people) for row in told]
    newest = {(row.field, row.source): row for row in reversed(rows)}
    order = list(FIELD_LABELS)
    return Record(
        values=sorted(newest.values(), key=lambda row: order.index(row.field)),
        earlier=[row for row in rows if newest[row.field, row.source] is not row],
        handles=[_handle(row, people) for row in names],
        merges=[_merge(row, people) for row in merges],
    )


def _told(member_ids: Collection[int]) -> Sequence[CustomerValue]:
    """Return every value that was ever told of the members, the latest first."""
    mine = select(CustomerValue).where(CustomerValue.member_id.in_(member_ids))
    return db.session.scalars(mine.order_by(CustomerValue.as_of.desc(), CustomerValue.id.desc())).all()


def _ids(told: Sequence[CustomerValue], names: Sequence[Handle], merges: Sequence[RecordMerge]) -> set[int]:
    owners = {int(row.value) for row in told if row.field == "account_owner"}
    linked = {id_ for row in names for id_ in (row.member_id, row.by_id) if id_}
    return owners | linked | {id_ for row in merges for id_ in (row.kept_id, row.dropped_id)}


def _people(ids: Collection[int]) -> Mapping[int, Author]:
    found = db.session.execute(select(*COLUMNS).where(Member.id.in_(ids))) if ids else ()
    return {row.id: Author(row.id, row.name, row.handle, row.role) for row in found}


def _value(row: CustomerValue, people: Mapping[int, Author]) -> ValueRow:
    owner = people.get(int(row.value)) if row.field == "account_owner" else None
    return ValueRow(field=row.field, value=row.value, source=row.source, as_of=row.as_of, owner=owner)  # type: ignore[arg-type]


def _handle(row: Handle, people: Mapping[int, Author]) -> HandleRow:
    names = ("id", "channel", "handle", "verified", "how", "reason", "at")
    shown = {name: getattr(row, name) for name in names}
    return HandleRow(**shown, member=people[row.member_id], by=people.get(row.by_id or 0))


def _merge(row: RecordMerge, people: Mapping[int, Author]) -> MergeRow:
    kept, dropped = people[row.kept_id], people[row.dropped_id]
    return MergeRow(id=row.id, kept=kept, dropped=dropped, reason=row.reason, at=row.at)
