"""Members from outside: authors of imported words. They cannot sign in, get no mail, and meet no limits."""

import secrets
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from community.kernel.db import db
from community.kernel.events import publish_imported

from .datastore import handle_from
from .events import MemberJoined
from .models import Member

TOLD = ("name", "about", "location")  # what a newer dump may tell anew


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingMember:
    """Somebody with an account elsewhere; `about` is plain text."""

    source_id: int
    name: str
    joined_at: datetime
    about: str = ""
    location: str = ""
    is_bot: bool = False


class Handles:
    """All handles that are taken; each batch reads only those that were given since the last one."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._next: dict[str, int] = {}
        self._last_id = 0

    def catch_up(self) -> None:
        """Read the handles of members who joined meanwhile."""
        newer = select(Member.id, Member.handle).where(Member.id > self._last_id).order_by(Member.id)
        for self._last_id, handle in db.session.execute(newer):
            self._taken.add(handle)

    def give(self, name: str) -> str:
        """Return a handle like the name that nobody has, and take it; a thousand namesakes cost no more than ten."""
        wanted = handle_from(name)
        handle, number = wanted, self._next.get(wanted, 1)
        while handle in self._taken:
            number += 1
            handle = f"{wanted}-{number}"
        self._next[wanted] = number
        self._taken.add(handle)
        return handle


def take_members(batch: Sequence[IncomingMember], *, source: str, handles: Handles) -> Counter[str]:
    """Add the members who are new, with the fact that they joined; take over what others tell about themselves now."""
    handles.catch_up()
    found = {row.source_id: row for row in _stored(source, [m.source_id for m in batch])}
    new = [m for m in batch if m.source_id not in found]
    if new:
        db.session.execute(insert(Member), [_row(m, source, handles) for m in new])
        ids = ids_of(source, [m.source_id for m in new])
        publish_imported((_joined(ids[m.source_id]), m.joined_at) for m in new)
    changed = [_changes(found[m.source_id], m) for m in batch if _differs(found.get(m.source_id), m)]
    if changed:
        table: Any = Member.__table__
        values: Any = {name: bindparam(f"new_{name}") for name in TOLD}
        db.session.execute(update(table).where(table.c.id == bindparam("row_id")).values(values), changed)
    return Counter({"new": len(new), "changed": len(changed)})


def ids_of(source: str, source_ids: Iterable[int | None]) -> dict[int, int]:
    """Return our member ids by the ids that the members have at `source`; the unknown are absent."""
    known = {i for i in source_ids if i is not None}
    found = select(Member.source_id, Member.id).where(Member.source == source, Member.source_id.in_(known))
    rows: Any = db.session.execute(found)
    return {row.source_id: row.id for row in rows}


def _stored(source: str, source_ids: Collection[int]) -> Iterable[Any]:
    columns = (Member.id, Member.source_id, Member.email, Member.erased_at, *(getattr(Member, name) for name in TOLD))
    return db.session.execute(select(*columns).where(Member.source == source, Member.source_id.in_(source_ids)))


def _row(member: IncomingMember, source: str, handles: Handles) -> dict[str, Any]:
    name = _name(member)
    return {
        "name": name,
        "handle": handles.give(name),
        "role": "member",
        "active": True,
        "is_bot": member.is_bot,
        "fs_uniquifier": secrets.token_hex(32),
        "joined_at": member.joined_at,
        "about": member.about,
        "location": member.location,
        "source": source,
        "source_id": member.source_id,
    }


def _name(member: IncomingMember) -> str:
    return " ".join(unicodedata.normalize("NFC", member.name).split())


def _joined(member_id: int) -> MemberJoined:
    return MemberJoined(member_id=member_id, by=member_id)


def _differs(stored: Any, member: IncomingMember) -> bool:
    """Tell whether the source says something new about a member without an account here, whom nobody erased."""
    if stored is None or stored.email is not None or stored.erased_at is not None:
        return False
    return bool((stored.name, stored.about, stored.location) != (_name(member), member.about, member.location))


def _changes(stored: Any, member: IncomingMember) -> dict[str, Any]:
    told = {"name": _name(member), "about": member.about, "location": member.location}
    return {"row_id": stored.id} | {f"new_{name}": value for name, value in told.items()}
