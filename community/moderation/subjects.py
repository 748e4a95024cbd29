"""The things that cases are about, whatever room they come from."""

from collections.abc import Collection, Mapping

from community.kernel.auth import MODERATORS, Viewer
from community.kernel.errors import Refused
from community.kernel.rooms import house
from community.kernel.things import Hiding, Thing

Key = tuple[str, int]
SYSTEM = Viewer(role="admin")  # who hides what a check held, and sees all


def hiding_of(kind: str) -> Hiding | None:
    """Return how things of this kind are hidden; None for kinds that cannot be flagged, or that are none."""
    found = house().things.get(kind)
    return found.hiding if found else None


def subjects(keys: Collection[Key], viewer: Viewer) -> Mapping[Key, Thing]:
    """Return the things that lie where the viewer may look, hidden or not; asks once for each kind."""
    found: dict[Key, Thing] = {}
    for kind in sorted({kind for kind, _ in keys}):
        if hiding := hiding_of(kind):
            among = hiding.among({thing_id for of, thing_id in keys if of == kind}, viewer)
            found |= {(kind, thing_id): thing for thing_id, thing in among.items()}
    return found


def shown(kind: str, thing_id: int, viewer: Viewer) -> Thing | None:
    """Return a thing that can be flagged, if the viewer sees it."""
    if hiding_of(kind) is None:
        return None
    return house().things[kind].visible([thing_id], viewer).get(thing_id)


def to_flag(kind: str, thing_id: int, viewer: Viewer) -> Thing | None:
    """Return a thing that the viewer may flag; moderators may flag what is hidden too."""
    thing = shown(kind, thing_id, viewer)
    if thing is None and viewer.role in MODERATORS:
        return subjects([(kind, thing_id)], viewer).get((kind, thing_id))
    return thing


def hide(kind: str, thing_id: int, by: Viewer, reason: str) -> None:
    """Take the thing out of sight."""
    _hiding(kind).hide(thing_id, by, reason)


def reword(kind: str, thing_id: int, by: Viewer, reason: str) -> None:
    """Give the hidden thing another reason."""
    _hiding(kind).reword(thing_id, by, reason)


def restore(kind: str, thing_id: int, by: Viewer) -> None:
    """Show the thing again, as it was."""
    _hiding(kind).restore(thing_id, by)


def _hiding(kind: str) -> Hiding:
    hiding = hiding_of(kind)
    if hiding is None:
        raise Refused("This cannot be hidden.")
    return hiding
