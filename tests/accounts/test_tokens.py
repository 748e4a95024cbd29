"""Keys to the API: shown once, kept as a digest, for as much as their member chose, until they end or are revoked."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, text
from support import people

from community.accounts import keys, tokens
from community.accounts.models import Token
from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.errors import Refused

MONTH = timedelta(days=30)
FORM = {"name": "My script", "lifetime": "30"}


def issue(member, **more):
    given = {"name": "My script", "lifetime": MONTH, "may_write": False, "with_role": False} | more
    return keys.issue(by=people.viewer(member), **given)


def ask(browser, secret, path="/api/v1/boards"):
    return browser.get(path, headers={"Authorization": f"Bearer {secret}"})


def boards(answer):
    return [board["slug"] for board in answer.json["boards"]]


def test_a_token_is_shown_once_and_kept_as_a_digest(asker, signed_in):
    client = signed_in(asker)

    made = client.post("/accounts/tokens", data=FORM)
    secret = re.search(r"gsw_[\w-]+", made.text)[0]
    later = client.get("/accounts/tokens")

    assert made.status_code == 201
    assert "My script" in later.text
    assert secret not in later.text
    row = db.session.execute(text("SELECT * FROM accounts_token")).mappings().one()
    assert secret not in map(str, row.values())
    assert row["digest"] == tokens.digest(secret)


def test_a_token_shows_the_api_what_its_member_may_see(asker, browser):
    people.board("Members only", visibility="members")
    people.board("Staff room", visibility="staff")

    seen = boards(ask(browser, issue(asker)))

    assert seen == ["members-only"]
    assert boards(browser.get("/api/v1/boards")) == []


def test_a_token_has_the_rights_of_a_role_only_where_it_was_given_them(browser):
    people.board("Staff room", visibility="staff")
    agent = people.member("Ada Agent", role="agent")

    plain, whole = issue(agent), issue(agent, with_role=True)

    assert boards(ask(browser, plain)) == []
    assert boards(ask(browser, whole)) == ["staff-room"]


def test_a_role_that_was_taken_is_taken_from_the_token(browser):
    people.board("Staff room", visibility="staff")
    agent = people.member("Ada Agent", role="agent")
    secret = issue(agent, with_role=True)

    agent.role = "member"

    assert boards(ask(browser, secret)) == []


@pytest.mark.parametrize("spoil", ["revoked", "ended", "left", "unknown", "cut"])
def test_a_token_that_opens_nothing_is_refused_with_a_sentence(spoil, asker, browser):
    secret = issue(asker)
    token = db.session.scalars(select(Token)).one()
    if spoil == "revoked":
        keys.revoke(token=token, by=people.viewer(asker))
    elif spoil == "ended":
        token.expires_at = clock.now()
    elif spoil == "left":
        asker.active = False
    else:
        secret = "gsw_made-up" if spoil == "unknown" else secret[:-1]

    answer = ask(browser, secret)

    assert answer.status_code == 401
    assert answer.mimetype == "application/problem+json"
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert "revoked, or has ended" in answer.json["detail"]


@pytest.mark.parametrize("header", ["", "Basic aW5lczpzZWNyZXQ=", "Bearer", "Bearer "])
def test_a_request_without_a_token_is_nobodys(header, board, browser):
    answer = browser.get("/api/v1/boards", headers={"Authorization": header})

    assert answer.status_code == 200


def test_a_token_opens_no_page(asker, browser):
    secret = issue(asker, may_write=True, with_role=True)

    answer = browser.get("/accounts/settings", headers={"Authorization": f"Bearer {secret}"})

    assert answer.status_code == 303


def test_use_is_written_down_later_and_shown(asker, browser, signed_in):
    keys.uses().drain()
    ask(browser, issue(asker))

    written = keys.write_uses()
    page = signed_in(asker).get("/accounts/tokens").text

    assert written == 1
    assert keys.write_uses() == 0
    assert "never" not in page


def test_a_member_revokes_only_their_own(asker, helper, signed_in):
    issue(asker)
    token = db.session.scalars(select(Token)).one()

    foreign = signed_in(helper).post(f"/accounts/tokens/{token.id}/revoke")
    before = token.revoked_at
    own = signed_in(asker).post(f"/accounts/tokens/{token.id}/revoke", follow_redirects=True)

    assert foreign.status_code == 404
    assert before is None
    assert "opens nothing any more" in own.text


@pytest.mark.parametrize(
    ("more", "sentence"),
    [({"name": "  "}, "name"), ({"name": "x" * 61}, "name"), ({"lifetime": timedelta(days=9000)}, "times")],
)
def test_what_does_not_fit_is_refused(more, sentence, asker):
    with pytest.raises(Refused, match=sentence):
        issue(asker, **more)


def test_twenty_tokens_are_the_most(asker):
    for _ in range(tokens.MOST_TOKENS):
        issue(asker)

    with pytest.raises(Refused, match="revoke one"):
        issue(asker)


def test_nobody_in_particular_makes_none():
    with pytest.raises(Refused):
        keys.issue(by=Viewer(), name="x", lifetime=MONTH, may_write=False, with_role=False)


@pytest.mark.parametrize(
    ("header", "token"),
    [("Bearer abc", "abc"), ("bearer  abc ", "abc"), ("Basic abc", None), ("Bearer", None), ("", None)],
)
def test_header_holds_a_token_of_the_bearer_kind_only(header, token):
    assert tokens.of_header(header) == token
