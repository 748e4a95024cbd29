"""Rate limits: who guesses passwords is slowed down with a page that says how long."""

import re

import pytest
from markupsafe import escape

from community.kernel.web.limits import limiter

GUESS = {"email": "", "password": ""}  # refused before any password is compared, which takes its time
TRIES = 20


@pytest.fixture
def limited(app):
    """The application with its limits switched on and nothing counted yet."""
    limiter.enabled = True
    limiter.reset()
    yield app
    limiter.reset()
    limiter.enabled = False


@pytest.fixture
def slowed_down(limited, browser):
    """The answer to one guess too many."""
    answers = [browser.post("/accounts/sign-in", data=GUESS) for _ in range(TRIES)]
    assert {answer.status_code for answer in answers} == {200}
    return browser.post("/accounts/sign-in", data=GUESS)


def test_one_guess_too_many_meets_a_page_that_says_how_long(slowed_down):
    assert slowed_down.status_code == 429
    assert 0 < int(slowed_down.headers["Retry-After"]) <= 301
    assert re.search(r"You can go on in \d+ (minutes?|seconds?)\.", slowed_down.text)
    assert "A little slower, please" in slowed_down.text
    assert slowed_down.mimetype == "text/html"


def test_guessing_at_another_door_counts_too(slowed_down, browser):
    answer = browser.post("/accounts/reset", data={"email": "ann@people.example"})

    assert answer.status_code == 429


def test_reading_is_not_slowed_down(slowed_down, browser):
    assert browser.get("/accounts/sign-in").status_code == 200
    assert browser.get("/").status_code == 200


def test_somebody_else_may_still_sign_in(slowed_down, browser):
    answer = browser.post("/accounts/sign-in", data=GUESS, environ_base={"REMOTE_ADDR": "203.0.113.7"})

    assert answer.status_code == 200


def test_address_that_a_visitor_made_up_changes_nothing(slowed_down, browser):
    answer = browser.post("/accounts/sign-in", data=GUESS, headers={"X-Forwarded-For": "203.0.113.7"})

    assert answer.status_code == 429


def test_words_that_came_too_fast_are_kept_and_can_be_sent_again(limited, topic, helper, signed_in):
    client, words = signed_in(helper), "It helped me to </textarea><b>restart</b> it."
    to = f"/forum/topics/{topic.id}/reply"
    for _ in range(30):
        client.post(to, data={"body": ""})

    slowed = client.post(to, data={"body": words, "once": "a-token-of-mine"})

    assert slowed.status_code == 429
    assert f'method="post" action="{to}"' in slowed.text
    assert str(escape(words)) in slowed.text
    assert "<b>restart" not in slowed.text
    assert '<input type="hidden" name="once" value="a-token-of-mine">' in slowed.text


def test_a_form_with_a_password_is_never_shown_again(limited, browser):
    guess = {"email": "ann at people", "password": "correct horse battery"}
    for _ in range(TRIES):
        browser.post("/accounts/sign-in", data=GUESS)

    slowed = browser.post("/accounts/sign-in", data=guess)

    assert slowed.status_code == 429
    assert "correct horse" not in slowed.text
    assert "ann at people" not in slowed.text
