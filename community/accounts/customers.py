"""Customer records, thin: what sources say about a member as a customer, each value with its source and day.

For staff only: nothing of this is shown to members, by page, API or search.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import func, or_, select

from community.kernel.db import db, upsert
from community.kernel.events import publish

from . import organisations
from .events import CustomersRecorded
from .models import CustomerValue, Member

Field = Literal["organisation", "tier", "followers", "second_degree", "external_score"]
TIERS = ("platinum", "gold", "silver", "bronze", "none")
MOST_FOLLOWERS = 10**10
MOST_SCORE = 100
LONGEST_TEXT = 200


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
    followers: Told | None = None
    second_degree: Told | None = None
    external_score: Told | None = None

    @property
    def has_record(self) -> bool:
        """Tell whether the member is matched to a customer; followers alone say nothing of that."""
        return bool(self.organisation or self.tier)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerNote:
    """What one source says about one member as of one day, by field."""

    member_id: int
    source: str
    as_of: date
    values: Mapping[Field, str]


def customers(on: date, member_ids: Collection[int] | None = None) -> dict[int, Customer]:
    """Return what was known on a day of the members, or of everybody of whom anything was known, by id."""
    query = select(*CustomerValue.__table__.columns).where(CustomerValue.as_of <= on)
    if member_ids is not None:
        query = query.where(CustomerValue.member_id.in_(member_ids))
    told: dict[int, dict[str, Told]] = defaultdict(dict)
    for row in db.session.execute(query.order_by(CustomerValue.as_of)):
        told[row.member_id][row.field] = Told(value=row.value, source=row.source, as_of=row.as_of)
    _leave_out_the_left(told)
    return {member_id: Customer(**fields) for member_id, fields in told.items()}


def _leave_out_the_left(told: dict[int, dict[str, Told]]) -> None:
    """Leave out the organisation of those who work for none any more."""
    for fields in told.values():
        if "organisation" in fields and not fields["organisation"].value:
            del fields["organisation"]


def record_customers(notes: Sequence[CustomerNote], by: int | None = None) -> None:
    """Keep what sources say; what the same day said before is replaced, other days stay.

    Each member then belongs to the organisation named last; an empty name says that they left it.
    """
    rows = [
        {"member_id": note.member_id, "field": field, "as_of": note.as_of, "value": value, "source": note.source}
        for note in notes
        for field, value in note.values.items()
    ]
    if rows:
        statement = upsert(CustomerValue)
        newer = {name: statement.excluded[name] for name in ("value", "source")}
        key = ["member_id", "field", "as_of"]
        db.session.execute(statement.on_conflict_do_update(index_elements=key, set_=newer), rows)
        organisations.tie({note.member_id for note in notes if "organisation" in note.values})
        publish(CustomersRecorded(member_ids=tuple(sorted({note.member_id for note in notes})), by=by))


def members_called(names: Iterable[str]) -> dict[str, Any]:
    """Return (id, role) of the members with these handles or mail addresses, by each of the two in small letters."""
    wanted = {name.lower() for name in names}
    columns = (Member.id, Member.role, Member.handle, Member.email)
    found = db.session.execute(
        select(*columns).where(or_(func.lower(Member.handle).in_(wanted), func.lower(Member.email).in_(wanted)))
    )
    return {name.lower(): row for row in found for name in (row.handle, row.email) if name}
