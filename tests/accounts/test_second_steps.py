"""Two-step sign-in: codes from an app, each once; recovery codes, each once; and roles that wait for it."""

import base64
import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text
from support import people
from support.doors import PASSWORD, is_signed_in, letters, nora, sign_in

from community.accounts import guesses, keys, second_door, second_steps, tokens, totp
from community.accounts.door_models import RecoveryCode, SecondStep
from community.kernel import clock
from community.kernel.db import db

__all__ = ["nora"]
RFC_SECRET = b"12345678901234567890"


@pytest.fixture
def guarded(nora):
    """A member with two-step sign-in: the secret of their app, and their recovery codes."""
    second_steps.begin(nora)
    secret = second_steps.waiting_secret(nora)
    with clock.at(clock.now() - timedelta(minutes=5)):
        codes = second_steps.confirm(nora, shown(secret))
    db.session.commit()
    return secret, codes


def shown(secret):
    """Return what an app shows now."""
    return totp.code(secret, totp.count_at(clock.now()))


def second(client, code):
    return client.post("/accounts/second-door", data={"code": code})


# RFC 6238, appendix B, for SHA-1; the last six of its eight digits
@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        *((59, "287082"), (1111111109, "081804"), (1111111111, "050471")),
        *((1234567890, "005924"), (2000000000, "279037"), (20000000000, "353130")),
    ],
)
def test_codes_are_those_of_the_standard(seconds, code):
    moment = datetime.fromtimestamp(seconds, UTC)

    assert totp.code(RFC_SECRET, totp.count_at(moment)) == code
    assert totp.matching(RFC_SECRET, code, moment, 0) == seconds // 30


@pytest.mark.parametrize(("late", "fits"), [(-30, True), (0, True), (31, True), (61, False), (-31, False)])
def test_half_a_minute_of_difference_is_forgiven(late, fits):
    moment = datetime(2026, 5, 1, 12, 0, 0, tzinfo=UTC)
    code = totp.code(RFC_SECRET, totp.count_at(moment + timedelta(seconds=late)))

    assert (totp.matching(RFC_SECRET, code, moment, 0) is not None) is fits


def test_it_is_turned_on_with_a_picture_a_key_and_a_code(nora, browser):
    sign_in(browser)
    browser.post("/accounts/second-step/begin", data={"password": PASSWORD})
    page = browser.get("/accounts/second-step").text
    key = re.search(r'<code class="secret">([A-Z2-7]+)</code>', page)[1]

    wrong = browser.post("/accounts/second-step", data={"code": "000000"})
    made = browser.post("/accounts/second-step", data={"code": shown(base64.b32decode(key))})

    assert "<svg" in page
    assert "style=" not in page.partition("<svg")[2].partition("</svg>")[0]
    assert wrong.status_code == 422
    assert len(re.findall(r"<li><code>[a-z2-7-]{19}</code>", made.text)) == second_steps.CODES
    assert "Two-step sign-in is on" in letters()[-1]["subject"]
    assert key not in browser.get("/accounts/second-step").text


def test_the_password_alone_opens_nothing_any_more(nora, guarded, browser):
    sent = sign_in(browser)
    before = is_signed_in(browser)

    second(browser, shown(guarded[0]))

    assert "/accounts/second-door" in sent.location
    assert not before
    assert is_signed_in(browser)


def test_a_code_that_was_used_is_refused(nora, guarded, browser, app):
    code = shown(guarded[0])
    sign_in(browser)
    second(browser, code)
    other = app.test_client()
    sign_in(other)

    page = second(other, code)

    assert page.status_code == 422
    assert not is_signed_in(other)


def test_a_recovery_code_opens_the_door_once(nora, guarded, browser, app):
    clients = [browser, app.test_client()]
    for client in clients:
        sign_in(client)
        second(client, guarded[1][0].upper().replace("-", " "))

    assert [is_signed_in(client) for client in clients] == [True, False]
    assert second_steps.codes_left(nora.id) == second_steps.CODES - 1


