"""For whom a member works: the customer file and the command say it, and nothing that a member types."""

from datetime import date

import pytest
from sqlalchemy import select
from support import people

from community.accounts import commands, customers
from community.accounts.customers import CustomerNote, record_customers
from community.accounts.models import Member
from community.accounts.organisations import organisations
from community.kernel.db import db
from community.kernel.errors import Refused


def note(member, day, organisation):
    return CustomerNote(
        member_id=member.id, source="CRM", as_of=date(2026, 3, day), values={"organisation": organisation}
    )


def test_the_record_of_the_latest_day_decides_in_whatever_order_it_comes(asker):
    record_customers([note(asker, 2, "Later House")])
    record_customers([note(asker, 1, "Earlier House")])

    named = {one.id: one.name for one in organisations()}

    assert named[asker.organisation_id] == "Later House"


def test_another_field_of_the_record_ties_nobody(asker):
    record_customers([CustomerNote(member_id=asker.id, source="CRM", as_of=date(2026, 3, 2), values={"tier": "gold"})])

    assert asker.organisation_id is None
    assert organisations() == []


def test_who_left_works_for_nobody_and_was_a_customer_before(asker):
    record_customers([note(asker, 1, "Hillside Housing"), note(asker, 2, "")])

    before, after = (customers.customers(date(2026, 3, day))[asker.id] for day in (1, 2))

    assert before.organisation.value == "Hillside Housing"
    assert after.organisation is None
    assert not after.has_record


def test_two_spellings_are_two_organisations(asker, helper):
    people.employ("Hillside Housing", asker)
    people.employ("hillside housing", helper)

    assert asker.organisation_id != helper.organisation_id


def user(*arguments):
    """Run the command in this process; what it cannot do it raises."""
    db.session.rollback()
    commands.user.main(["organisation", *arguments], standalone_mode=False)


def test_the_command_ties_a_member_and_lets_them_go(live_app, capsys):
    people.member("Ines Asker", email="ines@customer.example")

    user("INES@customer.example", "  Hillside   Housing ")
    tied = db.session.scalars(select(Member.organisation_id)).one()
    user("ines@customer.example")
    free = db.session.scalars(select(Member.organisation_id)).one()

    assert (tied is None, free is None) == (False, True)
    assert [one.name for one in organisations()] == ["Hillside Housing"]
    assert "belongs to Hillside Housing now" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("nobody@people.example", "A"), "Nobody signs in as"),
        (("abel@people.example", "A"), "is an employee"),
        (("ines@customer.example", "A" * 201), "longer than 200 characters"),
    ],
)
def test_the_command_says_what_cannot_be_done(arguments, sentence, live_app):
    people.member("Ines Asker", email="ines@customer.example")
    people.member("Abel Agent", role="agent", email="abel@people.example")

    with pytest.raises(Refused, match=sentence):
        user(*arguments)

    assert organisations() == []
