"""Acts by script: the same addresses answer with the part that changed."""

import pytest
from support import people

from community.forum import addresses

BY_SCRIPT = {"HX-Request": "true"}


@pytest.fixture
def answer(asker, helper):
    board = people.board("Charging")
    return people.answer(people.topic(board, asker, "Why does the light blink?"), helper)


@pytest.mark.parametrize(("act", "sign"), [("kudos", "1 kudos"), ("confirm", "Worked for 1 person")])
def test_the_post_comes_back_as_it_stands_now(answer, mvp, signed_in, act, sign):
    response = signed_in(mvp).post(addresses.post_act(answer.id, act), headers=BY_SCRIPT)

    assert response.status_code == 200
    assert response.headers["HX-Retarget"] == response.headers["HX-Reselect"] == f"#p{answer.id}"
    assert f'id="p{answer.id}"' in response.text
    assert sign in response.text
    assert "<html" not in response.text


def test_without_a_script_the_same_act_leads_back(answer, mvp, signed_in):
    response = signed_in(mvp).post(addresses.post_act(answer.id, "kudos"))

    assert response.status_code == 303
    assert response.location.endswith(f"#p{answer.id}")


def test_a_refusal_is_a_sentence_for_the_place_where_things_are_said(answer, helper, signed_in):
    response = signed_in(helper).post(addresses.post_act(answer.id, "kudos"), headers=BY_SCRIPT)

    assert response.status_code == 422
    assert response.headers["HX-Retarget"] == "#said"
    assert 'class="notice notice-due"' in response.text


def test_who_is_not_signed_in_is_led_to_the_door(answer, browser):
    response = browser.post(addresses.post_act(answer.id, "kudos"), headers=BY_SCRIPT)

    assert response.headers["HX-Redirect"].startswith("/accounts/sign-in")
