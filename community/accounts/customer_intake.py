"""What sources say of customers, taken line by line: those of members are kept, the others named with the reason."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app

from community.kernel import clock
from community.kernel.auth import STAFF
from community.kernel.errors import Refused

from .customer_file import Bad, Line
from .customers import CustomerNote, members_called, record_customers


def business_day() -> date:
    """Return today in the business time zone."""
    return clock.now().astimezone(ZoneInfo(current_app.extensions["settings"].time_zone)).date()


def take(read: Sequence[Line | Bad], by: int | None = None) -> list[Bad]:
    """Keep the lines about customers of ours; return the others with the reason."""
    lines = [line for line in read if isinstance(line, Line)]
    people = members_called({line.member for line in lines} | {_owner(line) for line in lines} - {""})
    notes: dict[tuple[int, str, date], CustomerNote] = {}
    refused = [line for line in read if isinstance(line, Bad)]
    for line in lines:
        try:
            _add(_note(line, people), notes)
        except Refused as no:
            refused.append(Bad(line.number, no.sentence))
    record_customers(list(notes.values()), by)
    return sorted(refused, key=lambda bad: bad.number)


def _add(note: CustomerNote, notes: dict[tuple[int, str, date], CustomerNote]) -> None:
    """Add a note; refuse a second one of the same member, who may be called by handle and by mail address."""
    if notes.setdefault((note.member_id, note.source, note.as_of), note) is not note:
        raise Refused("a line before it tells of the same member by the same source as of the same day.")


def _note(line: Line, people: Mapping[str, Any]) -> CustomerNote:
    member = people.get(line.member.lower())
    if member is None:
        raise Refused("nobody here is called %(name)s.", name=line.member)
    if member.role in STAFF:
        raise Refused("%(name)s is an employee, and no customer.", name=line.member)
    values = dict(line.values)
    if owner := _owner(line):
        values["account_owner"] = _owner_id(owner, people)
    return CustomerNote(member_id=member.id, source=line.source, as_of=line.as_of, values=values)


def _owner(line: Line) -> str:
    return line.values.get("account_owner", "")


def _owner_id(name: str, people: Mapping[str, Any]) -> str:
    """Return the number under which an employee is kept as the owner of an account."""
    found = people.get(name.lower())
    if found is None or found.role not in STAFF:
        raise Refused("no employee is called %(name)s, who should own the account.", name=name)
    return str(found.id)
