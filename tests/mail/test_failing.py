"""Mail of ours that comes back: proven reports mark a member's address, forged ones nothing, and its owner mends it."""

from dataclasses import replace

import pytest
from kernel.post_office import open_post_office
from sqlalchemy import select
from support import mails, people
from support.mails import bounce

from community.kernel import clock, mail, outbox
from community.kernel import db as kernel_db
from community.kernel.db import db
from community.kernel.mail.addresses import is_return_address, return_address
from community.kernel.outbox import OutboxRow
from community.mail import failing
from community.mail.models import Failing

NOTICE = "Mails to you come back"


@pytest.fixture(autouse=True)
def settings(app, monkeypatch):
    """The settings of a house that reads a mailbox."""
    found = replace(app.extensions["settings"], mail_replies_to="replies@example.com")
    monkeypatch.setitem(app.extensions, "settings", found)
    return found


@pytest.fixture
def back(asker, settings):
    """The address to which mail to the asker comes back."""
    return return_address(asker.email, settings)


def known(member):
    db.session.expire_all()
    found = db.session.get(Failing, member.id)
    return (found.for_good, found.times) if found else None


def test_return_address_holds_for_one_recipient(asker, helper, settings, back):
    assert is_return_address(back.upper(), asker.email.upper(), settings)
    assert not is_return_address(back, helper.email, settings)
    assert not is_return_address("replies@example.com", asker.email, settings)
    assert len(back.partition("@")[0]) <= 64


def test_every_mail_leaves_with_its_return_address(asker, settings, back):
    with kernel_db.writing():
        mail.send(key="k", to=asker.email, subject="Hello", text="Hello.")
    with open_post_office() as office:
        outbox.run({mail.CHANNEL: mail.sender(replace(settings, smtp_url=office.url))})

    assert office.returns == [back]
    assert office.arrived[0]["From"].addresses[0].addr_spec == settings.mail_from


def test_hard_bounce_marks_the_address(asker, back):
    row = mails.handled(bounce(asker.email, to=back))

    assert (row.state, row.reason) == ("bounce", "for_good")
    assert known(asker) == (True, 1)
    assert failing.is_failing(asker)


def test_soft_bounces_count_until_there_are_many(asker, back):
    states = []
    for number in range(failing.MOST_TIMES):
        mails.handled(bounce(asker.email, to=back, status=f"4.2.{number}"))
        states.append((known(asker), failing.is_failing(asker)))

    assert states[0] == ((False, 1), False)
    assert states[-1] == ((False, failing.MOST_TIMES), True)


def test_soft_bounce_does_not_take_back_a_hard_one(asker, back):
    mails.handled(bounce(asker.email, to=back))

    mails.handled(bounce(asker.email, to=back, status="4.2.2"))

    assert known(asker) == (True, 2)


@pytest.mark.parametrize("to", ["replies@example.com", "replies+back.00000000000000000000@example.com"])
def test_report_that_anybody_could_have_written_changes_nothing(to, asker):
    row = mails.handled(bounce(asker.email, to=to))

    assert (row.state, row.reason) == ("bounce", "unproven")
    assert known(asker) is None


def test_report_about_somebody_else_changes_nothing(asker, helper, back):
    mails.handled(bounce(helper.email, to=back))

    assert (known(asker), known(helper)) == (None, None)


def test_nobody_is_written_to_because_of_a_bounce(asker, back):
    mails.handled(bounce(asker.email, to=back))

    assert db.session.scalars(select(OutboxRow)).all() == []


def test_member_sees_it_on_their_first_page_and_mends_it(asker, back, signed_in):
    mails.handled(bounce(asker.email, to=back))
    client = signed_in(asker)
    before = client.get("/").text

    client.post("/mail/address-works")

    assert NOTICE in before
    assert asker.email in before
    assert NOTICE not in client.get("/").text
    assert known(asker) is None


def test_others_do_not_see_it(asker, helper, back, signed_in):
    mails.handled(bounce(asker.email, to=back))

    assert NOTICE not in signed_in(helper).get("/").text


def test_other_address_of_the_member_is_not_blamed(asker, back):
    mails.handled(bounce(asker.email, to=back))
    asker.email = "ines@elsewhere.example"
    db.session.commit()

    assert not failing.is_failing(asker)


def test_failures_of_a_former_address_do_not_count_for_the_next(asker, back, settings):
    mails.handled(bounce(asker.email, to=back))
    asker.email = "ines@elsewhere.example"
    db.session.commit()

    mails.handled(bounce(asker.email, to=return_address(asker.email, settings), status="4.2.2"))

    assert known(asker) == (False, 1)


def test_mending_what_is_whole_changes_nothing(asker, signed_in):
    assert signed_in(asker).post("/mail/address-works").status_code == 303


def test_times_are_those_of_the_first_and_last_report(asker, back):
    mails.handled(bounce(asker.email, to=back))
    first = clock.now()

    mails.handled(bounce(asker.email, to=back, status="5.2.0"))
    found = db.session.get(Failing, asker.id, populate_existing=True)

    assert found.since <= first <= found.last_at


def test_person_of_nobody_is_counted_as_proven_and_harms_nobody(settings):
    row = mails.handled(bounce("gone@people.example", to=return_address("gone@people.example", settings)))

    assert (row.state, row.reason) == ("bounce", "for_good")
    assert people.member("Ann").email != "gone@people.example"
