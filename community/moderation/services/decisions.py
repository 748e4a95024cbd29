"""Decisions: a second person upholds the flags with a listed reason, or keeps the thing; each can be taken back."""

from sqlalchemy import Select, select

from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.errors import Refused, Word
from community.kernel.events import publish

from .. import policy, rules, subjects
from ..events import DecisionUndone, FlagsDeclined, FlagsUpheld
from ..models import Appeal, Case
from ..policy import Reason
from . import log
from .cases import flaggers, free_for, lock, present, settle_flags, words_of

TOO_LATE = Word("Somebody else decided this meanwhile; look at what they found.")


def uphold(*, case: Case, by: Viewer, reason: str | None, remark: str = "") -> None:
    """Find that the thing breaks a rule: it is removed, its author is told the rule, its text is kept for an appeal."""
    code = policy.checked_reason(reason)
    case_flaggers = flaggers(case)
    rules.may_rule(by, case.author_id, case_flaggers)
    rules.may_uphold(by, code, case_flaggers)
    lock(case, "open", TOO_LATE)
    free_for(case, by)
    case.remark = policy.checked_remark(code, remark)
    case.text = present(case).text
    _put_away(case, by, code)
    _decide(case, by, "upheld", code)
    settle_flags(case, "upheld")
    log.note("upheld", by, case=case, code=code)
    publish(FlagsUpheld(case_id=case.id, author_id=case.author_id, reason=code, by=by.member_id))


def keep(*, case: Case, by: Viewer, remark: str = "") -> None:
    """Find nothing wrong: the thing stays, and is shown again if it was held."""
    rules.may_rule(by, case.author_id, flaggers(case))
    lock(case, "open", TOO_LATE)
    free_for(case, by)
    case.remark = " ".join(remark.split())[: rules.NOTE_LENGTH]
    _show(case, by)
    _decide(case, by, "kept", None)
    settle_flags(case, "declined")
    log.note("kept", by, case=case)
    publish(FlagsDeclined(case_id=case.id, author_id=case.author_id, by=by.member_id))


def undo(*, case: Case, by: Viewer) -> None:
    """Take one's decision back; the thing is hidden or shown as it was while the case waited."""
    if case.decided_by_id != by.member_id and by.role != "admin":
        raise Refused("Who decided takes it back, or an administrator.")
    rules.may_rule(by, case.author_id, flaggers(case))
    lock(case, "upheld" if case.state == "upheld" else "kept", "There is no decision to take back.")
    if db.session.get(Appeal, case.id):
        raise Refused("The author has appealed; somebody else rules on that.")
    if db.session.scalar(_newer(case)):
        raise Refused("There is a newer case about this.")
    reason = policy.checked_reason(case.reason) if case.reason else None
    if case.held:
        _put_away(case, by, reason)
    else:
        _show(case, by)
    case.state, case.text, case.decided_by_id, case.decided_at = "open", "", None, None
    case.claimed_by_id, case.claimed_at = by.member_id, clock.now()
    settle_flags(case, "open")
    log.note("undone", by, case=case)
    publish(DecisionUndone(case_id=case.id, author_id=case.author_id, by=by.member_id))


def _newer(case: Case) -> Select[tuple[int]]:
    about_it = (Case.thing_kind == case.thing_kind, Case.thing_id == case.thing_id)
    return select(Case.id).where(*about_it, Case.id > case.id).limit(1)


def _put_away(case: Case, by: Viewer, reason: Reason | None) -> None:
    """Hide the thing with the words of this reason, unless the reason removes nothing."""
    removes, hidden = reason is None or policy.removes(reason), present(case).hidden
    if hidden and not removes:
        subjects.restore(case.thing_kind, case.thing_id, by)
    elif hidden and case.reason != reason:
        subjects.reword(case.thing_kind, case.thing_id, by, words_of(reason))
    elif removes and not hidden:
        subjects.hide(case.thing_kind, case.thing_id, by, words_of(reason))


def _show(case: Case, by: Viewer) -> None:
    if present(case).hidden:
        subjects.restore(case.thing_kind, case.thing_id, by)


def _decide(case: Case, by: Viewer, state: str, reason: Reason | None) -> None:
    case.state, case.reason = state, reason
    case.decided_by_id, case.decided_at = by.member_id, clock.now()
    db.session.flush()
