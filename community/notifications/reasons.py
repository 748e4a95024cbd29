"""The reasons and things of which the rooms of the house announce something."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from sqlalchemy import select

from community.accounts.models import Member
from community.kernel.announcing import Key, Reason, Telling, Way
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.events import Event, Fact
from community.kernel.rooms import house
from community.kernel.things import Thing

from .models import Choice, Mute
from .rules import MAILED


def reasons() -> dict[str, Reason]:
    """Return every reason by name, in the order in which the rooms name them."""
    return {reason.name: reason for one in house().announcements for reason in one.reasons}


class AnnouncedKinds(Collection[type[Event]]):
    """The facts that somebody is told of, as the rooms of the present house say."""

    def __iter__(self) -> Iterator[type[Event]]:
        return iter(dict.fromkeys(kind for one in house().announcements for kind in one.kinds))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, kind: object) -> bool:
        return any(kind is one for one in self)


def told_of(facts: Sequence[Fact]) -> list[Telling]:
    """Return who is told of what, in the order of the facts; never anybody of what they did themselves."""
    told: list[Telling] = []
    for announcement in house().announcements:
        if spoken := [fact for fact in facts if isinstance(fact.event, announcement.kinds)]:
            told += announcement.tell(spoken)
    return sorted((one for one in told if one.member_id != one.by), key=lambda one: one.fact.seq)


def choices_of(member_ids: Collection[int]) -> dict[int, dict[str, Way]]:
    """Return by member how they chose to be told, for the reasons for which they chose."""
    chosen: dict[int, dict[str, Way]] = defaultdict(dict)
    for row in db.session.scalars(select(Choice).where(Choice.member_id.in_(member_ids))):
        chosen[row.member_id][row.reason] = row.way  # type: ignore[assignment] # the table takes no other
    return chosen


def way_of(reason: Reason, chosen: Mapping[str, Way]) -> Way:
    """Return how a member is told for a reason; what has a letter of its own is never mailed twice."""
    way = reason.way if reason.must_be_told else chosen.get(reason.name, reason.way)
    return "house" if reason.has_letter and way in MAILED else way


def muted_among(pairs: Collection[tuple[int, Key]]) -> set[tuple[int, Key]]:
    """Return those pairs of member and talk that the member muted."""
    keys = [(member_id, *key) for member_id, key in pairs]
    if not keys:
        return set()
    members = {member_id for member_id, _ in pairs}
    rows = select(Mute.member_id, Mute.kind, Mute.thing_id).where(Mute.member_id.in_(members))
    wanted = set(keys)
    return {(m, (kind, id_)) for m, kind, id_ in db.session.execute(rows) if (m, kind, id_) in wanted}


def visible(keys: Collection[Key], viewer: Viewer) -> dict[Key, Thing]:
    """Return those things that the viewer may see now; one query or a few a kind."""
    by_kind: dict[str, list[int]] = defaultdict(list)
    for kind, id_ in keys:
        by_kind[kind].append(id_)
    shown = {kind: thing.visible for kind, thing in house().things.items()}
    for announcement in house().announcements:
        shown |= announcement.things
    return {
        (kind, id_): thing
        for kind, ids in by_kind.items()
        if kind in shown
        for id_, thing in shown[kind](ids, viewer).items()
        if not thing.hidden
    }


def seen_by(wanted: Collection[tuple[Member, Key]]) -> set[tuple[int, Key]]:
    """Return which of the members may see which of these things; who sees the same is asked about together."""
    groups: dict[Viewer, set[Key]] = defaultdict(set)
    for member, key in wanted:
        groups[_like(member)].add(key)
    seen = {viewer: visible(keys, viewer).keys() for viewer, keys in groups.items()}
    return {(member.id, key) for member, key in wanted if key in seen[_like(member)]}


def _like(member: Member) -> Viewer:
    """Return a viewer with the rights of the member, which are those of their role and organisation."""
    return Viewer(role=member.role, organisation_id=member.organisation_id)
