"""The watchlist: who stands on it and why, from facts, as of any moment."""

from datetime import UTC, date, datetime, timedelta

import pytest
from support import people
from support.people import viewer

from community.accounts import services as accounts
from community.forum.services import kudos, visibility
from community.kernel import clock
from community.kernel.db import db
from voc.engagement import queries, services

START = datetime(2026, 9, 28, tzinfo=UTC)
NOW = START + timedelta(days=30)


@pytest.fixture
def question(board, asker):
    """A question of Ines, asked at the start of week 40, without an answer."""
    with clock.at(START):
        asker.joined_at = START - timedelta(days=100)
        return people.topic(board, asker, "The hub does not find my battery")


@pytest.fixture
def watched(question, asker, agent):
    """Ines on the list by hand, whatever the rules say."""
    with clock.at(START - timedelta(days=1)):
        services.add_entry(member=asker, reason="We want to look at her inputs.", by=viewer(agent))
    db.session.commit()
    return asker


def listed(at=NOW, preset=None):
    return {one.member.name: one for one in queries.watchlist(at, preset)}


def test_nobody_stands_on_the_list_of_an_empty_community(app):
    assert queries.watchlist(NOW) == []


def test_a_gold_customer_with_an_open_question_is_listed_until_it_is_solved(question, tell, asker, helper):
    tell(asker, tier="gold")
    before = listed()["Ines Asker"].why
    with clock.at(START + timedelta(days=3)):
        people.accept(question, people.answer(question, helper), asker)

    assert before == "A score of 50 or more; a Gold customer with a question open since 28 Sep 2026."
    assert "Ines Asker" not in listed()
    assert "open since" in listed(START + timedelta(days=2))["Ines Asker"].why


def test_an_open_question_is_forgotten_after_ninety_days(question, tell, asker):
    tell(asker, tier="gold")

    assert "open since" in listed(START + timedelta(days=90))["Ines Asker"].why
    assert "open since" not in listed(START + timedelta(days=90, seconds=1))["Ines Asker"].why


def test_a_closed_or_hidden_question_is_no_open_problem(question, tell, asker, admin):
    tell(asker, tier="gold")
    with clock.at(START + timedelta(days=1)):
        visibility.hide_post(post=people.opening(question), topic=question, by=viewer(admin), reason="Off the topic.")
    db.session.commit()

    assert "open since" not in listed()["Ines Asker"].why


def test_the_inputs_say_what_they_rest_on_and_which_are_unknown(question, tell, asker):
    tell(asker, tier="platinum", organisation="Acme")

    found = listed()["Ines Asker"]

    assert (found.v, found.r, found.p, found.unknown) == (1.0, None, None, ("R", "P"))
    assert found.inputs[0].basis == "Platinum (Acme), says CRM as of 5 Jan 2026"
    assert found.formula == "W = 100 × 1.0000^(1) = 100.00"
    assert found.url == asker.url


def test_a_famous_stranger_is_listed_for_the_followers(app, tell, stranger):
    tell(stranger, followers="24000")

    found = listed(clock.now() + timedelta(days=1))["Sam Stranger"]

    assert (found.v, found.r, found.w) == (0.25, 0.73, 42.72)
    assert found.why == "24,000 followers elsewhere."
    assert found.inputs[0].basis == "matched to no customer record, which counts as 0.25"
    assert found.formula == "W = 100 × 0.2500^(1/2) × 0.7300^(1/2) = 42.72"


def test_followers_are_as_of_their_day(app, tell, stranger):
    stranger.joined_at = datetime(2025, 1, 1, tzinfo=UTC)
    tell(stranger, as_of=date(2026, 2, 2), followers="24000")
    tell(stranger, as_of=date(2026, 3, 3), followers="10")

    assert "Sam Stranger" not in listed(datetime(2026, 2, 2, tzinfo=UTC))
    assert "Sam Stranger" in listed(datetime(2026, 2, 3, tzinfo=UTC))
    assert "Sam Stranger" not in listed(datetime(2026, 3, 4, tzinfo=UTC))


