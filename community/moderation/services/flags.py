"""Flags: somebody says which rule a thing breaks; what is severe goes out of sight at once."""

from sqlalchemy import func, select

from community.accounts.models import Member
from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.db import db, rows_changed, upsert
from community.kernel.errors import Refused
from community.kernel.events import publish
from community.kernel.texts import clean
from community.kernel.things import Thing

from .. import policy, rules
from ..events import ThingFlagged
from ..models import Case, Flag
from ..policy import SEVERE, Reason
from .cases import hold, open_case


def flag(*, thing: Thing, reason: str | None, note: str, by: Viewer, file_id: int | None = None) -> Case:
    """Flag a thing, or one file of it, for one listed reason; somebody else decides."""
    if thing.author.id == by.member_id:
        raise Refused("This is your own; you can edit it.")
    code, note = policy.checked_reason(reason), clean(note)[: rules.NOTE_LENGTH]
    policy.checked_remark(code, note)
    case = open_case(thing, origin="flag")
    _add(case, by, reason=code, note=note, file_id=file_id)
    publish(ThingFlagged(case_id=case.id, reason=code, by=by.member_id))
    if not case.held and rules.hides_at_once(code, by, _trusted(case)):
        hold(case, by=by, reason=code)
    return case


def _add(case: Case, by: Viewer, *, reason: Reason, note: str, file_id: int | None) -> None:
    weight = rules.flag_weight(*record_of(by.member_id))
    row = {"case_id": case.id, "thing_kind": case.thing_kind, "thing_id": case.thing_id, "member_id": by.member_id}
    row |= {"at": clock.now(), "reason": reason, "note": note, "file_id": file_id, "weight": weight, "outcome": "open"}
    if not rows_changed(upsert(Flag).values(row).on_conflict_do_nothing()):
        raise Refused("You have flagged this already; it waits for a moderator.")
    case.flags, case.weight = case.flags + 1, case.weight + weight
    case.severe = case.severe or reason in SEVERE
    db.session.flush()


def record_of(member_id: int | None) -> tuple[int, int]:
    """Return how many of the member's flags were upheld, and how many were decided."""
    upheld, decided = func.count().filter(Flag.outcome == "upheld"), func.count().filter(Flag.outcome != "open")
    found = db.session.execute(select(upheld, decided).where(Flag.member_id == member_id)).one()
    return found[0], found[1]


def _trusted(case: Case) -> int:
    """Return how many trusted members find the thing severe."""
    severe = select(Member.trust_level, Flag.weight).join(Flag, Flag.member_id == Member.id)
    found = db.session.execute(severe.where(Flag.case_id == case.id, Flag.reason.in_(SEVERE)))
    return sum(rules.is_trusted(level, weight) for level, weight in found)
