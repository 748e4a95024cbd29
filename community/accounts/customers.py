"""Customer records, thin: what sources say about a member as a customer, each value with its source and day.

For staff only: nothing of this is shown to members, by page, API or search.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete, func, insert, or_, select

from community.kernel.db import db
from community.kernel.events import publish

from . import customer_merges, organisations
from .customer_fields import Field
from .events import CustomersRecorded
from .models import CustomerValue, Member

_KEY = ("member_id", "field", "source", "as_of")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One value, who says so, and as of which day."""

    value: str
    source: str
    as_of: date

    @property
    def number(self) -> float:
        return float(self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """What is known of a member as a customer; None for what no source said."""

    organisation: Told | None = None
    tier: Told | None = None
    contract_value: Told | None = None
    arpu: Told | None = None
    loyalty_level: Told | None = None
    repurchase_on: Told | None = None
    repurchase_likelihood: Told | None = None
    last_activity: Told | None = None
    account_owner: Told | None = None
    followers: Told | None = None
    second_degree: Told | None = None
    external_score: Told | None = None

    @property
    def has_record(self) -> bool:
        """Tell whether the member is matched to a customer; followers alone say nothing of that."""
        return any((self.organisation, self.tier, self.contract_value, self.arpu, self.loyalty_level))


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerNote:
    """What one source says about one member as of one day, by field."""

    member_id: int
    source: str
    as_of: date
    values: Mapping[Field, str]


def customers(on: date, member_ids: Collection[int] | None = None) -> dict[int, Customer]:
    """Return what was known on a day of the members, or of everybody of whom anything was known, by id.

    The latest day counts, and of one day what was told last. Members whose records are one have all of it.
    """
    joined = customer_merges.joined(on)
    query = select(*CustomerValue.__table__.columns).where(CustomerValue.as_of <= on)
    if member_ids is not None:
        one_person = {other for id_ in member_ids for other in joined.get(id_, (id_,))}
        query = query.where(CustomerValue.member_id.in_(one_person))
    told: dict[int, dict[str, Told]] = defaultdict(dict)
    for row in db.session.execute(query.order_by(CustomerValue.as_of, CustomerValue.id)):
        for id_ in joined.get(row.member_id, (row.member_id,)):
            told[id_][row.field] = Told(value=row.value, source=row.source, as_of=row.as_of)
    _leave_out_the_left(told)
    asked = told.keys() if member_ids is None else told.keys() & set(member_ids)
    return {id_: Customer(**told[id_]) for id_ in sorted(asked)}


def _leave_out_the_left(told: dict[int, dict[str, Told]]) -> None:
    """Leave out the organisation of those who work for none any more."""
    for fields in told.values():
        if "organisation" in fields and not fields["organisation"].value:
            del fields["organisation"]


def record_customers(notes: Sequence[CustomerNote], by: int | None = None) -> None:
    """Keep what sources say; what a source said before of the same day is replaced, and all else stays.

    Each member then belongs to the organisation named last; an empty name says that they left it. What is known
    already changes nothing.
    """
    said = {
        (note.member_id, field, note.source, note.as_of): value
        for note in notes
        for field, value in note.values.items()
    }
    known = _known({note.member_id for note in notes})
    fresh = {key: value for key, value in said.items() if key not in known or known[key].value != value}
    if not fresh:
        return
    outdated = [known[key].id for key in fresh if key in known]
    db.session.execute(delete(CustomerValue).where(CustomerValue.id.in_(outdated)))
    rows = [dict(zip(_KEY, key, strict=True)) | {"value": value} for key, value in fresh.items()]
    db.session.execute(insert(CustomerValue), rows)
    organisations.tie({member_id for member_id, field, _, _ in fresh if field == "organisation"})
    publish(CustomersRecorded(member_ids=tuple(sorted({member_id for member_id, *_ in fresh})), by=by))


def _known(member_ids: Collection[int]) -> dict[tuple[int, str, str, date], Any]:
    """Return what is known of the members, by member, field, source and day."""
    mine = select(*CustomerValue.__table__.columns).where(CustomerValue.member_id.in_(member_ids))
    return {(row.member_id, row.field, row.source, row.as_of): row for row in db.session.execute(mine)}


def members_called(names: Iterable[str]) -> dict[str, Any]:
    """Return (id, role) of the members with these handles or mail addresses, by each of the two in small letters."""
    wanted = {name.lower() for name in names}
    columns = (Member.id, Member.role, Member.handle, Member.email)
    found = db.session.execute(
        select(*columns).where(or_(func.lower(Member.handle).in_(wanted), func.lower(Member.email).in_(wanted)))
    )
    return {name.lower(): row for row in found for name in (row.handle, row.email) if name}
