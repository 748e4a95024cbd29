"""Several people at the same moment: one decision, one case, and every number right."""

import pytest
from support import people, rulings
from support.at_once import at_once, posting
from support.people import viewer

from community.forum import recounts as forum_recounts
from community.kernel.db import db
from community.moderation import recounts
from community.moderation.models import Act, Case, Flag
from community.moderation.services import appeals


def mended():
    return {name: rows for module in (recounts, forum_recounts) for name, rows in module.recount() if rows}


@pytest.fixture
def answer(live_app):
    topic = people.topic(people.board("Getting started"), people.member("Ines Asker"), "The hub does not find it")
    return people.answer(topic, people.member("Tom Helper"))


@pytest.fixture
def agents(live_app):
    return [people.member(f"Abel Agent {n}", role="agent") for n in range(2)]


@pytest.mark.parametrize("ways", [("uphold", "keep"), ("uphold", "uphold"), ("keep", "keep")])
def test_of_two_who_decide_at_once_one_decides(ways, live_app, answer, agents):
    case = rulings.flag(answer, people.member("Mia Veep", role="mvp"), "SPAM_MALWARE")
    address = f"/moderation/cases/{case.id}"

    codes = at_once(
        *(
            posting(live_app, agent, f"{address}/{way}", reason="SPAM_MALWARE", remark="")
            for agent, way in zip(agents, ways, strict=True)
        )
    )

    decided = [act.act for act in db.session.query(Act).filter(Act.act != "held")]
    assert sorted(codes) == [303, 422]
    assert len(decided) == 1
    assert db.session.get_one(Case, case.id).state == {"uphold": "upheld", "keep": "kept"}[ways[codes.index(303)]]
    assert decided == [db.session.get_one(Case, case.id).state]
    assert mended() == {}


def test_flags_raised_at_once_make_one_case(live_app, answer):
    flaggers = [people.member(f"Flagger {n}") for n in range(4)]

    codes = at_once(*(posting(live_app, m, f"/moderation/flag/post/{answer.id}", reason="OFF_TOPIC") for m in flaggers))

    case = db.session.query(Case).one()
    assert codes == [303] * 4
    assert (case.flags, case.weight) == (4, 2000)
    assert mended() == {}


def test_one_member_s_two_flags_at_once_are_one(live_app, answer):
    flagger = people.member("Flo Flagger")
    flagging = [posting(live_app, flagger, f"/moderation/flag/post/{answer.id}", reason="PII") for _ in range(2)]

    codes = at_once(*flagging)

    assert sorted(codes) == [303, 422]
    assert db.session.query(Flag).count() == 1
    assert mended() == {}


def test_of_two_who_rule_on_an_appeal_at_once_one_rules(live_app, answer, agents):
    case = rulings.flag(answer, people.member("Flo Flagger"))
    rulings.uphold(case, people.member("Ada Admin", role="admin"))
    appeals.appeal(case=case, by=viewer(db.session.get_one(people.Member, case.author_id)), text="It belongs there.")
    address, form = f"/moderation/cases/{case.id}", {"answer": "We looked at it again."}

    codes = at_once(
        posting(live_app, agents[0], f"{address}/overturn", **form),
        posting(live_app, agents[1], f"{address}/confirm", **form),
    )

    assert sorted(codes) == [303, 422]
    assert mended() == {}


def test_a_decision_beside_a_flag_leaves_one_open_case_at_most(live_app, answer, agents):
    case = rulings.flag(answer, people.member("Flo Flagger"))

    codes = at_once(
        posting(live_app, agents[0], f"/moderation/cases/{case.id}/keep", remark=""),
        posting(live_app, people.member("Gus Guest"), f"/moderation/flag/post/{answer.id}", reason="OFF_TOPIC"),
    )

    assert max(codes) < 500
    assert db.session.query(Case).filter_by(state="open").count() <= 1
    assert mended() == {}
