"""What members and moderators do in moderation by a program."""

import pytest
from support import people, rulings

from community.forum.models import Post
from community.kernel.db import db
from community.moderation.models import Case, WatchedWord
from community.moderation.services import appeals


@pytest.fixture
def case(answer, asker):
    return rulings.flag(answer, asker)


def state(case):
    """Return the state of a case as it is written."""
    return db.session.get_one(Case, case.id).state


def test_a_thing_is_flagged_and_its_flag_listed(program, answer, asker):
    made = program(asker, "POST", "moderation/flags", kind="post", id=answer.id, reason="OFF_TOPIC")
    mine = program(asker, "GET", "me/moderation").json

    assert made.status_code == 201
    assert [(flag["reason"], flag["outcome"]) for flag in mine["flags"]] == [("OFF_TOPIC", "open")]


def test_what_one_may_not_see_is_not_flagged(program, staff_board, agent, asker):
    secret = people.topic(staff_board, agent, "A secret of the house")

    refused = program(asker, "POST", "moderation/flags", kind="topic", id=secret.id, reason="OFF_TOPIC")

    assert refused.status_code == 404


def test_a_case_is_claimed_decided_and_taken_back(program, case, answer, agent):
    path = f"moderation/cases/{case.id}"

    codes = [program(agent, "PUT", f"{path}/claim").status_code, program(agent, "DELETE", f"{path}/claim").status_code]
    codes.append(program(agent, "PUT", f"{path}/decision", decision="uphold", reason="OFF_TOPIC").status_code)
    hidden = db.session.get_one(Post, answer.id).hidden_at
    codes.append(program(agent, "DELETE", f"{path}/decision").status_code)

    assert codes == [204] * 4
    assert hidden
    assert state(case) == "open"


def test_a_case_is_kept_and_stands_among_the_decided_ones(program, case, agent):
    waiting = program(agent, "GET", "moderation/cases").json["cases"]
    program(agent, "PUT", f"moderation/cases/{case.id}/decision", decision="keep")
    decided = program(agent, "GET", "moderation/cases?tab=decided").json["cases"]

    assert [row["id"] for row in waiting] == [row["id"] for row in decided] == [case.id]
    assert decided[0]["state"] == "kept"


def test_a_case_tells_its_flags_and_acts_to_moderators_only(program, case, asker, agent):
    told = program(agent, "GET", f"moderation/cases/{case.id}").json

    assert [flag["by"]["handle"] for flag in told["flags"]] == [asker.handle]
    assert told["case"]["subject"]["text"].startswith("Press the button")
    assert program(asker, "GET", f"moderation/cases/{case.id}").status_code == 403


def test_an_author_appeals_and_somebody_else_overturns(program, case, answer, helper, agent, admin):
    rulings.uphold(case, agent)

    appealed = program(helper, "POST", f"moderation/cases/{case.id}/appeal", text="It answers exactly that.")
    told = program(helper, "GET", "me/moderation").json["decisions"]
    ruled = program(
        admin, "PUT", f"moderation/cases/{case.id}/ruling", ruling="overturn", answer="You are right, it does."
    )

    assert (appealed.status_code, ruled.status_code) == (201, 204)
    assert told[0]["appeal"]["ruling"] == "open"
    assert db.session.get_one(Post, answer.id).hidden_at is None


def test_an_appeal_can_be_confirmed(program, case, helper, agent, admin):
    rulings.uphold(case, agent)
    appeals.appeal(case=case, by=people.viewer(helper), text="It answers exactly that.")

    program(admin, "PUT", f"moderation/cases/{case.id}/ruling", ruling="confirm", answer="It belongs elsewhere.")

    assert state(case) == "upheld"


def test_nobody_appeals_for_others(program, case, asker, agent):
    rulings.uphold(case, agent)

    refused = program(asker, "POST", f"moderation/cases/{case.id}/appeal", text="It answers exactly that.")

    assert refused.status_code == 404


def test_private_words_are_cut_out_once_it_is_sure(program, answer, agent):
    given = {"kind": "post", "id": answer.id, "words": ["five seconds"]}

    asked = program(agent, "POST", "moderation/redactions", **given)
    before = db.session.get_one(Post, answer.id).body
    done = program(agent, "POST", "moderation/redactions", sure=True, **given)

    assert (asked.json["done"], done.json["done"]) == (False, True)
    assert asked.json["places"] > 0
    assert "five seconds" in before
    assert "five seconds" not in db.session.get_one(Post, answer.id).body


def test_a_member_is_silenced_and_the_sanction_lifted(program, helper, agent):
    given = {"member": helper.handle, "kind": "silence", "days": 3, "reason": "OBSCENITY"}

    made = program(agent, "POST", "moderation/sanctions", **given)
    while_silent = program(helper, "GET", "me/moderation").json["sanctions"]
    program(agent, "DELETE", f"moderation/sanctions/{made.json['id']}")

    assert [sanction["active"] for sanction in while_silent] == [True]
    assert [s["active"] for s in program(agent, "GET", "moderation/sanctions").json["sanctions"]] == [False]


def test_a_word_is_watched_and_no_longer(program, admin):
    program(admin, "PUT", "moderation/words", phrase="casino", action="hold")
    listed = program(admin, "GET", "moderation/words").json["words"]
    program(admin, "DELETE", f"moderation/words/{listed[0]['id']}")

    assert [word["phrase"] for word in listed] == ["casino"]
    assert db.session.query(WatchedWord).count() == 0


def test_the_log_the_figures_the_policy_and_one_s_trust_are_told(program, case, asker, agent):
    rulings.uphold(case, agent)

    log = program(agent, "GET", "moderation/log?limit=1").json
    figures = program(agent, "GET", "moderation/figures").json
    trust = program(asker, "GET", "me/trust").json

    assert [line["act"] for line in log["acts"]] == ["upheld"]
    assert (figures["decided"], sum(rule["flags"] for rule in figures["rules"])) == (1, 1)
    assert len(program(asker, "GET", "moderation/policy").json["rules"]) == len(figures["rules"])
    assert (trust["level"], len(trust["levels"])) == (0, 3)


@pytest.mark.parametrize("path", ["cases", "log", "figures", "sanctions", "words"])
def test_members_see_nothing_of_the_moderators_desk(path, program, asker):
    assert program(asker, "GET", f"moderation/{path}").status_code == 403
