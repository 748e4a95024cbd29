"""Signing in with an OpenID provider that may lie: only a right answer to our own question lets anybody in."""

import hmac
from datetime import timedelta

import pytest
import requests
from joserfc.jwk import ECKey
from structlog.testing import capture_logs
from support import openid
from support.doors import PASSWORD, is_signed_in, letters, nora, sign_in
from support.openid import come_back, go, walk

from community.accounts import identities, passkeys, second_steps
from community.accounts.door_models import Identity, Passkey
from community.accounts.queries import member_by_email
from community.kernel import clock
from community.kernel.db import db

__all__ = ["nora"]


@pytest.fixture
def provider(app, monkeypatch):
    """A provider that knows Olga, and that the installation knows."""
    with openid.serving() as made:
        monkeypatch.setitem(app.extensions, "provider", openid.known(made.issuer))
        yield made


@pytest.fixture
def olga(provider, app):
    """A member who joined by the provider, and is not signed in."""
    provider.person["email_verified"] = True
    client = app.test_client()
    walk(client, provider)
    client.post("/accounts/oidc/join", data={"name": "Olga Outside"})
    return member_by_email("olga@people.example")


def said(client):
    """Return what the sign-in page says after a refusal."""
    return client.get("/accounts/sign-in").text


def test_the_button_leads_to_the_provider_with_a_challenge_and_a_secret_of_the_browser(provider, browser):
    pages = [browser.get(f"/accounts/{door}").text for door in ("sign-in", "sign-up")]
    asked = go(browser, provider)

    assert all("Sign in with Example ID" in page for page in pages)
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"] == "http://127.0.0.1:8000/accounts/oidc/callback"
    assert min(len(asked[name]) for name in ("state", "nonce", "code_challenge")) >= 43  # 256 bits
    assert openid.SECRET not in str([*pages, asked])


def test_without_a_provider_there_is_no_button_and_no_door(browser):
    assert "accounts/oidc" not in browser.get("/accounts/sign-in").text
    assert [browser.get(f"/accounts/oidc{page}").status_code for page in ("", "/callback")] == [404, 404]


def test_somebody_new_confirms_their_name_and_joins(provider, browser):
    provider.person["email_verified"] = True
    came = walk(browser, provider, "/forum/")
    asked = browser.get(came.location).text
    before = is_signed_in(browser)

    joined = browser.post(came.location, data={"name": "Olga Inside"})

    member = member_by_email("olga@people.example")
    assert 'value="Olga Outside"' in asked
    assert not before
    assert is_signed_in(browser)
    assert (joined.location, member.name, member.password) == ("/forum/", "Olga Inside", None)
    assert member.confirmed_at is not None


@pytest.mark.parametrize("verified", [None, False, "false", "no"])
def test_an_address_that_the_provider_did_not_check_is_not_confirmed(verified, provider, browser):
    provider.person["email_verified"] = verified
    walk(browser, provider)

    browser.post("/accounts/oidc/join", data={"name": "Olga Outside"})

    assert member_by_email("olga@people.example").confirmed_at is None


@pytest.mark.parametrize("email", [None, "no address", 7])
def test_somebody_without_an_address_is_asked_for_one_which_is_not_confirmed(email, provider, browser):
    provider.person |= {"email": email, "email_verified": True}
    walk(browser, provider)

    without = browser.post("/accounts/oidc/join", data={"name": "Olga Outside"})
    browser.post("/accounts/oidc/join", data={"name": "Olga Outside", "email": "olga@elsewhere.example"})

    assert without.status_code == 422
    assert member_by_email("olga@elsewhere.example").confirmed_at is None


def test_somebody_known_is_signed_in_and_led_on(provider, olga, browser):
    came = walk(browser, provider, "/forum/")

    assert came.location == "/forum/"
    assert is_signed_in(browser)
    assert db.session.query(Identity).one().member_id == olga.id


