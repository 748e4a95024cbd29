"""One person, many names: linked by rule or by hand, one person's at a time, merged and taken apart exactly."""

from datetime import date

import pytest
from sqlalchemy import select
from support import people

from community.accounts import customer_merges, customers, handles
from community.accounts.customers import CustomerNote, record_customers
from community.accounts.models import Handle
from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.errors import Refused

AGENT = Viewer(role="agent")
PAGE = "/accounts/people/ines-asker/customer"


def link(member, handle="@ines", channel="x", *, verified=True):
    return handles.link(
        member=member, channel=channel, handle=handle, verified=verified, reason="She said so.", by=AGENT
    )


def by_rule(*names):
    return handles.link_by_rule(names=names, source="CRM", by=AGENT)


def names_of(*members):
    return [row.handle for row in handles.handles_of([member.id for member in members])]


def tell(member, **values):
    record_customers([CustomerNote(member_id=member.id, source="CRM", as_of=clock.now().date(), values=values)])


def tier_of(member):
    known = customers.customers(clock.now().date(), [member.id]).get(member.id)
    return known.tier.value if known and known.tier else None


def merge(kept, dropped):
    return customer_merges.merge(kept=kept, dropped=dropped, reason="They told us so.", by=AGENT)


def test_a_name_is_one_persons_at_a_time(asker, helper):
    first = link(asker)
    with pytest.raises(Refused, match="linked to somebody already"):
        link(helper, " @INES ")

    handles.unlink(handle=first, by=AGENT)
    link(helper)

    assert (names_of(asker), names_of(helper)) == ([], ["@ines"])
    assert db.session.scalars(select(Handle.unlinked_at.is_(None)).order_by(Handle.id)).all() == [False, True]


@pytest.mark.parametrize(("channel", "name", "how"), [("mail", "i@p.example", "mail"), ("x", "@ines", "handle")])
def test_a_verified_name_brings_the_others_along(channel, name, how, asker):
    link(asker, name, channel)

    found = by_rule((channel, name.upper()), ("github", "ines-codes"))
    again = by_rule((channel, name), ("github", "ines-codes"))

    assert (found, again) == ((asker.id, 1), (asker.id, 0))
    assert db.session.scalars(select(Handle.how).order_by(Handle.id)).all() == ["by_hand", how]


def test_an_unverified_name_a_like_name_and_the_same_company_link_nothing(asker, helper):
    link(asker, "@ines", verified=False)
    link(asker, "@inez")
    people.employ("Hillside Housing", asker, helper)

    for names in ([("x", "@ines"), ("github", "i")], [("x", "ine"), ("github", "i")], [("other", "Hillside Housing")]):
        with pytest.raises(Refused, match="None of these names"):
            by_rule(*names)

    assert names_of(asker, helper) == ["@ines", "@inez"]


def test_names_of_two_people_are_left_to_a_person(asker, helper):
    link(asker)
    link(helper, "@tom", verified=False)

    with pytest.raises(Refused, match="decide by hand"):
        by_rule(("x", "@ines"), ("x", "@tom"))

    assert names_of(asker) == ["@ines"]


def test_merged_records_are_one_and_are_taken_apart_exactly(asker, helper):
    tell(asker, tier="gold")
    tell(helper, arpu="80", tier="silver")
    link(helper, "@tom")
    before = (tier_of(asker), tier_of(helper), names_of(asker), names_of(helper))

    merged = merge(asker, helper)
    together = (tier_of(asker), tier_of(helper), names_of(*map(_Id, customer_merges.family(asker.id))))
    customer_merges.part(merge=merged, by=AGENT)

    assert together == ("silver", "silver", ["@tom"])
    assert (tier_of(asker), tier_of(helper), names_of(asker), names_of(helper)) == before


class _Id:
    def __init__(self, id_):
        self.id = id_


def test_merging_opens_no_board(asker, helper):
    people.employ("Hillside Housing", helper)

    merge(asker, helper)

    assert asker.organisation_id is None


def test_a_chain_of_merges_is_refused(asker, helper, stranger):
    merge(asker, helper)

    for kept, dropped in ((stranger, asker), (stranger, helper), (helper, stranger), (stranger, stranger)):
        with pytest.raises(Refused):
            merge(kept, dropped)

    assert customer_merges.family(helper.id) == (asker.id, helper.id)


def test_what_was_one_on_a_day_stays_so_for_that_day(asker, helper):
    merged = merge(asker, helper)
    today = merged.at.date()

    assert customer_merges.joined(today).keys() == {asker.id, helper.id}
    assert customer_merges.joined(date(2000, 1, 1)) == {}


def test_staff_link_and_merge_on_the_page_and_take_both_back(asker, helper, agent, signed_in):
    client = signed_in(agent)

    client.post(f"{PAGE}/handles", data={"channel": "x", "handle": "@ines", "verified": "y", "reason": "She said so."})
    client.post(f"{PAGE}/merges", data={"other": helper.handle, "why": "She said so."})
    page = client.get(PAGE).text
    client.post(f"/accounts/handles/{handles.handles_of([asker.id])[0].id}/unlink")
    client.post(f"/accounts/merges/{customer_merges.standing(asker.id)[0].id}/part")

    assert "@ines" in page
    assert "Take apart" in page
    assert (names_of(asker), customer_merges.standing(asker.id)) == ([], [])


@pytest.mark.parametrize(
    ("door", "words"),
    [
        ("handles", {"channel": "mail", "handle": "no address", "reason": "She said so."}),
        ("merges", {"other": "nobody", "why": "She said so."}),
    ],
)
def test_a_refusal_keeps_what_was_typed(door, words, asker, agent, signed_in):
    answer = signed_in(agent).post(f"{PAGE}/{door}", data=words)

    assert answer.status_code == 422
    assert all(word in answer.text for word in words.values())
