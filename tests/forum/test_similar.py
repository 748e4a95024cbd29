"""What was asked already, while somebody writes down a question."""

import pytest
from house import index
from support import people
from support.people import viewer

from community.forum import addresses
from community.forum.services import visibility
from community.forum.similar import similar_topics
from community.kernel import indexer
from community.kernel.auth import NOBODY
from community.kernel.db import db
from community.kernel.search.engine import IndexUnavailable


@pytest.fixture
def asked(topic):
    index.bring_up()
    return topic


def test_other_words_for_the_same_question_find_it(asked, stranger):
    found = similar_topics("My battery is not found any more", viewer(stranger))

    assert [row.id for row in found] == [asked.id]


def test_a_topic_of_another_s_board_is_not_offered(staff_board, agent, stranger):
    people.topic(staff_board, agent, "The battery recall of next week")
    index.bring_up()

    assert similar_topics("battery recall", viewer(stranger)) == []
    assert similar_topics("battery recall", NOBODY) == []
    assert len(similar_topics("battery recall", viewer(agent))) == 1


def test_a_hidden_topic_is_offered_to_nobody_even_before_the_index_has_followed(asked, agent, stranger):
    visibility.hide_post(post=people.opening(asked), topic=asked, by=viewer(agent), reason="An advertisement.")
    db.session.commit()

    assert similar_topics(asked.title, viewer(stranger)) == []
    assert similar_topics(asked.title, viewer(agent)) == []


def test_without_an_index_the_form_still_opens(asked, signed_in, stranger, monkeypatch):
    def broken(*_, **__):
        raise IndexUnavailable("the index is gone")

    monkeypatch.setattr(type(indexer.engine()), "_matching", broken)

    page = signed_in(stranger).get("/forum/ask?title=The+battery")

    assert page.status_code == 200
    assert "What is it?" in page.text


def test_form_and_part_lead_to_topics_that_lead_back(asked, signed_in, stranger):
    client = signed_in(stranger)
    title = "Where is my battery & why"
    way = f"{addresses.topic(asked.id, asked.slug)}?title=Where%20is%20my%20battery%20%26%20why"

    part = client.get("/forum/ask/similar", query_string={"title": title}).text
    page = client.get("/forum/ask", query_string={"title": title}).text
    there = client.get(way).text

    assert way in part
    assert "<html" not in part
    assert way in page
    assert "Where is my battery &amp; why" in there
    assert "/forum/ask?title=Where+is+my+battery+%26+why" in there


def test_nobody_is_asked_who_did_not_come_to_ask(asked, browser, signed_in, stranger):
    page = addresses.topic(asked.id, asked.slug)

    assert "Did this topic answer it" not in signed_in(stranger).get(page).text
    assert "Did this topic answer it" not in browser.get(f"{page}?title=battery").text
