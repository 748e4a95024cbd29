"""Reads of the watchlist: who deserves our attention, why, and since when."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import select

from community.accounts import authors
from community.accounts.models import Member
from community.kernel.db import db
from community.kernel.errors import Refused

from . import wording
from .assessing import Assessed, assess
from .eligibility import listed
from .evidence import evidence
from .models import Entry, WeightsChoice
from .rows import ByHand, Choice, Watched
from .scoring import PRESETS, Preset

DEFAULT_PRESET: Preset = "balanced"


def watchlist(at: datetime, preset: Preset | None = None) -> list[Watched]:
    """Return the watchlist as of a moment, the highest W first; with `preset`, as it would be with those weights."""
    zone = ZoneInfo(current_app.extensions["settings"].time_zone)
    known = evidence(at, zone)
    weights = PRESETS[preset or weights_in_use(at).preset]
    assessed = {id_: assess(id_, known, weights, at, zone) for id_ in known.people}
    chosen = [one.member_id for one in listed([person.candidate for person in assessed.values()])]
    owners = {entry.by_id for id_, entry in known.entries.items() if entry.by_id and id_ in assessed}
    shown = _authors({*chosen, *owners})
    return [_watched(assessed[id_], shown, known.entries.get(id_)) for id_ in chosen]


def _watched(person: Assessed, people: dict[int, authors.Author], entry: Entry | None) -> Watched:
    return Watched(
        member=people[person.member_id],
        score=person.score,
        inputs=wording.inputs(person),
        reasons=tuple(person.facts),
        why=wording.why(person, entry),
        since=min(person.facts.values()),
        entry_id=entry.id if entry else None,
        owner=people[entry.by_id] if entry and entry.by_id else None,
    )


def _authors(ids: Collection[int]) -> dict[int, authors.Author]:
    found = db.session.execute(select(*authors.COLUMNS).where(Member.id.in_(ids)))
    return {row.id: authors.author(row.id, row.name, row.handle, row.role, None) for row in found}


def weights_in_use(at: datetime) -> Choice:
    """Return the weights in use at a moment, with who chose them and when."""
    columns = (WeightsChoice.preset, WeightsChoice.at, Member.name)
    chosen = select(*columns).outerjoin(Member, Member.id == WeightsChoice.by_id).where(WeightsChoice.at < at)
    latest = chosen.order_by(WeightsChoice.at.desc(), WeightsChoice.id.desc()).limit(1)
    row: Any = db.session.execute(latest).one_or_none()
    return Choice(preset=row.preset, at=row.at, by=row.name) if row else Choice(preset=DEFAULT_PRESET, at=None, by=None)


def latest_entries(*, size: int) -> list[ByHand]:
    """Return who was put on the list by hand and stands on it, the latest first."""
    query = select(Entry.reason, Entry.at, *authors.COLUMNS).join(Member, Member.id == Entry.member_id)
    query = query.where(Entry.removed_at.is_(None)).order_by(Entry.at.desc(), Entry.id.desc()).limit(size)
    return [
        ByHand(member=authors.author(row.id, row.name, row.handle, row.role, None), reason=row.reason, at=row.at)
        for row in db.session.execute(query)
    ]


def entry_for_change(entry_id: int) -> Entry | None:
    """Return an entry made by hand, whether it stands or not."""
    return db.session.get(Entry, entry_id)


def standing_entry(member_id: int) -> Entry | None:
    """Return the entry by which the member stands on the list by hand."""
    return db.session.scalar(select(Entry).where(Entry.member_id == member_id, Entry.removed_at.is_(None)))


def member_called(handle: str) -> Member:
    """Return the member with this handle, however its letters are written; refuse a name that nobody has."""
    found = db.session.scalar(select(Member).where(Member.handle == handle.strip().lower()))
    if found is None:
        raise Refused("Nobody here is called “%(handle)s”.", handle=handle.strip())
    return found
