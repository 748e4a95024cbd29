"""Taking the names of those who were erased out of everything, a piece at a time, each in a short transaction.

Where it stands is written in the transaction of the piece itself, so a worker that is killed goes on where it was. A
way through everything that still found a name is followed by another: somebody may have copied it meanwhile.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

import structlog
from sqlalchemy import delete, select, update

from community.kernel import clock
from community.kernel import db as kernel_db
from community.kernel.config import Settings
from community.kernel.db import db, table_of
from community.kernel.events import publish
from community.kernel.findings import Finding
from community.kernel.forgetting import Names, NamesForgotten, Person, Step, Walk, together, walks_of_tables
from community.kernel.redaction import NamesCut
from community.kernel.rooms import Stop, house

from . import erased_list
from .erasure_models import Erasure

PIECE_SECONDS: Final = 0.1  # a piece begins no further step after this time
TURN_SECONDS: Final = 1.0  # after which the worker looks after its other work
MOST_ROUNDS: Final = 3
SILENCE: Final = timedelta(minutes=10)
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class _Place:
    """Where an erasure stands: how many-eth way through everything, in which walk, behind which key, found so far."""

    round: int
    walk: str
    after: str
    found: int


def begin(*, member_id: int, names: Names) -> None:
    """Note whose names are to leave everything; the worker takes them out."""
    now = clock.now()
    told = {"name": names.name, "handle": names.handle, "email": names.email}
    db.session.add(Erasure(member_id=member_id, begun_at=now, moved_at=now, **told))
    db.session.flush()


def go_on(_settings: Settings, stop: Stop) -> int:
    """Do pieces of what is to be done, for a second at most; return how many. One that fails holds up no other."""
    with kernel_db.reading():
        waiting = db.session.scalars(select(Erasure.member_id).order_by(Erasure.begun_at)).all()
    done, ends, failed = 0, time.monotonic() + TURN_SECONDS, None
    for member_id in waiting:
        try:
            while not stop() and _piece(member_id):
                done += 1
                if time.monotonic() >= ends:
                    break
        except Exception as error:
            log.exception("an erasure did not go on", member_id=member_id)
            failed = error
    if failed:
        raise failed
    return done


def look(_settings: Settings) -> Finding:
    """Say how many erasures are under way, how far the oldest is, and whether it moves."""
    with kernel_db.reading():
        found = db.session.scalars(select(Erasure).order_by(Erasure.begun_at)).all()
    restored = erased_list.standing()
    if restored:
        says = f"{len(restored)} who were erased are back with a backup: run `groundswell user erase-again`"
        return Finding("erasures", False, says)
    if not found:
        return Finding("erasures", True, "none is under way")
    silent = clock.now() - min(one.moved_at for one in found)
    at = f"the oldest looks through {found[0].walk or 'nothing yet'}, round {found[0].round}"
    says = f"{len(found)} under way, {at}, moved {silent.total_seconds():.0f} s ago"
    return Finding("erasures", silent < SILENCE, says)


def _piece(member_id: int) -> bool:
    """Do one piece; False where nothing is left, or another worker is at it."""
    walks = {walk.name: walk for walk in (*walks_of_tables(), *house().walks)}
    with kernel_db.reading():
        row = db.session.scalar(select(Erasure).where(Erasure.member_id == member_id))
        if row is None:
            return False
        looked_at = _place(row, walks)
        seen = walks[looked_at.walk].look
        found = seen(_person(row), looked_at.after) if seen else None
    with kernel_db.writing():
        mine = select(Erasure).where(Erasure.member_id == member_id).with_for_update(skip_locked=True)
        row = db.session.scalar(mine.execution_options(populate_existing=True))
        if row is None or _place(row, walks) != looked_at:
            return False
        if not row.walk:
            erased_list.note(member_id)
        _go(row, _person(row), looked_at, walks, found)
    return True


def _person(row: Erasure) -> Person:
    names = Names(name=row.name, handle=row.handle, email=row.email)
    return Person(member_id=row.member_id, names=names, anew=row.round == 1)


def _place(row: Erasure, walks: dict[str, Walk]) -> _Place:
    """Return where an erasure stands; a walk that this version does not know begins the round again."""
    if row.walk in walks:
        return _Place(row.round, row.walk, row.after, row.found)
    return _Place(row.round, next(iter(walks)), "", row.found)


def _go(row: Erasure, person: Person, place: _Place, walks: dict[str, Walk], found: Any) -> None:
    """Do steps until the piece has lasted long enough, and write down where they led."""
    steps = list(_steps(person, place, walks, found))
    onward = steps[-1][0]
    if cut := together(*(step.touched for _, step in steps)):
        publish(NamesCut(touched=cut))
    if onward is None:
        db.session.execute(delete(table_of(Erasure)).where(Erasure.member_id == person.member_id))
        publish(NamesForgotten(member_id=person.member_id))
        return
    values = {"round": onward.round, "walk": onward.walk, "after": onward.after, "found": onward.found}
    here = update(table_of(Erasure)).where(Erasure.member_id == person.member_id)
    db.session.execute(here.values(moved_at=clock.now(), **values))


def _steps(person: Person, place: _Place, walks: dict[str, Walk], found: Any) -> Iterator[tuple[_Place | None, Step]]:
    """Yield the steps of one piece, each with where it led; it ends before a walk that wants to look first."""
    ends = time.monotonic() + PIECE_SECONDS
    while True:
        step = walks[place.walk].step(person, place.after, found)
        onward = _onward(place, step, list(walks))
        yield onward, step
        if onward is None or onward.round != place.round or walks[onward.walk].look or time.monotonic() >= ends:
            return
        place = onward


def _onward(place: _Place, step: Step, walks: Sequence[str]) -> _Place | None:
    """Return where it goes on after a step; None where nothing is left to do."""
    found = place.found + step.places
    if step.after:
        return _Place(place.round, place.walk, step.after, found)
    following = walks.index(place.walk) + 1
    if following < len(walks):
        return _Place(place.round, walks[following], "", found)
    return _Place(place.round + 1, walks[0], "", 0) if found and place.round < MOST_ROUNDS else None
