"""Addresses: shown to be theirs by a link and a button; changed with the password, and the old one is told."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from support import people
from support.doors import OTHER, PASSWORD, is_signed_in, letters, nora, reset_link, sign_in

from community.accounts import confirmation, queries
from community.accounts.welcome import welcome
from community.kernel import clock
from community.kernel.db import db
from community.kernel.errors import Refused

__all__ = ["nora"]
NEW = "nora.new@elsewhere.example"
BANNER = "until then you get no other mail"


@pytest.fixture
def newcomer(browser):
    """A member who just signed up with the form."""
    browser.post("/accounts/sign-up", data={"name": "Nele New", "email": "nele@people.example", "password": PASSWORD})
    return queries.member_by_email("nele@people.example")


def link_in(letter):
    return urlsplit(re.search(r"https?://\S+/accounts/confirm/\S+", letter["text"])[0]).path


def to(address):
    return [letter for letter in letters() if letter["to"] == address]


def ask(client, email=NEW, password=PASSWORD):
    return client.post("/accounts/address", data={"email": email, "password": password})


def test_a_link_and_a_button_confirm_an_address(newcomer, browser):
    browser.post("/accounts/confirm-again")
    path = link_in(letters()[-1])

    page = browser.get(path)
    before = queries.member_by_email("nele@people.example").confirmed_at
    browser.post(path)

    assert "nele@people.example" in page.text
    assert "account “Nele New”. If you did not make that account, press nothing" in page.text
    assert before is None
    assert queries.member_by_email("nele@people.example").confirmed_at is not None
    assert BANNER not in browser.get("/").text


def test_until_then_a_member_writes_sees_a_banner_and_gets_no_other_mail(newcomer, browser, board):
    browser.post("/accounts/sign-out")
    sign_in(browser, "nele@people.example")

    page = browser.get("/").text

    assert is_signed_in(browser)
    assert BANNER in page
    assert letters() == []  # not even of a new device
    assert newcomer.mail_address is None


def test_the_link_is_sent_again_once_in_ten_minutes(newcomer, browser):
    moment = clock.now().replace(minute=0, second=0)
    for minutes in (1, 2, 11):
        with clock.at(moment + timedelta(minutes=minutes)):
            browser.post("/accounts/confirm-again")

    assert len(to("nele@people.example")) == 2


@pytest.mark.parametrize(("days", "holds"), [(4.9, True), (5.1, False)])
def test_a_link_holds_for_five_days(days, holds, newcomer, browser):
    path = urlsplit(confirmation.link(newcomer, "nele@people.example")).path

    with clock.at(clock.now() + timedelta(days=days)):
        browser.post(path)

    assert (queries.member_by_email("nele@people.example").confirmed_at is not None) is holds


def test_a_link_counts_once_and_a_made_up_one_never(newcomer, browser):
    token = confirmation.link(newcomer, "nele@people.example").rpartition("/")[2]
    confirmation.confirm(token)

    with pytest.raises(Refused, match="used already"):
        confirmation.confirm(token)
    with pytest.raises(Refused, match="not one of ours"):
        confirmation.confirm(token[:-2])


def test_whom_the_house_adds_is_confirmed_and_who_is_imported_has_no_address(nora):
    assert nora.confirmed_at is not None
    assert nora.mail_address == "nora@people.example"


def test_setting_a_password_by_mail_confirms_the_address_too(newcomer, app):
    client = app.test_client()
    client.post("/accounts/reset", data={"email": "nele@people.example"})
    link = re.search(r"https?://\S+/accounts/reset/\S+", letters()[-1]["text"])[0]

    client.post(urlsplit(link).path, data={"password": "quite-another-6w", "password_confirm": "quite-another-6w"})

    assert queries.member_by_email("nele@people.example").confirmed_at is not None


def test_a_new_address_is_confirmed_there_and_the_old_one_is_told(nora, browser):
    sign_in(browser)
    ask(browser)
    path = link_in(to(NEW)[-1])
    still = queries.member_by_email("nora@people.example")

    browser.post(path)
    again = browser.post(path)

    assert still is not None
    assert queries.member_by_email(NEW) is not None
    assert queries.member_by_email("nora@people.example") is None
    assert [("change" in letter["subject"]) for letter in to("nora@people.example")][-2:] == [True, True]
    assert again.status_code == 422


@pytest.mark.parametrize(
    ("email", "password"),
    [(NEW, "not-the-password"), (NEW, ""), ("no address", PASSWORD), ("nora@people.example", PASSWORD)],
)
def test_a_new_address_needs_the_password_and_must_be_one(email, password, nora, browser):
    sign_in(browser)

    page = ask(browser, email, password)

    assert page.status_code == 422
    assert to(NEW) == []


def test_an_address_that_somebody_has_is_answered_like_any_other(nora, browser):
    taken = people.member("Tom Taken").email
    sign_in(browser)

    known, free = ask(browser, taken), ask(browser)

    assert (known.status_code, known.location) == (free.status_code, free.location)
    assert to(taken) == []


def test_of_two_who_want_one_address_the_first_to_confirm_has_it(nora, asker):
    first, second = (confirmation.link(member, NEW).rpartition("/")[2] for member in (nora, asker))
    confirmation.confirm(first)

    with pytest.raises(Refused, match="already"):
        confirmation.confirm(second)


def reset(client, email="nora@people.example", password=OTHER):
    """Have a link sent to an address, and set a new password by it."""
    client.post("/accounts/reset", data={"email": email})
    return client.post(reset_link(), data={"password": password, "password_confirm": password})


@pytest.mark.parametrize("way", ["by mail", "under settings"])
def test_a_new_password_ends_the_links_to_a_new_address(way, nora, browser, app):
    sign_in(browser)
    ask(browser)
    path = link_in(to(NEW)[-1])
    if way == "by mail":
        reset(app.test_client())
    else:
        form = {"password": PASSWORD, "new_password": OTHER, "new_password_confirm": OTHER}
        browser.post("/accounts/password", data=form)

    seen, pressed = browser.get(path), browser.post(path)

    assert (seen.status_code, pressed.status_code) == (400, 422)
    assert "Your password was changed after this link was sent." in seen.text
    assert queries.member_by_email(NEW) is None


def test_a_link_for_a_new_password_ends_when_the_address_moves_and_the_session_stays(nora, browser, app):
    browser.post("/accounts/reset", data={"email": "nora@people.example"})
    old = reset_link()
    sign_in(browser)
    ask(browser)
    browser.post(link_in(to(NEW)[-1]))

    app.test_client().post(old, data={"password": OTHER, "password_confirm": OTHER})

    assert is_signed_in(browser)
    assert [is_in(app, NEW, password) for password in (OTHER, PASSWORD)] == [False, True]


def test_of_two_links_to_new_addresses_one_counts(nora):
    first, second = (confirmation.link(nora, address).rpartition("/")[2] for address in (NEW, "n@elsewhere.example"))
    confirmation.confirm(first)

    with pytest.raises(Refused):
        confirmation.confirm(second)
    confirmation.confirm(confirmation.link(nora, "nora@people.example").rpartition("/")[2])
    with pytest.raises(Refused, match="after this link was sent"):
        confirmation.confirm(first)  # though the address is again what it was then


def test_a_first_link_outlives_a_new_password(newcomer, browser):
    path = urlsplit(confirmation.link(newcomer, "nele@people.example")).path
    form = {"password": PASSWORD, "new_password": OTHER, "new_password_confirm": OTHER}
    browser.post("/accounts/password", data=form)

    browser.post(path)

    assert newcomer.confirmed_at is not None


def is_in(app, email, password):
    client = app.test_client()
    sign_in(client, email, password)
    return is_signed_in(client)


def test_the_welcome_of_who_confirmed_has_no_link(nora):
    db.session.flush()
    fact = type("Fact", (), {"event": type("Joined", (), {"member_id": nora.id})()})()

    welcome([fact])

    assert "/accounts/confirm/" not in letters()[-1]["text"]
