"""A lost second step: an administrator resets it with a reason; nobody resets their own, and nobody is locked out."""

import pytest
from accounts.test_second_steps import guarded
from sqlalchemy import select
from support import people
from support.doors import PASSWORD, boss, is_signed_in, letters, nora, sign_in

from community.accounts import commands, lost_steps, passkeys, queries, second_steps, services, sessions
from community.accounts.door_models import Passkey, RecoveryCode, SecondStep
from community.admin import audit
from community.kernel import clock
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.events import EventRow

__all__ = ["boss", "guarded", "nora"]


def with_passkey(member):
    made = Passkey(member_id=member.id, name="phone", credential="c", public_key="p", sign_count=0, made_at=clock.now())
    db.session.add(made)
    db.session.commit()


def send(client, member, *, password=PASSWORD, why="lost"):
    return client.post(f"/accounts/people/{member.id}/second-step", data={"why": why, "password": password})


def test_an_administrator_resets_a_second_step_and_the_password_is_enough_again(
    nora, guarded, boss, signed_in, browser
):
    with_passkey(nora)

    sent = send(signed_in(boss), nora)
    sign_in(browser)

    assert sent.location == "/accounts/staff"
    assert is_signed_in(browser)
    assert not nora.second_step
    assert not second_steps.is_met(nora, guarded[1][0])
    assert [db.session.scalars(select(table)).all() for table in (SecondStep, RecoveryCode, Passkey)] == [[], [], []]


def test_all_their_sessions_end(nora, guarded, boss, signed_in):
    theirs, own = signed_in(nora), signed_in(boss)
    before = is_signed_in(theirs)

    send(own, nora)

    assert before
    assert sessions.sessions_of(nora.id) == []
    assert (is_signed_in(theirs), is_signed_in(own)) == (False, True)


def test_they_are_told_what_happened_and_what_to_do(nora, guarded, boss, signed_in):
    send(signed_in(boss), nora)

    letter = letters()[-1]
    assert letter["to"] == nora.email
    assert letter["subject"] == "Your two-step sign-in at Groundswell was reset"
    assert "If you did not ask for this" in letter["text"]
    assert "/accounts/second-step\n" in letter["text"]
    assert "/accounts/reset\n" in letter["text"]


def test_the_audit_log_says_who_did_it_to_whom_and_why(nora, guarded, boss, signed_in):
    send(signed_in(boss), nora, why="stolen")

    act = audit.acts(kind="accounts.second_step_reset").rows[0]
    assert (act.by.id, act.whose.id, act.details) == (boss.id, nora.id, {"why": "stolen"})
    assert str(act.words) == "A second step was reset"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"password": "not-this-one-at-all"}, "This is not your password."),
        ({"password": ""}, "Please fill this in."),
        ({"why": "whim"}, "Not a valid choice"),
    ],
)
def test_it_takes_the_administrators_password_and_a_reason(given, sentence, nora, guarded, boss, signed_in):
    page = send(signed_in(boss), nora, **given)

    assert page.status_code == 422
    assert sentence in page.text
    assert nora.second_step


def test_nobody_resets_their_own(boss, signed_in):
    with_passkey(boss)

    page = send(signed_in(boss), boss)

    assert page.status_code == 422
    assert "Your own second step you turn off yourself" in page.text
    assert len(passkeys.passkeys_of(boss.id)) == 1


def test_where_nothing_is_set_nothing_is_reset(nora, boss, signed_in):
    page = send(signed_in(boss), nora)

    assert page.status_code == 422
    assert "there is no second step to reset" in page.text
    assert sessions.sessions_of(nora.id) == []
    assert letters() == []


def test_the_page_says_so_before_anybody_types_a_password(nora, boss, signed_in):
    page = signed_in(boss).get(f"/accounts/people/{nora.id}/second-step").text

    assert "there is no second step to reset" in page
    assert 'name="password"' not in page


def test_who_could_not_come_in_any_more_keeps_the_passkey(admin):
    admin.email = None
    with_passkey(admin)

    with pytest.raises(Refused, match="could not sign in any more"):
        lost_steps.reset(member=admin, why="lost", by=None)

    assert len(passkeys.passkeys_of(admin.id)) == 1


def test_the_pages_of_staff_and_of_a_member_lead_to_it_but_not_to_ones_own(nora, agent, boss, signed_in):
    client = signed_in(boss)

    staff, theirs, own = (
        client.get(f"/accounts/{path}").text for path in ("staff", "people/nora-new", "people/bea-boss")
    )

    assert f"/accounts/people/{agent.id}/second-step" in staff
    assert f"/accounts/people/{nora.id}/second-step" in theirs
    assert f"/accounts/people/{boss.id}/second-step" not in staff + own


def test_the_command_line_lets_the_only_administrator_in_again(live_app, capsys):
    made = services.create_member(name="Bea Boss", email="bea@people.example", password=PASSWORD, role="admin")
    db.session.commit()
    with_passkey(made)
    db.session.rollback()

    commands.user.main(["reset-second-step", "bea@people.example"], standalone_mode=False)

    found = queries.member_by_email("bea@people.example")
    fact = db.session.scalars(select(EventRow).where(EventRow.kind == "accounts.second_step_reset")).one()
    assert "signs in by password alone now" in capsys.readouterr().out
    assert passkeys.passkeys_of(found.id) == []
    assert (fact.payload, fact.actor_id) == ({"member_id": found.id, "why": "lost"}, None)
    assert letters()[-1]["to"] == "bea@people.example"


def test_the_command_line_names_who_is_not_there(app):
    with pytest.raises(Refused, match=r"Nobody signs in as nobody@people\.example\."):
        commands.user.main(["reset-second-step", "nobody@people.example"], standalone_mode=False)


def test_a_closed_account_has_no_such_page(nora, boss, signed_in):
    client, gone = signed_in(boss), people.member("Gus Gone")
    gone.active = False
    db.session.commit()

    assert client.get(f"/accounts/people/{gone.id}/second-step").status_code == 404