def test_the_best_expert_is_listed_for_the_help(board, helper):
    helper.joined_at = START
    with clock.at(START):
        askers = [people.member(f"Asker {number}") for number in range(12)]
        for number, asker in enumerate(askers):
            topic = people.topic(board, asker, f"A question by number {number}")
            people.accept(topic, people.answer(topic, helper), asker)

    found = listed()["Tom Helper"]

    assert found.reasons == ("social",)
    assert found.since == START
    assert found.inputs[1].basis == "12 people here answered, accepted, thanked or replied to them in 365 days"
    assert found.p == pytest.approx(12.5 / 13, abs=1e-4)


def test_reach_inside_counts_people_not_acts_and_no_employees(question, watched, asker, helper, stranger, agent):
    with clock.at(START + timedelta(hours=1)):
        own = people.answer(question, asker, "I found the manual meanwhile.")
        for person in (helper, helper, agent):
            people.answer(question, person)
        people.comment(own, question, stranger)
        kudos.give_kudos(post=own, topic=question, by=viewer(helper))
    db.session.commit()

    found = listed()["Ines Asker"]

    assert found.inputs[1].basis == "2 people here answered, accepted, thanked or replied to them in 365 days"


def test_what_is_older_than_a_year_is_not_counted(question, watched, helper):
    with clock.at(START):
        people.answer(question, helper)

    assert listed(START + timedelta(days=365))["Ines Asker"].r is not None
    assert listed(START + timedelta(days=365, seconds=1))["Ines Asker"].r is None


def test_imported_people_without_account_count_by_their_name(question, watched, helper):
    with clock.at(START):
        for name in ("Walt", "Walt", "Wilma"):
            post = people.answer(question, helper)
            post.author_id, post.author_name = None, name
    db.session.commit()

    assert listed()["Ines Asker"].inputs[1].basis.startswith("2 people")


def test_employees_bots_and_closed_accounts_never_stand_there(app, tell):
    for name, change in {"Eva": {"role": "agent"}, "Bob": {"is_bot": True}, "Ada": {"active": False}}.items():
        person = people.member(f"{name} Nobody")
        for field, value in change.items():
            setattr(person, field, value)
        tell(person, tier="platinum")

    assert listed(clock.now() + timedelta(days=1)) == {}


def test_mvps_always_stand_there_since_they_are_mvps(app, mvp, helper):
    with clock.at(START):
        accounts.give_role(member=helper, role="mvp", by=None)
    db.session.commit()

    found = listed(clock.now() + timedelta(days=1))

    assert found["Mia Veep"].why == "An MVP."
    assert (found["Mia Veep"].since, found["Mia Veep"].w) == (mvp.joined_at, 25.0)
    assert "Tom Helper" in found


def test_somebody_put_there_by_hand_stays_until_taken_off(question, stranger, agent):
    stranger.joined_at = START
    with clock.at(START + timedelta(days=1)):
        entry = services.add_entry(member=stranger, reason="Writes  a widely\nread blog.", by=viewer(agent))
    db.session.commit()
    with clock.at(START + timedelta(days=9)):
        services.remove_entry(entry=entry, by=viewer(agent))
    db.session.commit()

    found = listed(START + timedelta(days=5))["Sam Stranger"]

    assert found.why == "Put on the list by hand: “Writes a widely read blog.”."
    assert (found.owner.name, found.since) == ("Abel Agent", START + timedelta(days=1))
    assert [listed(START + timedelta(days=day)) for day in (1, 10)] == [{}, {}]


def test_other_weights_rank_otherwise(app, tell, asker, stranger):
    tell(asker, tier="platinum", followers="2", external_score="10")
    tell(stranger, tier="none", followers="250000", external_score="90")
    at = clock.now() + timedelta(days=1)

    assert list(listed(at, "b2c")) == ["Sam Stranger"]
    assert list(listed(at, "boutique")) == ["Ines Asker", "Sam Stranger"]


def test_weights_count_from_their_choice_on(app, tell, admin, asker):
    tell(asker, tier="platinum", followers="0")
    with clock.at(START):
        services.choose_weights(preset="boutique", by=viewer(admin))
    db.session.commit()

    assert queries.weights_in_use(START).preset == "balanced"
    assert queries.weights_in_use(NOW).preset == "boutique"
    assert queries.weights_in_use(NOW).by == "Ada Admin"


def test_the_list_of_a_moment_is_the_same_when_asked_twice(question, tell, asker, mvp):
    tell(asker, tier="gold")

    assert queries.watchlist(NOW) == queries.watchlist(NOW)
