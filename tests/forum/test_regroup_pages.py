"""The pages on which moderators move, merge and split topics, without JavaScript."""

import re

import pytest
from support import people
from support.people import viewer

from community.forum import addresses
from community.forum.models import Topic
from community.forum.services import merges
from community.kernel.db import db


@pytest.fixture
def newer(board, helper):
    return people.topic(board, helper, "My battery is not found by the hub")


def act(topic, name):
    return addresses.topic_act(topic.id, name)


def test_a_topic_is_moved_from_its_page(topic, signed_in, mvp):
    charging = people.board("Charging")
    client = signed_in(mvp)
    offered = client.get(act(topic, "move")).text

    moved = client.post(act(topic, "move"), data={"board": "charging"})

    page = client.get(moved.location).text
    assert '<option value="charging">Charging</option>' in offered
    assert 'value="getting-started"' not in offered
    assert moved.status_code == 303
    assert db.session.get_one(Topic, topic.id).board_id == charging.id
    assert "Moved here from" in page
    assert f"{act(topic, 'move')}?board=getting-started" in page


def test_where_it_came_from_is_told_to_those_only_who_may_know(staff_board, board, agent, signed_in, browser):
    topic = people.topic(staff_board, agent, "The hub is loud")
    signed_in(agent).post(act(topic, "move"), data={"board": board.slug})

    pages = [client.get(addresses.topic(topic.id, topic.slug)).text for client in (browser, signed_in(agent))]

    assert ["Staff room" in page for page in pages] == [False, True]


def test_merging_shows_first_what_will_happen(topic, newer, signed_in, agent):
    client = signed_in(agent)
    address = addresses.topic(topic.id, topic.slug)

    plan = client.get(act(newer, "merge"), query_string={"into": f"https://example.org{address}"}).text

    assert "1 post goes over" in plan
    assert "1 more person follows" in plan
    assert plan.index(topic.title, plan.index("Stays")) < plan.index(newer.title, plan.index("Goes into it"))
    assert db.session.get_one(Topic, newer.id).merged_into_id is None


@pytest.mark.parametrize("from_newer", [True, False])
def test_the_older_one_stays_from_wherever_it_is_asked(from_newer, topic, newer, signed_in, agent):
    here, there = (newer, topic) if from_newer else (topic, newer)

    merged = signed_in(agent).post(act(here, "merge"), data={"into": str(there.id)})

    assert merged.location == addresses.topic(topic.id, topic.slug)
    assert db.session.get_one(Topic, newer.id).merged_into_id == topic.id


def test_an_address_that_leads_nowhere_is_told(topic, signed_in, agent):
    assert signed_in(agent).post(act(topic, "merge"), data={"into": "999999"}).status_code == 422


def test_what_was_merged_is_named_and_can_be_taken_apart(topic, newer, signed_in, agent, browser):
    merges.merge_topics(keep=topic, drop=newer, by=viewer(agent))
    address = addresses.topic(topic.id, topic.slug)
    seen, offered = browser.get(address).text, signed_in(agent).get(address).text

    apart = signed_in(agent).post(act(newer, "part"))

    assert "Merged into this topic" in seen
    assert "This began the topic “My battery is not found by the hub”" in seen
    assert (act(newer, "part") in seen, act(newer, "part") in offered) == (False, True)
    assert apart.location == addresses.topic(newer.id, newer.slug)
    assert browser.get(apart.location).status_code == 200


def test_a_topic_is_split_with_checkboxes(topic, answer, mvp, signed_in):
    other = people.answer(topic, mvp, "And how do I <b>charge</b> it?")
    client = signed_in(mvp)
    offered = client.get(act(topic, "split")).text
    form = {"post": [str(other.id)], "title": "How do I charge the hub?", "board": "getting-started"}

    made = client.post(act(topic, "split"), data=form)

    page = client.get(made.location).text
    assert re.findall(r'type="checkbox" id="post-(\d+)"', offered) == [str(answer.id), str(other.id)]
    assert "How do I charge the hub?" in page
    assert "Split from" in page
    assert "Merge it back" in page
    assert "Some replies are a topic of their own" in client.get(addresses.topic(topic.id, topic.slug)).text


def test_a_split_without_a_choice_keeps_what_was_typed(topic, answer, agent, signed_in):
    form = {"title": "How do I charge the hub?", "board": "getting-started"}

    refused = signed_in(agent).post(act(topic, "split"), data=form)

    assert refused.status_code == 422
    assert "choose answers" in refused.text
    assert "How do I charge the hub?" in refused.text