def test_neither_secret_nor_recovery_codes_can_be_read_in_the_database(nora, guarded):
    kept = [
        str(value)
        for table in ("accounts_second_step", "accounts_recovery_code")
        for row in db.session.execute(text(f"SELECT * FROM {table}")).mappings()
        for value in row.values()
    ]

    plain = [code.replace("-", "") for code in guarded[1]]
    assert not {totp.as_text(guarded[0]), guarded[0].hex(), *guarded[1], *plain} & set(kept)


def test_wrong_codes_wait_like_wrong_passwords(nora, guarded, browser):
    sign_in(browser)
    for _ in range(guesses.FREE):
        second(browser, "000000")

    page = second(browser, shown(guarded[0]))

    assert "too many wrong tries" in page.text
    assert not is_signed_in(browser)


def test_the_second_door_closes_after_ten_minutes_and_opens_to_nobody_without_the_first(guarded, browser, app):
    sign_in(browser)

    with clock.at(clock.now() + second_door.STAYS_OPEN + timedelta(seconds=2)):
        late = second(browser, shown(guarded[0]))
    strange = second(app.test_client(), shown(guarded[0]))

    assert late.location == strange.location == "/accounts/sign-in"


def test_a_new_password_closes_the_second_door(nora, guarded, browser):
    sign_in(browser)
    nora.password = "another hash"

    assert second(browser, shown(guarded[0])).location == "/accounts/sign-in"


def test_the_second_door_leads_to_where_one_wanted_to_go(guarded, browser):
    sent = sign_in(browser, next="/forum/ask")

    done = browser.post(sent.location, data={"code": shown(guarded[0])})

    assert done.location.endswith("/forum/ask")


@pytest.mark.parametrize(("password", "off"), [(PASSWORD, True), ("not-the-password", False), ("", False)])
def test_turning_it_off_needs_the_password(password, off, nora, guarded, browser):
    sign_in(browser)
    second(browser, shown(guarded[0]))

    browser.post("/accounts/second-step/off", data={"password": password})

    assert (not nora.second_step) is off
    assert (db.session.scalars(select(SecondStep)).all() == []) is off


def test_new_recovery_codes_take_the_place_of_the_old(nora, guarded, browser):
    sign_in(browser)
    second(browser, shown(guarded[0]))

    made = browser.post("/accounts/second-step/codes", data={"password": PASSWORD})

    assert made.status_code == 201
    assert not second_steps.is_met(nora, guarded[1][0])
    assert len(db.session.scalars(select(RecoveryCode)).all()) == second_steps.CODES


@pytest.fixture
def demanding(app, monkeypatch):
    """A house whose agents need two steps."""
    monkeypatch.setitem(
        app.extensions,
        "settings",
        type("Demanding", (), {**vars(app.extensions["settings"]), "second_step_roles": "agent"}),
    )


@pytest.mark.parametrize("on", [False, True])
def test_a_role_that_needs_it_waits_for_it_on_pages_and_in_the_api(on, demanding, agent, signed_in, browser):
    agent.second_step = on
    people.board("Staff room", visibility="staff")
    lifetime = tokens.LIFETIMES[0]
    key = keys.issue(by=people.viewer(agent), name="A program", lifetime=lifetime, may_write=False, with_role=True)

    page = signed_in(agent).get("/forum/").text
    answer = browser.get("/api/v1/boards", headers={"Authorization": f"Bearer {key}"}).json

    assert ("Staff room" in page) is on
    assert bool(answer["boards"]) is on


def test_administrators_see_who_of_staff_has_it(admin, agent, helper, signed_in):
    agent.second_step = True

    page = signed_in(admin).get("/accounts/staff").text

    assert re.findall(r"chip-(\w+)", page) == ["ok", "due"]
    assert helper.name not in page


def test_what_is_held_is_told_without_secrets_and_erased(nora, guarded):
    told = second_steps.PERSONAL.told(nora.id)
    second_steps.PERSONAL.erase(nora.id)

    assert [sorted(row) for row in told] == [["on_since", "recovery_codes_left"]]
    assert second_steps.PERSONAL.told(nora.id) == []
    assert not second_steps.is_met(nora, guarded[1][0])
