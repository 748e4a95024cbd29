"""The page of the watchlist: what it prints, what staff may do, and that nobody else sees any of it."""

import re
from datetime import timedelta
from fractions import Fraction
from math import prod

import pytest
from sqlalchemy import select
from support import people
from support.people import viewer

from community.accounts import services as accounts
from community.kernel import clock
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.events import EventRow
from voc.engagement import queries, services
from voc.engagement.models import Entry

PAGE = "/engagement/watchlist"
TERM = re.compile(r"([\d.]+)\^\(([\d/]+)\)")


@pytest.fixture
def entry(stranger, agent):
    made = services.add_entry(member=stranger, reason="Writes a widely read blog.", by=viewer(agent))
    db.session.commit()
    return made


def facts(kind):
    return [row.payload for row in db.session.scalars(select(EventRow).where(EventRow.kind == f"engagement.{kind}"))]


def test_the_empty_list_says_what_will_stand_there(signed_in, agent):
    assert "Nobody stands here yet" in signed_in(agent).get(PAGE).text


def test_every_printed_score_can_be_worked_out_by_hand(app, tell, signed_in, agent):
    for number, tier in enumerate(["platinum", "gold", "silver", "none"]):
        person = people.member(f"Customer {number}", role="mvp")
        tell(person, tier=tier, followers=str(7**number * 11), external_score=str(number * 23))
    for preset in ("balanced", "b2c", "boutique"):
        text = signed_in(agent).get(f"{PAGE}?preset={preset}").text

        printed = re.findall(r"W = 100 × ([^<]*) = ([\d.]+)<", text)

        assert len(printed) == 4
        for terms, w in printed:
            parts = [float(base) ** float(Fraction(weight)) for base, weight in TERM.findall(terms)]
            assert f"{100 * prod(parts):.2f}" == w


def test_an_employee_puts_somebody_on_the_list_once(signed_in, agent, stranger):
    client = signed_in(agent)
    form = {"handle": " Sam-Stranger ", "reason": "Writes a widely read blog."}

    first, again = client.post("/engagement/entries", data=form), client.post("/engagement/entries", data=form)

    assert (first.status_code, again.status_code) == (303, 422)
    assert "Sam Stranger stands on the list by hand already." in again.text
    assert "Put on the list by hand: “Writes a widely read blog.”" in client.get(PAGE).text
    assert [fact["member_id"] for fact in facts("entry_added")] == [stranger.id]


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"handle": "nobody", "reason": "A reason."}, "Nobody here is called “nobody”."),
        ({"handle": "ada-admin", "reason": "A reason."}, "Ada Admin is a colleague; the watchlist is for customers."),
        ({"handle": "sam-stranger", "reason": "x"}, "The reason must have 3 to 300 characters."),
        ({"handle": "sam-stranger", "reason": ""}, "Please fill this in."),
        ({"handle": "sam-stranger", "reason": "x" * 301}, "At most 300 characters fit here."),
    ],
)
def test_a_wrong_form_is_shown_again_with_the_reason(form, says, signed_in, agent, stranger, admin):
    page = signed_in(agent).post("/engagement/entries", data=form)

    assert page.status_code == 422
    assert says in page.text
    assert db.session.scalars(select(Entry)).all() == []


def test_an_entry_is_taken_off_once(entry, signed_in, agent):
    client, address = signed_in(agent), f"/engagement/entries/{entry.id}/remove"

    first, again = client.post(address), client.post(address)

    assert (first.status_code, again.status_code) == (303, 422)
    assert "Sam Stranger" not in client.get(PAGE).text
    assert len(facts("entry_removed")) == 1


def test_somebody_taken_off_can_come_back(entry, stranger, agent):
    services.remove_entry(entry=entry, by=viewer(agent))

    services.add_entry(member=stranger, reason="Writes again.", by=viewer(agent))

    assert queries.standing_entry(stranger.id).reason == "Writes again."


@pytest.mark.parametrize("change", [{"is_bot": True}, {"active": False}])
def test_a_bot_or_a_closed_account_cannot_be_watched(change, stranger, agent):
    for name, value in change.items():
        setattr(stranger, name, value)

    with pytest.raises(Refused, match="not somebody who can be watched"):
        services.add_entry(member=stranger, reason="A reason.", by=viewer(agent))


def test_other_weights_are_looked_at_before_an_administrator_uses_them(app, tell, stranger, signed_in, admin, agent):
    tell(stranger, tier="platinum", followers="0", external_score="0")
    ahead = signed_in(agent).get(f"{PAGE}?preset=boutique").text
    as_agent = signed_in(agent).post("/engagement/weights", data={"preset": "boutique"})
    as_admin = signed_in(admin).post("/engagement/weights", data={"preset": "boutique"})

    after = signed_in(agent).get(PAGE).text

    assert "A look ahead" in ahead
    assert "Use these weights" not in ahead
    assert (as_agent.status_code, as_admin.status_code) == (403, 303)
    assert "A look ahead" not in after
    assert "Ada Admin chose “Few large customers”" in after
    assert facts("weights_chosen") == [{"preset": "boutique"}]


def test_choosing_the_weights_in_use_is_no_fact(admin):
    services.choose_weights(preset="balanced", by=viewer(admin))

    assert facts("weights_chosen") == []


def test_unknown_weights_are_refused(signed_in, admin):
    assert signed_in(admin).post("/engagement/weights", data={"preset": "all-mine"}).status_code == 422
    assert signed_in(admin).get(f"{PAGE}?preset=all-mine").status_code == 404


def test_nothing_of_it_shows_on_other_pages(entry, tell, stranger, browser, signed_in, helper):
    tell(stranger, tier="platinum", organisation="Acmecorp", followers="24000")
    doors = [
        "/",
        "/accounts/people",
        stranger.url,
        "/search/?q=acmecorp",
        "/search/?q=widely+read",
    ]

    clients = (browser, signed_in(helper), signed_in(stranger))
    texts = [(door, client.get(door).text.lower()) for client in clients for door in doors]

    words = ("acmecorp", "platinum", "24,000", "widely read", "watchlist")
    assert [
        (door, word) for door, text in texts for word in words if word in text and word not in door.replace("+", " ")
    ] == []


def test_no_query_count_grows_with_the_length_of_the_list(app, tell, signed_in, agent, count_queries):
    client = signed_in(agent)

    def grow(first, last):
        for number in range(first, last):
            person = people.member(f"Customer {number}")
            tell(person, tier="platinum", followers="24000")
            services.add_entry(member=person, reason="A reason.", by=viewer(agent))
        db.session.commit()

    grow(0, 3)
    few = count_queries(lambda: client.get(PAGE))
    grow(3, 30)

    assert count_queries(lambda: client.get(PAGE)) <= few


def test_a_new_mvp_stands_there_since_the_appointment(app, helper):
    with clock.at(clock.now() + timedelta(days=3)):
        accounts.give_role(member=helper, role="mvp", by=None)
        db.session.commit()

    assert [one.member.name for one in queries.watchlist(clock.now() + timedelta(days=4))] == ["Tom Helper"]
