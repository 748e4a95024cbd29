"""Sign up, sign in, sign out, a new password by mail: what each door says, and to whom it opens."""

import re
from datetime import timedelta
from urllib.parse import urljoin, urlsplit

import pytest
import time_machine
from house import index
from sqlalchemy import select
from support import people

from community.accounts import queries, services
from community.accounts.events import MemberJoined
from community.accounts.models import Member
from community.accounts.welcome import WELCOME
from community.kernel import clock, consumers
from community.kernel import db as kernel_db
from community.kernel.db import db
from community.kernel.events import publish_imported
from community.kernel.outbox import OutboxRow

PASSWORD, OTHER = "a-long-password-4u", "another-password-5v"
JOIN = {"name": "Nora New", "email": "nora@people.example", "password": PASSWORD}


@pytest.fixture
def nora(app):
    made = services.create_member(name="Nora New", email="nora@people.example", password=PASSWORD, role="member")
    db.session.commit()
    return made


def sign_in(client, email="nora@people.example", password=PASSWORD, **more):
    return client.post("/accounts/sign-in", data={"email": email, "password": password, **more})


def is_signed_in(client):
    return client.get("/accounts/settings").status_code == 200


def mails():
    return [row.payload for row in db.session.scalars(select(OutboxRow).order_by(OutboxRow.id))]


