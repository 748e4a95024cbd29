"""Wrong guesses wait longer and longer, lock nobody out for long, and say nothing about who is a member."""

import re
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from support.doors import OTHER, PASSWORD, is_signed_in, letters, nora, sign_in

from community.accounts import forgetting, guesses
from community.accounts.door_models import Guesses
from community.kernel import clock
from community.kernel.db import db

__all__ = ["nora"]
WAIT = "too many wrong tries"


def guess(client, times, email="nora@people.example", address="198.51.100.7"):
    for _ in range(times):
        page = sign_in(client, email, "not-the-password", environ_base={"REMOTE_ADDR": address})
    return page


def without_address(page):
    own_question = r"<form[^>]*data-passkey.*?</form>"
    return re.sub(rf"\w+@people\.example|csrf_token[^\n]*|{own_question}", "", page.text, flags=re.DOTALL)


def test_after_five_wrong_guesses_the_right_password_waits_too(nora, browser):
    guess(browser, guesses.FREE)

    page = sign_in(browser)

    assert WAIT in page.text
    assert not is_signed_in(browser)


def test_waiting_is_enough(nora, browser):
    guess(browser, guesses.FREE)

    with clock.at(clock.now() + timedelta(seconds=2)):
        sign_in(browser)
        assert is_signed_in(browser)


def test_a_refused_try_does_not_make_the_wait_longer(nora, browser):
    guess(browser, guesses.FREE)
    before = [(row.of, row.failures) for row in db.session.scalars(select(Guesses))]

    guess(browser, 3)

    assert [(row.of, row.failures) for row in db.session.scalars(select(Guesses))] == before


def test_a_stranger_who_guesses_does_not_keep_the_member_from_their_own_device(nora, browser, app):
    sign_in(browser)
    browser.post("/accounts/sign-out")

    stranger = guess(app.test_client(), guesses.FREE + 1)
    sign_in(browser)

    assert WAIT in stranger.text
    assert is_signed_in(browser)


def test_many_accounts_tried_from_one_address_wait_by_the_address(app):
    client = app.test_client()
    for number in range(guesses.FREE_FROM_ADDRESS):
        guess(client, 1, f"somebody{number}@people.example")

    same, other = (guess(client, 1, "last@people.example", address) for address in ("198.51.100.7", "198.51.100.8"))

    assert WAIT in same.text
    assert WAIT not in other.text


def test_an_unknown_address_waits_just_as_a_known_one(nora, app):
    known = guess(app.test_client(), guesses.FREE + 1)
    unknown = guess(app.test_client(), guesses.FREE + 1, "nobody@people.example", "198.51.100.9")

    assert without_address(known) == without_address(unknown)


def test_an_unknown_address_costs_as_many_hashes_as_a_known_one(nora, app, monkeypatch):
    counted = []
    for name in ("flask_security.forms.hash_password", "flask_security.core.verify_and_update_password"):
        monkeypatch.setattr(name, lambda *_: counted.append(1))

    costs = []
    for email in ("nora@people.example", "nobody@people.example"):
        counted.clear()
        guess(app.test_client(), 1, email)
        costs.append(len(counted))

    assert costs == [1, 1]


def test_the_member_is_told_once_that_somebody_guesses(nora, browser):
    moment = clock.now()
    for number in range(14):
        with clock.at(moment + timedelta(minutes=16 * number)):
            guess(browser, 1)

    told = [letter["to"] for letter in letters() if "tries to sign in" in letter["subject"]]

    assert told == ["nora@people.example"]


def test_the_old_password_cannot_be_guessed_where_it_is_changed(nora, browser):
    sign_in(browser)
    form = {"new_password": OTHER, "new_password_confirm": OTHER}
    for _ in range(guesses.FREE):
        browser.post("/accounts/password", data=form | {"password": "not-the-password"})

    page = browser.post("/accounts/password", data=form | {"password": PASSWORD})

    assert WAIT in page.text


def test_guesses_are_kept_without_address_and_forgotten_after_a_day(nora, browser):
    guess(browser, 1)
    kept = " ".join(row.of for row in db.session.scalars(select(Guesses)))

    with clock.at(clock.now() + timedelta(hours=25)):
        forgetting.forget("")

    assert "nora" not in kept
    assert "198.51" not in kept
    assert db.session.scalars(select(Guesses)).all() == []


def test_a_guess_a_day_later_is_the_first_again(nora, browser):
    guess(browser, guesses.FREE)

    with clock.at(clock.now() + timedelta(hours=25)):
        page = guess(browser, 1)

    assert WAIT not in page.text
    assert {row.failures for row in db.session.scalars(select(Guesses))} == {1}


@given(st.integers(0, 10_000), st.integers(1, 20))
def test_the_wait_grows_and_never_locks(failures, free):
    waits = [guesses.delay(failures + more, free) for more in range(2)]

    assert timedelta(0) <= waits[0] <= waits[1] <= guesses.LONGEST


@pytest.mark.parametrize(("failures", "seconds"), [(4, 0), (5, 1), (6, 2), (10, 32), (15, 900), (999, 900)])
def test_each_wrong_guess_doubles_the_wait(failures, seconds):
    assert guesses.delay(failures, guesses.FREE) == timedelta(seconds=seconds)


def test_signing_in_forgets_the_guesses_at_the_account(nora, browser):
    guess(browser, guesses.FREE - 1)

    sign_in(browser, environ_base={"REMOTE_ADDR": "198.51.100.7"})

    assert [row.failures for row in db.session.scalars(select(Guesses))] == [guesses.FREE - 1]
