"""Claiming an account: whoever shows first that its address is theirs has it alone, whoever prepared it."""

import pytest
from sqlalchemy import select
from support.doors import OTHER, PASSWORD, is_signed_in, letters, reset_link, sign_in

from community.accounts import confirmation, identities, keys, passkeys, queries, second_steps, totp
from community.accounts.door_models import Identity, Passkey, RecoveryCode, SecondStep
from community.accounts.tokens import LIFETIMES
from community.kernel import clock
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.events import EventRow

VICTIM = "vera@people.example"


@pytest.fixture
def stranger(app):
    """The browser of somebody who signed up with an address that is not theirs."""
    client = app.test_client()
    client.post("/accounts/sign-up", data={"name": "Vera Victim", "email": VICTIM, "password": PASSWORD})
    return client


@pytest.fixture
def prepared(stranger):
    """The account, with everything by which the stranger could come back; and the token of it."""
    member, now = queries.member_by_email(VICTIM), clock.now()
    token = keys.issue(by=member.viewer, name="Mine", lifetime=LIFETIMES[0], may_write=True, with_role=True)
    db.session.add(Passkey(member_id=member.id, name="p", credential="c", public_key="k", sign_count=0, made_at=now))
    db.session.add(Identity(member_id=member.id, issuer="https://id.example", subject="s", linked_at=now, used_at=now))
    second_steps.begin(member)
    second_steps.confirm(member, totp.code(second_steps.waiting_secret(member), totp.count_at(now)))
    db.session.commit()
    return member, token


def reset(client):
    client.post("/accounts/reset", data={"email": VICTIM})
    return client.post(reset_link(), data={"password": OTHER, "password_confirm": OTHER})


def answers(client, token):
    return client.get("/api/v1/me", headers={"Authorization": f"Bearer {token}"}).status_code


def test_nothing_that_a_stranger_set_up_opens_the_account_any_more(prepared, stranger, browser, app):
    member, token = prepared
    change = confirmation.link(member, "thief@elsewhere.example").rpartition("/")[2]
    before = answers(browser, token)

    reset(browser)
    sign_in(owner := app.test_client(), VICTIM, OTHER)

    assert (before, answers(browser, token)) == (200, 401)
    assert is_signed_in(owner)  # by the password alone
    assert not is_signed_in(stranger)
    assert (member.confirmed_at is not None, member.second_step) == (True, False)
    assert (passkeys.passkeys_of(member.id), identities.identities_of(member.id)) == ([], [])
    assert [db.session.scalars(select(table)).all() for table in (SecondStep, RecoveryCode)] == [[], []]
    with pytest.raises(Refused):
        confirmation.confirm(change)


def test_it_is_written_down_and_the_owner_is_told(prepared, browser):
    reset(browser)

    kinds = set(db.session.scalars(select(EventRow.kind)))
    told = [letter for letter in letters() if letter["subject"] == "Your account at Groundswell is yours alone now"]
    ended = {"token_revoked", "passkey_removed", "identity_removed", "second_step_changed"}
    assert {f"accounts.{name}" for name in ended} <= kinds
    assert [letter["to"] for letter in told] == [VICTIM]


def test_a_second_step_that_no_code_confirmed_is_forgotten_too(stranger, browser):
    member = queries.member_by_email(VICTIM)
    second_steps.begin(member)

    reset(browser)

    assert second_steps.waiting_secret(member) is None


def test_who_set_nothing_up_reads_of_nothing(stranger, browser):
    reset(browser)

    assert queries.member_by_email(VICTIM).confirmed_at is not None
    assert [letter for letter in letters() if "yours alone" in letter["subject"]] == []


def test_who_had_confirmed_the_address_keeps_everything(prepared, browser):
    member, token = prepared
    member.confirmed_at = clock.now()

    reset(browser)

    assert answers(browser, token) == 200
    assert member.second_step
    assert (len(passkeys.passkeys_of(member.id)), len(identities.identities_of(member.id))) == (1, 1)
