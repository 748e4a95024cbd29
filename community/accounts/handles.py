"""What members are called on other channels: linked by rule or by hand, unlinked by hand; a name is one person's."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import select, tuple_

from community.kernel import clock
from community.kernel.auth import STAFF, Viewer
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.events import publish
from community.kernel.texts import clean

from .customer_merges import checked_reason
from .events import HandleLinked, HandleUnlinked
from .matching import Identity, identity, match
from .models import Handle, Member


def link(*, member: Member, channel: str, handle: str, verified: bool, reason: str, by: Viewer) -> Handle:
    """Link a name to a member by hand; a name that is somebody's already must be unlinked there first."""
    said, shown = checked_reason(reason), " ".join(clean(handle).split())
    asked = identity(channel, shown)
    if member.role in STAFF or not member.active:
        raise Refused("%(name)s is no customer to whom a name could be linked.", name=member.name)
    if _standing([asked]):
        raise Refused("“%(name)s” is linked to somebody already; unlink it there first.", name=shown)
    return _add(member.id, asked, shown, by=by, verified=verified, how="by_hand", reason=said)


def link_by_rule(*, names: Sequence[tuple[str, str]], source: str, by: Viewer) -> tuple[int, int]:
    """Link what a source says to be one person's verified names; return whose they are, and how many are new.

    At least one must be a verified name of a member already: the same confirmed mail, or the same verified handle.
    """
    asked = {identity(channel, shown): shown for channel, shown in names}
    known = _standing(asked)
    met = match(asked, {one: row.member_id for one, row in known.items() if row.verified})
    if met is None:
        raise Refused("None of these names is a verified one of a member; link one of them by hand.")
    member_id, rule = met
    if any(row.member_id != member_id for row in known.values()):
        raise Refused("These names belong to different people already; please decide by hand.")
    fresh = [one for one in asked if one not in known]
    for one in fresh:
        _add(member_id, one, asked[one], by=by, verified=True, how=rule, reason=source)
    return member_id, len(fresh)


def unlink(*, handle: Handle, by: Viewer) -> None:
    """Link a name to its member no longer; a second time changes nothing."""
    if handle.unlinked_at is None:
        handle.unlinked_at, handle.unlinked_by_id = clock.now(), by.member_id
        publish(HandleUnlinked(handle_id=handle.id, member_id=handle.member_id, by=by.member_id))


def handles_of(member_ids: Collection[int]) -> list[Handle]:
    """Return the names that are linked to these members, the oldest first."""
    mine = select(Handle).where(Handle.member_id.in_(member_ids), Handle.unlinked_at.is_(None))
    return list(db.session.scalars(mine.order_by(Handle.id)))


def handle_by_id(handle_id: int) -> Handle | None:
    return db.session.get(Handle, handle_id)


def _standing(asked: Collection[Identity]) -> Mapping[Identity, Handle]:
    same = tuple_(Handle.channel, Handle.folded).in_(list(asked))
    found = db.session.scalars(select(Handle).where(same, Handle.unlinked_at.is_(None)))
    return {Identity(row.channel, row.folded): row for row in found}


def _add(member_id: int, one: Identity, shown: str, *, by: Viewer, **more: Any) -> Handle:
    made = Handle(member_id=member_id, channel=one.channel, folded=one.folded, handle=shown, at=clock.now(), **more)
    made.by_id = by.member_id
    db.session.add(made)
    db.session.flush()
    publish(HandleLinked(handle_id=made.id, member_id=member_id, how=made.how, by=by.member_id))  # type: ignore[arg-type]
    return made
