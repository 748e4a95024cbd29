"""Sessions: seen by their member, ended from elsewhere, by a new password, by idleness and by age."""

from datetime import timedelta

import pytest
from flask import current_app
from sqlalchemy import func, select, text
from support.doors import OTHER, PASSWORD, is_signed_in, letters, nora, sign_in

from community.accounts import devices, forgetting, sessions
from community.accounts.door_models import Session
from community.kernel import clock
from community.kernel.db import db

__all__ = ["nora"]
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"


def rows():
    return db.session.scalars(select(Session).order_by(Session.id)).all()


def test_a_session_says_where_it_is_but_not_the_whole_address(nora, browser):
    sign_in(browser, headers={"User-Agent": FIREFOX}, environ_base={"REMOTE_ADDR": "203.0.113.77"})

    page = browser.get("/accounts/sessions").text

    assert "Firefox on Linux" in page
    assert "203.0.113.0/24" in page
    assert "203.0.113.77" not in page


def test_a_session_is_kept_as_a_digest(nora, browser):
    sign_in(browser)

    with browser.session_transaction() as session:
        secret = session["_user_id"]
    kept = db.session.execute(text("SELECT * FROM accounts_session")).mappings().one()

    assert secret not in map(str, kept.values())
    assert kept["digest"] == sessions.digest(secret)


def test_signing_in_makes_a_session_that_nobody_knew_before(nora, browser):
    with browser.session_transaction() as session:
        session["_user_id"] = "known-to-a-stranger"

    sign_in(browser)

    with browser.session_transaction() as session:
        assert session["_user_id"] != "known-to-a-stranger"
    assert is_signed_in(browser)


def test_a_session_ended_elsewhere_is_refused_at_its_next_request(nora, browser, app):
    elsewhere = app.test_client()
    sign_in(browser)
    sign_in(elsewhere)
    other = rows()[-1].id

    browser.post(f"/accounts/sessions/{other}/end")

    assert not is_signed_in(elsewhere)
    assert is_signed_in(browser)


def test_nobody_ends_the_session_of_another(nora, browser, asker, signed_in):
    sign_in(browser)
    foreign = signed_in(asker).post(f"/accounts/sessions/{rows()[0].id}/end")

    assert foreign.status_code == 404
    assert is_signed_in(browser)


def test_signing_out_everywhere_else_leaves_this_session_alone(nora, browser, app):
    others = [app.test_client() for _ in range(2)]
    for client in (*others, browser):
        sign_in(client)

    browser.post("/accounts/sessions/end-others")

    assert [is_signed_in(client) for client in (*others, browser)] == [False, False, True]


def test_a_cookie_kept_from_before_signing_out_opens_nothing(nora, browser, app):
    sign_in(browser, remember="y")
    cookies = {name: browser.get_cookie(name).value for name in ("session", "remember_token")}
    browser.post("/accounts/sign-out")

    thief = app.test_client()
    for name, value in cookies.items():
        thief.set_cookie(name, value)

    assert not is_signed_in(thief)


def test_who_wants_to_stay_is_signed_in_when_the_browser_opens_again(nora, browser):
    sign_in(browser, remember="y")

    browser.delete_cookie("session")

    assert is_signed_in(browser)


@pytest.mark.parametrize(
    ("remember", "days", "open_"), [("y", 29, True), ("y", 31, False), ("", 0.9, True), ("", 1.1, False)]
)
def test_a_session_ends_when_nobody_uses_it(remember, days, open_, nora, browser):
    sign_in(browser, remember=remember)

    with clock.at(clock.now() + timedelta(days=days)):
        assert is_signed_in(browser) is open_


def test_a_session_ends_however_much_it_is_used(nora, browser):
    sign_in(browser, remember="y")
    session = rows()[0]
    session.seen_at = clock.now() + timedelta(days=90)

    with clock.at(clock.now() + timedelta(hours=current_app.extensions["settings"].session_hours, minutes=1)):
        assert not is_signed_in(browser)


