"""The audit log: acts of power, read from the event log. It has no way to write."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select

from community.accounts.authors import COLUMNS, Author
from community.accounts.models import Member
from community.kernel import paging
from community.kernel.db import db
from community.kernel.events import EventRow
from community.kernel.paging import Page
from community.kernel.rooms import house

from .rows import PowerRow

PER_PAGE = 50
WHOSE = ("member_id", "author_id", "kept_id", "dropped_id")


def acts(
    *,
    kind: str = "",
    by: int | None = None,
    whose: int | None = None,
    since: date | None = None,
    until: date | None = None,
    zone: str = "UTC",
    after: str | None = None,
) -> Page[PowerRow]:
    """Return a page of the acts of power that fit, the newest first; the days are those of `zone`."""
    query = select(EventRow).where(EventRow.kind.in_([kind] if kind else list(house().powers)))
    query = query.where(EventRow.imported.is_(False))
    if by is not None:
        query = query.where(EventRow.actor_id == by)
    if whose is not None:
        query = query.where(or_(*(EventRow.payload[name].as_integer() == whose for name in WHOSE)))
    if since:
        query = query.where(EventRow.at >= _midnight(since, zone))
    if until:
        query = query.where(EventRow.at < _midnight(until + timedelta(days=1), zone))
    if after:
        query = query.where(paging.after((EventRow.id,), after, descending=True))
    found = db.session.scalars(query.order_by(EventRow.id.desc()).limit(PER_PAGE + 1)).all()
    people = _people({id_ for row in found for id_ in (row.actor_id, _whose(row.payload)) if id_ is not None})
    return paging.page_of([_act(row, people) for row in found], PER_PAGE, lambda row: (row.id,))


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone))


def _whose(payload: Mapping[str, Any]) -> int | None:
    return next((payload[name] for name in WHOSE if payload.get(name) is not None), None)


def _people(ids: Collection[int]) -> dict[int, Author]:
    found = db.session.execute(select(*COLUMNS).where(Member.id.in_(ids)))
    return {row.id: Author(row.id, row.name, row.handle, row.role) for row in found}


def _act(row: EventRow, people: Mapping[int, Author]) -> PowerRow:
    whose = _whose(row.payload)
    return PowerRow(
        id=row.id,
        at=row.at,
        by=people.get(row.actor_id) if row.actor_id else None,
        kind=row.kind,
        words=house().powers[row.kind],
        whose=people.get(whose) if whose else None,
        details={name: _plain(value) for name, value in row.payload.items() if name not in WHOSE and value is not None},
    )


def _plain(value: Any) -> Any:
    """Return a list of ids as its length, and what is counted by table as its tables."""
    if isinstance(value, Mapping):
        return ", ".join(sorted(value))
    return f"{len(value)}×" if isinstance(value, list) else value
