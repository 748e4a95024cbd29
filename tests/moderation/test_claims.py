"""A case that somebody took is theirs for half an hour, and nobody rules on what they wrote or flagged."""

from datetime import timedelta

import pytest
from support import people, rulings, uploading
from support.people import viewer

from community.forum.services import files
from community.kernel import clock
from community.kernel.db import db
from community.kernel.errors import Refused
from community.moderation import addresses
from community.moderation.models import Appeal, Case
from community.moderation.services import appeals, cases, decisions

ACTS = ("claim", "release", "uphold", "keep")
RULINGS = (*ACTS, "undo", "overturn", "confirm")
GIVEN = {"reason": "OFF_TOPIC", "remark": "It belongs elsewhere.", "answer": "We looked at it once more."}


@pytest.fixture
def case(answer, stranger):
    return rulings.flag(answer, stranger)


@pytest.fixture
def taken(case, second_agent):
    cases.claim(case=case, by=viewer(second_agent))
    db.session.commit()
    return case


def state(case):
    """Return what an act could change."""
    db.session.expire_all()
    found = db.session.get_one(Case, case.id)
    appeal = db.session.get(Appeal, case.id)
    return found.state, found.claimed_by_id, found.decided_by_id, appeal and appeal.ruling


@pytest.mark.parametrize("role", ["mvp", "agent", "admin"])
@pytest.mark.parametrize("act", ACTS)
def test_no_address_acts_on_a_case_that_somebody_else_holds(act, role, taken, request, signed_in):
    before = state(taken)

    signed_in(request.getfixturevalue(role)).post(f"{addresses.case(taken.id)}/{act}", data=GIVEN)

    assert state(taken) == before


@pytest.mark.parametrize("act", ACTS)
def test_no_service_acts_on_a_case_that_somebody_else_holds(act, taken, agent):
    with pytest.raises(Refused, match="Somebody else is looking at this"):
        perform(act, taken, agent)


def perform(act, case, by):
    """Call the service as the page would."""
    service = getattr(cases, act, None) or getattr(decisions, act, None) or getattr(appeals, act)
    named = {"uphold": "reason", "overturn": "answer", "confirm": "answer"}.get(act)
    service(case=case, by=viewer(by), **({named: GIVEN[named]} if named else {}))


@pytest.mark.parametrize("act", ACTS)
def test_it_is_free_again_half_an_hour_later(act, taken, agent, signed_in):
    before = state(taken)

    with clock.at(clock.now() + timedelta(minutes=31)):
        signed_in(agent).post(f"{addresses.case(taken.id)}/{act}", data=GIVEN)

    assert state(taken) != before


def test_nobody_but_who_decided_or_an_administrator_takes_a_decision_back(taken, second_agent, agent, admin):
    rulings.uphold(taken, second_agent)

    with pytest.raises(Refused, match="Who decided takes it back"):
        decisions.undo(case=taken, by=viewer(agent))
    decisions.undo(case=taken, by=viewer(admin))

    assert state(taken)[:2] == ("open", admin.id)


@pytest.mark.parametrize("part", ["author", "flagger"])
@pytest.mark.parametrize("act", [act for act in RULINGS if act != "release"])
def test_who_wrote_or_flagged_it_rules_on_nothing(act, part, topic, stranger, *, admin, agent, signed_in):
    answer = people.answer(topic, admin if part == "author" else stranger)
    case = rulings.flag(answer, agent if part == "author" else admin)
    if act in ("undo", "overturn", "confirm"):
        rulings.uphold(case, people.member("Bea Boss", role="admin"))
    if act in ("overturn", "confirm"):
        appeals.appeal(case=case, by=viewer(admin if part == "author" else stranger), text="It belongs there.")
    before = state(case)

    signed_in(admin).post(f"{addresses.case(case.id)}/{act}", data=GIVEN)

    assert state(case) == before
    with pytest.raises(Refused, match=r"Nobody rules on what they wrote|You flagged this"):
        perform(act, case, admin)


def test_nobody_shows_their_own_file_again_that_somebody_else_removed(topic, agent, admin):
    answer = people.answer(topic, agent)
    file = uploading.attached(answer, topic, agent)
    files.hide_file(file=file, by=viewer(admin), reason="It shows an address.")

    with pytest.raises(Refused, match="Somebody else removed your file"):
        files.restore_file(file=file, by=viewer(agent))
    files.restore_file(file=file, by=viewer(admin))

    assert file.hidden_at is None