def test_when_a_session_was_last_used_is_written_later(nora, browser):
    sign_in(browser, remember="y")
    sessions.seen().drain()

    with clock.at(later := clock.now() + timedelta(hours=1)):
        browser.get("/accounts/sessions")

    assert sessions.write_seen() == 1
    assert rows()[0].seen_at == later
    assert sessions.write_seen() == 0


def test_a_new_password_ends_the_other_sessions_and_tells_by_mail(nora, browser, app):
    elsewhere = app.test_client()
    sign_in(elsewhere)
    sign_in(browser)

    form = {"password": PASSWORD, "new_password": OTHER, "new_password_confirm": OTHER}
    sent = browser.post("/accounts/password", data=form)

    assert sent.status_code in (302, 303)
    assert is_signed_in(browser)
    assert not is_signed_in(elsewhere)
    assert "password" in letters()[-1]["subject"].lower()
    assert sign_in(app.test_client(), password=OTHER).status_code in (302, 303)


@pytest.mark.parametrize(
    ("old", "new"), [("wrong-one-here", OTHER), ("", OTHER), (PASSWORD, "password1"), (PASSWORD, "Nora.New1")]
)
def test_a_new_password_needs_the_old_one_and_a_good_one(old, new, nora, browser, app):
    sign_in(browser)

    page = browser.post("/accounts/password", data={"password": old, "new_password": new, "new_password_confirm": new})

    assert "That did not work yet" in page.text
    assert sign_in(app.test_client(), password=PASSWORD).status_code in (302, 303)


def test_a_sign_in_from_an_unknown_device_is_told_once(nora, browser, app):
    sign_in(browser, headers={"User-Agent": FIREFOX})
    browser.post("/accounts/sign-out")
    sign_in(browser)

    told = [letter for letter in letters() if "new sign-in" in letter["subject"]]

    assert [letter["to"] for letter in told] == ["nora@people.example"]
    assert "Firefox on Linux" in told[0]["text"]


def test_joining_is_no_sign_in_from_an_unknown_device(browser):
    browser.post("/accounts/sign-up", data={"name": "Nora New", "email": "n@people.example", "password": PASSWORD})

    assert [letter for letter in letters() if "new sign-in" in letter["subject"]] == []


def test_sessions_are_told_without_secrets_and_erased(nora, browser):
    sign_in(browser)

    told = sessions.PERSONAL.told(nora.id)
    sessions.PERSONAL.erase(nora.id)
    sessions.PERSONAL.erase(nora.id)

    assert [sorted(row) for row in told] == [
        ["began_at", "browser", "ended_at", "ends_at", "network", "seen_at", "system"]
    ]
    assert rows() == []


def test_sessions_are_forgotten_ninety_days_after_their_end(nora, browser):
    sign_in(browser)
    browser.post("/accounts/sign-out")

    with clock.at(clock.now() + timedelta(days=89)):
        forgetting.forget("")
    still = db.session.scalar(select(func.count()).select_from(Session))
    with clock.at(clock.now() + timedelta(days=91)):
        forgetting.forget("")

    assert (still, rows()) == (1, [])


@pytest.mark.parametrize(
    ("agent", "named"),
    [
        (FIREFOX, ("Firefox", "Linux")),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120 Safari/537.36 Edg/120", ("Edge", "Windows")),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36", ("Chrome", "Android")),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17 like Mac OS X) Version/17.0 Safari/604.1", ("Safari", "iPhone")),
        ("curl/8.0", ("", "")),
        ("", ("", "")),
    ],
)
def test_a_device_is_named_by_what_its_browser_says(agent, named):
    assert (devices.browser_of(agent), devices.system_of(agent)) == named


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("nowhere", ""),
    ],
)
def test_of_an_address_the_neighbourhood_is_kept(address, network):
    assert devices.network_of(address) == network