def says(page):
    notice = re.search(r'role="alert".*?</div>\s*</div>', page.text, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", notice[0]).split()) if notice else ""


def test_the_form_makes_a_member_who_is_signed_in(browser):
    sent = browser.post("/accounts/sign-up", data=JOIN)

    member = queries.member_by_email("nora@people.example")
    assert sent.status_code in (302, 303)
    assert (member.name, member.role, member.handle) == ("Nora New", "member", "nora-new")
    assert PASSWORD not in member.password
    assert is_signed_in(browser)


@pytest.mark.parametrize(
    "changes",
    [{"name": ""}, {"name": "  "}, {"name": "x"}, {"email": "no address"}, {"password": "short"}, {"password": ""}],
)
def test_a_refused_sign_up_keeps_what_was_typed_but_the_password(changes, browser):
    form = JOIN | changes

    page = browser.post("/accounts/sign-up", data=form)

    assert says(page)
    assert f'value="{form["email"]}"' in page.text
    assert PASSWORD not in page.text
    assert queries.member_by_email("nora@people.example") is None


def test_signing_up_with_a_taken_address_tells_nobody_that_it_is_taken(nora, browser, app):
    taken = browser.post("/accounts/sign-up", data=JOIN | {"name": "Somebody Else"})
    free = app.test_client().post("/accounts/sign-up", data=JOIN | {"email": "free@people.example"})

    assert (taken.status_code, taken.location) == (free.status_code, free.location)
    assert db.session.scalar(select(Member.name).where(Member.email == "nora@people.example")) == "Nora New"
    assert not is_signed_in(browser)


@pytest.mark.parametrize("email", ["nora@people.example", "Nora@People.Example"])
def test_the_right_password_opens_the_door(email, nora, browser):
    sent = sign_in(browser, email)

    assert sent.status_code in (302, 303)
    assert is_signed_in(browser)


def test_a_wrong_password_and_an_unknown_address_are_told_alike(nora, browser):
    wrong = sign_in(browser, password="not-the-password")
    unknown = sign_in(browser, email="nobody@people.example")

    assert says(wrong) == says(unknown) != ""
    assert wrong.status_code == unknown.status_code
    assert not is_signed_in(browser)


def test_who_has_no_password_or_is_not_active_stays_outside(nora, browser):
    imported = people.member("Imre Imported")
    nora.active = False

    answers = [sign_in(browser, imported.email, ""), sign_in(browser, imported.email, "None"), sign_in(browser)]

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert not is_signed_in(browser)


def test_signing_out_ends_the_session(nora, browser):
    sign_in(browser)

    sent = browser.post("/accounts/sign-out", follow_redirects=True)

    assert "You are signed out." in sent.text
    assert not is_signed_in(browser)


def test_the_door_leads_back_to_where_one_wanted_to_go(nora, browser):
    asked = browser.get("/forum/ask?board=getting-started")
    door = browser.get(asked.location)
    action = re.search(r'name="next"[^>]*value="([^"]*)"', door.text)

    sent = sign_in(browser, next=action[1] if action else "")

    assert asked.status_code == 303
    assert sent.location.endswith("/forum/ask?board=getting-started")


@pytest.mark.parametrize(
    "target",
    [
        *("https://evil.example/", "//evil.example", "///evil.example", r"/\evil.example", r"\\evil.example"),
        *("http:evil.example", "/\t/evil.example", "javascript:alert(1)", "https://localhost@evil.example/"),
        *("//evil.example/%2f..", "http://localhost.evil.example", "/%09/evil.example", "////evil.example"),
    ],
)
def test_the_door_never_leads_to_another_site(target, nora, browser):
    sent = browser.post("/accounts/sign-in", query_string={"next": target}, data={**JOIN, "next": target})

    location = sent.headers.get("Location", "/")
    led = urlsplit(urljoin("http://localhost/", location.replace("\\", "/").replace("\t", "")))
    assert (led.scheme, led.netloc) == ("http", "localhost")


def test_a_forgotten_password_is_set_anew_by_a_link_that_works_once(nora, browser, app):
    browser.post("/accounts/reset", data={"email": "nora@people.example"})
    link = _link()
    form = {"password": OTHER, "password_confirm": OTHER}

    opened, sent = browser.get(link), browser.post(link, data=form)
    again = app.test_client().post(link, data={"password": PASSWORD, "password_confirm": PASSWORD})

    assert opened.status_code == 200
    assert sent.status_code in (302, 303)
    assert again.status_code in (302, 303)
    assert sign_in(app.test_client(), password=PASSWORD).status_code == 200
    assert sign_in(app.test_client(), password=OTHER).status_code in (302, 303)


def test_a_new_password_ends_the_sessions_of_the_old(nora, browser, app):
    elsewhere = app.test_client()
    sign_in(elsewhere)
    browser.post("/accounts/reset", data={"email": "nora@people.example"})

    browser.post(_link(), data={"password": OTHER, "password_confirm": OTHER})

    assert not is_signed_in(elsewhere)


def test_a_link_for_a_new_password_expires(nora, browser):
    browser.post("/accounts/reset", data={"email": "nora@people.example"})
    link = _link()

    with time_machine.travel(clock.now() + timedelta(hours=1, minutes=1)):
        late = browser.get(link)

    assert late.status_code in (302, 303)
    assert "/accounts/reset" in late.location


def test_asking_for_a_new_password_does_not_tell_who_is_a_member(nora, browser, app):
    pages = [
        client.post("/accounts/reset", data={"email": email}, follow_redirects=True)
        for client, email in ((browser, "nora@people.example"), (app.test_client(), "no@people.example"))
    ]

    known, unknown = (re.sub(r'\w+@people\.example|value="[^"]*"', "", page.text) for page in pages)
    assert known == unknown
    assert [mail["to"] for mail in mails()] == ["nora@people.example"]


def _link():
    """Return the path of the link in the newest mail."""
    found = re.search(r"https?://\S+/accounts/reset/\S+", mails()[-1]["text"])
    return urlsplit(found[0]).path


def test_everybody_who_joins_gets_one_mail_and_nobody_who_was_imported(live_app):
    live_app.test_client().post("/accounts/sign-up", data=JOIN)
    with kernel_db.writing():
        imported = people.member("Imre Imported")
    with kernel_db.writing():
        publish_imported([(MemberJoined(member_id=imported.id), clock.now())])
    imre = imported.email
    index.settle()

    for _ in range(2):
        consumers.run(WELCOME)

    (asked,) = [mail for mail in mails() if mail["to"] == "nora@people.example"]
    assert "/accounts/confirm/" in asked["text"]
    assert "Hello Nora New" in asked["text"]
    welcomed = [mail["to"] for mail in mails() if mail["subject"].startswith("Welcome")]
    assert welcomed == [imre]  # for joining here, not for the imported fact
