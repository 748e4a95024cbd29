"""Writes of the engagement room: people put on the watchlist by hand, and the weights of W."""

from community.accounts.models import Member
from community.kernel import clock
from community.kernel.auth import STAFF, Viewer
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.events import publish
from community.kernel.texts import clean

from . import queries
from .events import EntryAdded, EntryRemoved, WeightsChosen
from .models import Entry, WeightsChoice
from .scoring import PRESETS

REASON_LENGTH = (3, 300)


def add_entry(*, member: Member, reason: str, by: Viewer) -> Entry:
    """Put a member on the watchlist by hand, with the reason that stands beside the name."""
    said = " ".join(clean(reason).split())
    least, most = REASON_LENGTH
    if not least <= len(said) <= most:
        raise Refused("The reason must have %(least)s to %(most)s characters.", least=least, most=most)
    if member.role in STAFF:
        raise Refused("%(name)s is a colleague; the watchlist is for customers.", name=member.name)
    if member.is_bot or not member.active:
        raise Refused("%(name)s is not somebody who can be watched.", name=member.name)
    if queries.standing_entry(member.id):
        raise Refused("%(name)s stands on the list by hand already.", name=member.name)
    entry = Entry(member_id=member.id, reason=said, at=clock.now(), by_id=by.member_id)
    db.session.add(entry)
    db.session.flush()
    publish(EntryAdded(entry_id=entry.id, member_id=member.id, by=by.member_id))
    return entry


def remove_entry(*, entry: Entry, by: Viewer) -> None:
    """Take a member off who was put on by hand; where a rule speaks for them, they stay."""
    if entry.removed_at:
        raise Refused("This entry was taken off the list already.")
    entry.removed_at, entry.removed_by_id = clock.now(), by.member_id
    publish(EntryRemoved(entry_id=entry.id, member_id=entry.member_id, by=by.member_id))


def choose_weights(*, preset: str, by: Viewer) -> None:
    """Change what W weighs from now on; choosing what is in use changes nothing."""
    if preset not in PRESETS:
        raise Refused("“%(name)s” is no set of weights; there are %(all)s.", name=preset, all=", ".join(PRESETS))
    if queries.weights_in_use(clock.now()).preset != preset:
        db.session.add(WeightsChoice(at=clock.now(), by_id=by.member_id, preset=preset))
        publish(WeightsChosen(preset=preset, by=by.member_id))  # type: ignore[arg-type]
