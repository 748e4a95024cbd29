"""Influence out of the forum: which replies are edges, the golden graph, the nightly table and its picture."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from support import people
from support.people import viewer

from community.forum.models import Topic
from community.forum.services import visibility
from community.kernel import clock
from community.kernel.db import db
from reputation import queries, services
from reputation.models import Influence, Tie

NOW = datetime(2026, 11, 16, 12, tzinfo=UTC)
EDGES = {
    ("ann", "bob"): 3,
    ("ann", "cat"): 1,
    ("dan", "bob"): 2,
    ("eve", "bob"): 1,
    ("bob", "cat"): 2,
    ("fay", "eve"): 4,
}


@pytest.fixture
def golden(board):
    """The golden graph, asked and answered; returns the members by name."""
    crowd = {name: people.member(f"{name.title()} Person") for name in ("ann", "bob", "cat", "dan", "eve", "fay")}
    with clock.at(NOW - timedelta(days=30)):
        for (asker, answerer), count in EDGES.items():
            for number in range(count):
                topic = people.topic(board, crowd[asker], f"{asker} asks {answerer}, question {number}")
                people.answer(topic, crowd[answerer])
    return crowd


def test_replies_give_the_golden_figures(golden):
    found = queries.influence(NOW)

    ranks = {name: found[golden[name].id].page_rank for name in ("ann", "bob", "cat", "eve")}
    assert ranks == pytest.approx({"ann": 0.073787, "bob": 0.297759, "cat": 0.344376, "eve": 0.136505}, abs=1e-4)
    bob = found[golden["bob"].id]
    assert (bob.helped, bob.answers, bob.asked) == (3, 6, 2)
    assert bob.z == pytest.approx((6 - 2) / 8**0.5, abs=1e-6)
    assert found[golden["ann"].id].percentile == 0
    assert found[golden["cat"].id].percentile == pytest.approx(0.9167, abs=1e-4)


def edges(at=NOW):
    return [(help_.asker_id, help_.answerer_id, help_.threads) for help_ in queries.helps(at)]


def test_many_answers_in_one_thread_are_one_help(topic, asker, helper):
    for _ in range(3):
        people.answer(topic, helper)

    assert edges(clock.now() + timedelta(minutes=1)) == [(asker.id, helper.id, 1)]


def test_what_is_no_help_from_one_customer_to_another_is_no_edge(topic, answer, asker, helper, agent, staff_board):
    people.answer(topic, asker)
    people.answer(topic, agent)
    people.answer(people.topic(staff_board, agent, "A question among employees"), agent)
    visibility.hide_post(post=answer, topic=topic, by=viewer(agent), reason="An advertisement.")
    db.session.commit()

    assert edges(clock.now() + timedelta(minutes=1)) == []


def test_talk_is_no_question_and_bots_are_no_people(topic, answer, asker, helper):
    later = clock.now() + timedelta(minutes=1)
    helper.is_bot = True
    of_a_bot = edges(later)
    helper.is_bot = False
    db.session.get_one(Topic, topic.id).kind = "discussion"

    assert of_a_bot == edges(later) == []


def test_edges_are_those_of_the_year_before(golden):
    assert len(edges(NOW)) == 6
    assert edges(NOW - timedelta(days=30)) == []
    assert len(edges(NOW - timedelta(days=30) + timedelta(seconds=1))) == 6
    assert edges(NOW + timedelta(days=336)) == []


def test_who_became_an_employee_has_no_influence_any_more(golden):
    golden["bob"].role = "agent"

    found = queries.influence(NOW)

    assert golden["bob"].id not in found
    assert set(found) == {golden[name].id for name in ("ann", "cat", "eve", "fay")}


def test_an_empty_community_has_nobody(app):
    services.measure_influence(NOW)

    assert queries.influence(NOW) == {}
    assert db.session.scalars(select(Influence)).all() == []


def test_the_nightly_table_is_replaced_by_the_same_figures(golden):
    services.measure_influence(NOW)
    services.measure_influence(NOW)

    found = queries.influence(NOW)
    kept = {row.member_id: (row.expertise, row.page_rank) for row in db.session.scalars(select(Influence))}
    assert kept == {id_: (row.er, row.page_rank) for id_, row in found.items()}
    assert len(db.session.scalars(select(Tie)).all()) == len(EDGES)


def test_of_equals_who_helped_first_stands_first(board, asker):
    late, early = people.member("Late Helper"), people.member("Early Helper")
    for member, day in ((late, 2), (early, 1)):
        with clock.at(NOW - timedelta(days=10 - day)):
            people.answer(people.topic(board, asker, f"A question of day {day}"), member)

    found = queries.influence(NOW)

    assert found[late.id].er == found[early.id].er
    assert sorted(found, key=lambda id_: queries.place(id_, found[id_])) == [early.id, late.id, asker.id]
