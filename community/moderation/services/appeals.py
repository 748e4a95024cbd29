"""Appeals: an author objects once, and somebody who had no part in the decision rules on it."""

from sqlalchemy import select

from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.db import db, rows_changed, upsert
from community.kernel.errors import Refused
from community.kernel.events import publish
from community.kernel.texts import clean

from .. import policy, rules, subjects
from ..events import AppealRuled, DecisionAppealed
from ..models import Appeal, Case
from . import log
from .cases import flaggers, present, settle_flags

LENGTH = (10, 2_000)


def appeal(*, case: Case, by: Viewer, text: str) -> None:
    """Object to the removal of what one wrote; once for each decision."""
    if by.member_id is None or case.author_id != by.member_id:
        raise Refused("Only who wrote it can appeal.")
    if case.state != "upheld" or not policy.removes(policy.checked_reason(case.reason)):
        raise Refused("There is nothing here to appeal against.")
    said = clean(text)
    if not LENGTH[0] <= len(said) <= LENGTH[1]:
        raise Refused("Please say why in %(least)s to %(most)s characters.", least=LENGTH[0], most=LENGTH[1])
    row = {"case_id": case.id, "at": clock.now(), "text": said, "ruling": "open", "answer": ""}
    if not rows_changed(upsert(Appeal).values(row).on_conflict_do_nothing()):
        raise Refused("You have appealed already.")
    publish(DecisionAppealed(case_id=case.id, author_id=case.author_id, by=by.member_id))


def overturn(*, case: Case, by: Viewer, answer: str) -> None:
    """Agree with the author: the thing is shown again as it was, and the flags count as declined."""
    appealed = _ruled(case, by, "overturned", answer)
    if present(case).hidden:
        subjects.restore(case.thing_kind, case.thing_id, by)
    case.state = "overturned"
    settle_flags(case, "declined")
    _tell(case, appealed, by)


def confirm(*, case: Case, by: Viewer, answer: str) -> None:
    """Find the decision right; it stands for good."""
    _tell(case, _ruled(case, by, "confirmed", answer), by)


def _ruled(case: Case, by: Viewer, ruling: str, answer: str) -> Appeal:
    rules.may_rule(by, case.author_id, flaggers(case))
    if case.decided_by_id == by.member_id:
        raise Refused("You decided this; somebody else rules on the appeal.")
    said = clean(answer)
    if len(said) < LENGTH[0]:
        raise Refused("Please answer the author in a sentence.")
    waiting = select(Appeal).where(Appeal.case_id == case.id, Appeal.ruling == "open").with_for_update()
    found = db.session.scalar(waiting.execution_options(populate_existing=True))
    if found is None:
        raise Refused("There is no appeal that waits; perhaps somebody else ruled on it meanwhile.")
    found.ruling, found.answer = ruling, said[: LENGTH[1]]
    found.ruled_by_id, found.ruled_at = by.member_id, clock.now()
    return found


def _tell(case: Case, appealed: Appeal, by: Viewer) -> None:
    db.session.flush()
    log.note(appealed.ruling, by, case=case, code=case.reason or "")  # type: ignore[arg-type]
    ruling = {"ruling": appealed.ruling}
    publish(AppealRuled(case_id=case.id, author_id=case.author_id, by=by.member_id, **ruling))  # type: ignore[arg-type]