@pytest.mark.parametrize("where", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x"])
def test_nobody_is_led_to_another_site(where, provider, olga, browser):
    assert walk(browser, provider, where).location == "/"


def test_an_address_of_a_member_links_nothing_by_itself(provider, nora, browser):
    provider.person |= {"email": "Nora@People.example", "email_verified": True}

    came = walk(browser, provider)
    joined = browser.post("/accounts/oidc/join", data={"name": "Nora Twin"})

    assert came.location.startswith("/accounts/sign-in?next=")
    assert joined.status_code == 422
    assert not is_signed_in(browser)
    assert db.session.query(Identity).count() == 0


def test_a_member_signs_in_first_then_confirms_and_is_told(provider, nora, browser, app):
    provider.person["email"] = "nora@people.example"
    walk(browser, provider)
    sign_in(browser)

    page = browser.get("/accounts/identities/link").text
    asked_only = db.session.query(Identity).count()
    browser.post("/accounts/identities/link")
    other = app.test_client()
    walk(other, provider)

    assert "Link Example ID to your account?" in page
    assert "Your password" not in page  # they typed it just now
    assert asked_only == 0
    assert is_signed_in(other)
    assert "Example ID" in letters()[-2]["subject"] + letters()[-1]["subject"]


def test_linking_from_the_settings_needs_the_password(provider, nora, browser):
    with clock.at(clock.now() - timedelta(hours=1)):
        sign_in(browser)
    came = walk(browser, provider)

    wrong = browser.post(came.location, data={"password": "not-the-password"})
    none = db.session.query(Identity).count()
    right = browser.post(came.location, data={"password": PASSWORD})

    assert (wrong.status_code, none, right.status_code) == (422, 0, 303)
    assert [row.member_id for row in db.session.query(Identity)] == [nora.id]


def test_what_is_linked_to_one_member_is_linked_to_no_other(provider, olga, nora, browser):
    sign_in(browser)
    came = walk(browser, provider)

    sent = browser.post(came.location, data={"password": PASSWORD})

    assert "linked to an account already" in sent.text
    assert [row.member_id for row in db.session.query(Identity)] == [olga.id]


def test_an_arrival_counts_once_even_for_a_copied_cookie(provider, olga, browser, app):
    asked = go(browser, provider)
    browser.get("/accounts/oidc/callback", query_string={"code": openid.CODE, "state": asked["state"]})
    copied, other = browser.get_cookie("session").value, app.test_client()
    browser.get("/accounts/oidc/arrival")
    other.set_cookie("session", copied)

    other.get("/accounts/oidc/arrival")

    assert is_signed_in(browser)
    assert not is_signed_in(other)


def test_the_second_step_is_asked_here_too(provider, olga, browser):
    second_steps.begin(olga)
    olga.second_step = True

    came = walk(browser, provider, "/forum/")

    assert came.location == "/accounts/second-door?next=/forum/"
    assert not is_signed_in(browser)


def test_a_member_who_left_does_not_come_in(provider, olga, browser):
    olga.active = False

    came = walk(browser, provider)

    assert came.location == "/accounts/sign-in"
    assert "account is closed" in said(browser)
    assert not is_signed_in(browser)


def test_what_was_erased_opens_nothing_and_is_told_before(provider, olga, browser):
    told = identities.PERSONAL.told(olga.id)
    identities.PERSONAL.erase(olga.id)

    walk(browser, provider)

    assert [(row["issuer"], row["subject"]) for row in told] == [(provider.issuer, "u-1")]
    assert not is_signed_in(browser)


# ---- Lies ----------------------------------------------------------------------------------------

LIES = {
    "nonce": {"nonce": "another"},
    "no nonce": {"nonce": None},
    "audience": {"aud": "another"},
    "no audience": {"aud": None},
    "party": {"aud": ["another", openid.CLIENT], "azp": "another"},
    "no party": {"aud": ["another", openid.CLIENT]},
    "issuer": {"iss": "https://evil.example"},
    "expired": {"exp": -61},
    "no end": {"exp": None},
    "of tomorrow": {"iat": 120, "exp": 400},
    "no beginning": {"iat": None},
    "not yet": {"nbf": 120},
    "no subject": {"sub": None},
    "empty subject": {"sub": ""},
    "long subject": {"sub": "u" * 256},
    "another token": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
}


@pytest.mark.parametrize("lie", LIES)
def test_a_token_that_is_not_ours_or_not_of_now_is_refused(lie, provider, olga, browser):
    now = int(clock.now().timestamp())
    moments = ("exp", "iat", "nbf")
    provider.claims = {
        name: now + value if name in moments and value is not None else value for name, value in LIES[lie].items()
    }

    came = walk(browser, provider)

    assert came.location == "/accounts/sign-in"
    assert "could not check what Example ID told us" in said(browser)
    assert not is_signed_in(browser)


def test_a_clock_that_differs_by_half_a_minute_is_forgiven(provider, olga, browser):
    now = int(clock.now().timestamp())
    provider.claims = {"iat": now + 30, "exp": now - 30}

    walk(browser, provider)

    assert is_signed_in(browser)


def _foreign_key(provider):
    provider.key = ECKey.generate_key("P-256", {"kid": "first"})


def _unsigned(provider):
    provider.alg, provider.forged = "none", lambda _told: b""


def _public_key_as_secret(provider):
    secret = provider.published[0].as_pem(private=False)
    provider.alg, provider.forged = "HS256", lambda told: hmac.digest(secret, told, "sha256")


@pytest.mark.parametrize("lying", [_foreign_key, _unsigned, _public_key_as_secret])
def test_a_token_that_the_provider_did_not_sign_is_refused(lying, provider, olga, browser):
    lying(provider)

    walk(browser, provider)

    assert "could not check" in said(browser)
    assert not is_signed_in(browser)


def test_a_new_key_is_looked_for_once(provider, olga, app, browser):
    provider.key = ECKey.generate_key("P-256", {"kid": "second"})
    walk(app.test_client(), provider)
    without = provider.asked.count("/keys")
    provider.published = [provider.key]

    walk(browser, provider)
    walk(app.test_client(), provider)

    assert is_signed_in(browser)
    assert provider.asked.count("/keys") == without + 1
    assert provider.asked.count(openid.DISCOVERY) == 1


@pytest.mark.parametrize("how", ["wrong", "missing", "twice", "another browser", "too late"])
def test_an_answer_to_no_question_of_this_browser_is_refused(how, provider, olga, browser, app):
    asked, client, late = go(browser, provider), browser, timedelta(0)
    if how == "wrong":
        asked |= {"state": "made-up"}
    if how == "missing":
        asked |= {"state": ""}
    if how == "twice":
        come_back(browser, asked)
        browser.post("/accounts/sign-out")
    if how == "another browser":
        client = app.test_client()
    if how == "too late":
        late = timedelta(minutes=16)

    with clock.at(clock.now() + late):
        came = come_back(client, asked)

    assert came.location == "/accounts/sign-in"
    assert not is_signed_in(client)


def test_an_answer_that_another_provider_says_to_have_sent_is_refused(provider, olga, browser):
    come_back(browser, go(browser, provider), iss="https://evil.example")

    assert not is_signed_in(browser)


def test_who_says_no_at_the_provider_reads_a_sentence(provider, browser):
    come_back(browser, go(browser, provider), error="access_denied", error_description="<b>no</b>")

    page = said(browser)
    assert "Example ID did not sign you in" in page
    assert "<b>no</b>" not in page


# ---- Failures ------------------------------------------------------------------------------------


def _down(provider, app):
    app.extensions["provider"] = openid.known("http://127.0.0.1:9")


def _failing(provider, app):
    provider.status = 500


def _another_issuer(provider, app):
    provider.document = {"issuer": "https://evil.example"}


def _over_plain_http(provider, app):
    provider.document = {"authorization_endpoint": "http://evil.example/auth"}


def _endless(provider, app):
    provider.document = {"more": "x" * 400_000}


@pytest.mark.parametrize("broken", [_down, _failing, _another_issuer, _over_plain_http, _endless])
def test_a_provider_that_does_not_answer_as_it_should_is_a_sentence(broken, provider, app, browser):
    broken(provider, app)

    begun = browser.get("/accounts/oidc")

    assert begun.location == "/accounts/sign-in"
    assert "Example ID does not answer as it should" in said(browser)


def test_a_provider_that_failed_is_left_alone_for_a_moment(provider, browser):
    provider.status = 500
    for _ in range(3):
        browser.get("/accounts/oidc")
    asked = len(provider.asked)
    provider.status = 200

    with clock.at(clock.now() + timedelta(seconds=11)):
        begun = browser.get("/accounts/oidc")

    assert asked == 1
    assert begun.location.startswith(provider.issuer)


def test_a_provider_that_says_nothing_is_not_waited_for(provider, browser, monkeypatch):
    def silent(*_args, timeout, **_more):
        raise requests.ReadTimeout(str(timeout))

    monkeypatch.setattr(requests, "get", silent)

    assert browser.get("/accounts/oidc").location == "/accounts/sign-in"


def test_the_log_names_the_failure_and_no_secret(provider, olga, browser):
    provider.claims = {"nonce": "another"}

    with capture_logs() as logs:
        walk(browser, provider)
        asked = go(browser, provider)
        browser.get("/accounts/oidc/callback", query_string={"code": "another-code", "state": asked["state"]})

    told = [(line["event"], line["reason"]) for line in logs if "openid" in line["event"]]
    secrets = [openid.SECRET, openid.CODE, "another-code", provider.sent["code_verifier"], provider.id_token()]
    assert told == [("openid answer refused", "invalid_claim"), ("openid provider failed", "invalid_grant")]
    assert [secret for secret in secrets if secret in str(logs)] == []


# ---- The page of what is linked ------------------------------------------------------------------


def test_members_see_what_is_linked_and_unlink_it(provider, olga, signed_in, browser):
    olga.password = "a hash"
    (identity,) = identities.identities_of(olga.id)
    client = signed_in(olga)

    page = client.get("/accounts/identities").text
    client.post(f"/accounts/identities/{identity.id}/remove")

    assert "Example ID" in page
    assert identities.identities_of(olga.id) == []


def test_the_last_way_to_sign_in_stays_until_there_is_another(provider, olga, signed_in):
    (identity,) = identities.identities_of(olga.id)
    client, address = signed_in(olga), f"/accounts/identities/{identity.id}/remove"

    refused = client.post(address)
    now = clock.now()
    db.session.add(Passkey(member_id=olga.id, name="Key", credential="c", public_key="p", sign_count=0, made_at=now))
    taken = client.post(address)

    assert (refused.status_code, taken.status_code) == (422, 303)
    assert len(passkeys.passkeys_of(olga.id)) == 1


def test_nobody_unlinks_what_is_not_theirs(provider, olga, asker, signed_in):
    (identity,) = identities.identities_of(olga.id)

    answer = signed_in(asker).post(f"/accounts/identities/{identity.id}/remove")

    assert answer.status_code == 404
    assert identities.identities_of(olga.id) == [identity]
