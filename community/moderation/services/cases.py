"""Cases: opened by a flag or a check, held out of sight meanwhile, locked by whoever changes them."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select, update

from community.kernel import clock
from community.kernel.auth import MODERATORS, Viewer
from community.kernel.checks import Draft
from community.kernel.db import db, upsert
from community.kernel.errors import Refused
from community.kernel.events import publish
from community.kernel.things import Thing
from community.kernel.web import language

from .. import rules, subjects
from ..events import ThingHeld
from ..models import Case, Flag
from ..policy import Reason
from ..rows import REASON_LABELS
from . import log


def open_case(thing: Thing, *, origin: str, noticed: str = "") -> Case:
    """Return the thing's open case, locked; it is made if there is none, also when two make it at once."""
    row = {"thing_kind": thing.kind, "thing_id": thing.id, "author_id": thing.author.id, "opened_at": clock.now()}
    row |= {"origin": origin, "noticed": noticed, "state": "open", "severe": False, "held": thing.hidden}
    row |= {"flags": 0, "weight": 0, "remark": "", "text": ""}
    db.session.execute(upsert(Case).values(row).on_conflict_do_nothing())
    mine = (Case.thing_kind == thing.kind, Case.thing_id == thing.id, Case.state == "open")
    return db.session.scalars(select(Case).where(*mine).with_for_update()).one()


def review(draft: Draft, kind: str, thing_id: int) -> None:
    """Open a case for a thing whose words a check held or noted."""
    look_at(kind, thing_id, draft.held or draft.noted, held=bool(draft.held))


def look_at(kind: str, thing_id: int, noticed: str, *, held: bool) -> None:
    """Open a case for a thing that a check noticed; what is held goes out of sight."""
    thing = subjects.subjects([(kind, thing_id)], subjects.SYSTEM).get((kind, thing_id))
    if thing is None:
        return
    case = open_case(thing, origin="check", noticed=noticed)
    if held and not case.held:
        hold(case, by=subjects.SYSTEM)


def hold(case: Case, *, by: Viewer, reason: Reason | None = None) -> None:
    """Take the case's thing out of sight until somebody rules; a check gives no reason of the policy."""
    hand = by if by.role in MODERATORS else subjects.SYSTEM  # two trusted members together
    subjects.hide(case.thing_kind, case.thing_id, hand, words_of(reason))
    case.held, case.reason = True, reason
    log.note("held", by, case=case, code=reason or "")
    publish(ThingHeld(case_id=case.id, author_id=case.author_id, reason=reason, by=by.member_id))


def words_of(reason: Reason | None) -> str:
    """Return what stands beside a hidden thing: it is written down, so it is in the site's language."""
    with language.spoken_to(None):
        return str(REASON_LABELS[reason]) if reason else _("It waits for a moderator")


def lock(case: Case, state: str, otherwise: str) -> None:
    """Read the case anew, so that nobody else changes it meanwhile; refuse when it is not in `state` any more."""
    db.session.flush()
    db.session.refresh(case, with_for_update=True)
    if case.state != state:
        raise Refused(otherwise)


def flaggers(case: Case) -> set[int]:
    """Return who flagged the case."""
    return set(db.session.scalars(select(Flag.member_id).where(Flag.case_id == case.id)))


def settle_flags(case: Case, outcome: str) -> None:
    """Give the case's flags their outcome, which is the flaggers' record from here on."""
    db.session.execute(update(Flag).where(Flag.case_id == case.id).values(outcome=outcome))


def claim(*, case: Case, by: Viewer) -> None:
    """Say that one is looking at the case; others are kept from it for half an hour."""
    rules.may_rule(by, case.author_id, flaggers(case))
    lock(case, "open", "This case is decided already.")
    free_for(case, by)
    case.claimed_by_id, case.claimed_at = by.member_id, clock.now()


def release(*, case: Case, by: Viewer) -> None:
    """Let others take the case."""
    lock(case, "open", "This case is decided already.")
    free_for(case, by)
    case.claimed_by_id = case.claimed_at = None


def free_for(case: Case, by: Viewer) -> None:
    """Refuse when somebody else is looking at the case."""
    if rules.is_claimed(case.claimed_by_id, case.claimed_at, by, clock.now()):
        raise Refused("Somebody else is looking at this; it is free again half an hour after they took it.")


def present(case: Case) -> Any:
    """Return the case's thing as it is now, hidden or not."""
    key = (case.thing_kind, case.thing_id)
    return subjects.subjects([key], subjects.SYSTEM)[key]
