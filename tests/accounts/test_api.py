"""People, settings and tokens by a program."""

import pytest
from support import people

from community.accounts import keys
from community.accounts.models import Member
from community.kernel.db import db


def test_people_are_listed_by_name_and_one_is_shown(browser, asker, helper, agent):
    named = browser.get("/api/v1/people?q=ines").json["people"]
    employed = browser.get("/api/v1/people?role=employee").json["people"]

    assert [person["handle"] for person in named] == [asker.handle]
    assert [person["handle"] for person in employed] == [agent.handle]
    assert browser.get(f"/api/v1/people/{helper.handle}").json["counts"]["accepted"] == 0
    assert browser.get("/api/v1/people/nobody").status_code == 404


def test_nothing_private_is_told_of_a_member(browser, asker):
    shown = browser.get(f"/api/v1/people/{asker.handle}")

    assert asker.email not in shown.text


def test_one_thing_of_the_settings_changes_and_the_others_stay(program, asker):
    changed = program(asker, "PATCH", "me", time_zone="Europe/Vienna", language="de")

    member = db.session.get_one(Member, asker.id)
    assert changed.json == program(asker, "GET", "me").json
    assert (member.name, member.time_zone, member.language) == ("Ines Asker", "Europe/Vienna", "de")


@pytest.mark.parametrize("words", [{"time_zone": "Mars/Base"}, {"language": "tlh"}, {"name": "x"}])
def test_settings_that_the_page_does_not_offer_are_refused(words, program, asker):
    assert program(asker, "PATCH", "me", **words).status_code == 422


def test_a_program_may_revoke_its_own_token_and_no_other_s(program, asker, helper):
    listed = program(asker, "GET", "me/tokens").json["tokens"]
    path = f"me/tokens/{listed[0]['id']}"

    codes = [program(who, "DELETE", path).status_code for who in (helper, asker)]
    codes.append(program(asker, "GET", "me/tokens").status_code)

    assert codes == [404, 204, 401]
    assert "digest" not in listed[0]


def test_no_program_makes_tokens(program, asker):
    assert program(asker, "POST", "me/tokens", name="Another").status_code == 405
    assert len(keys.tokens_of(asker.id)) == 1


def test_an_administrator_adds_and_removes_a_question(program, admin):
    before = len(program(admin, "GET", "sign-up-questions").json["questions"])

    made = program(admin, "POST", "sign-up-questions", question="How many legs has a cat?", answers="4, four")
    program(admin, "POST", "sign-up-questions", question="Which month comes after May?", answers="June")
    program(admin, "DELETE", f"sign-up-questions/{made.json['id']}")

    assert made.status_code == 201
    assert len(program(admin, "GET", "sign-up-questions").json["questions"]) == before + 1


def test_nobody_else_learns_the_answers(program, agent):
    assert program(agent, "GET", "sign-up-questions").status_code == 403


def test_an_administrator_learns_for_which_organisations_a_board_may_be(program, admin, asker):
    people.employ("Hillside Housing", asker)

    listed = program(admin, "GET", "organisations").json["organisations"]

    assert [one["name"] for one in listed] == ["Hillside Housing"]
    assert program(asker, "GET", "organisations").status_code == 403
