"""What is new to whom: marks of how far each member has read, visits, bookmarks."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from support import people
from support.people import viewer

from community.forum import addresses, queries, reading
from community.forum.models import Reading, Visit
from community.forum.services import bookmarks, visibility
from community.forum.services.reading import write_marks
from community.kernel import clock
from community.kernel.db import db

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
BOLD = re.compile(r'is-unread.*?class="row-link"[^>]*>([^<]*)', re.DOTALL)


@pytest.fixture
def reader(stranger, signed_in):
    """A member who was here on Monday and has come back at ten on Tuesday."""
    with clock.at(MONDAY):
        reading.marks().see(stranger.id, clock.now())
        write_marks()
    return signed_in(stranger)


@pytest.fixture(autouse=True)
def nothing_waits(app):
    reading.marks().drain()


def bold(page):
    return BOLD.findall(page.text)


def on_tuesday(hours=0.0):
    return clock.at(MONDAY + 24 * HOUR + hours * HOUR)


def test_what_came_since_the_last_visit_is_bold_and_listed(board, asker, reader):
    with clock.at(MONDAY - HOUR):
        people.topic(board, asker, "Older than the visit")
    with clock.at(MONDAY + HOUR):
        people.topic(board, asker, "Newer than the visit")

    with on_tuesday():
        pages = [reader.get(at) for at in ("/forum/topics", addresses.board(board.slug), "/forum/new")]

    assert [bold(page) for page in pages] == [["Newer than the visit"]] * 3
    assert "Older than the visit" in pages[0].text
    assert "Older than the visit" not in pages[2].text


def test_topic_is_no_longer_new_once_read_even_before_that_is_written(board, asker, reader, stranger):
    with clock.at(MONDAY + HOUR):
        topic = people.topic(board, asker, "Newer than the visit")
    with on_tuesday():
        reader.get(addresses.topic(topic.id, topic.slug))
        waiting = bold(reader.get("/forum/topics")), bold(reader.get("/forum/new"))
        write_marks()

        written = bold(reader.get("/forum/topics")), bold(reader.get("/forum/new"))

    assert waiting == written == ([], [])
    assert db.session.scalars(select(Reading.read_to)).all() == [topic.last_activity_at]


def test_read_topic_turns_bold_again_with_a_reply_and_leads_to_it(board, asker, helper, reader):
    with clock.at(MONDAY - HOUR):
        topic = people.topic(board, asker, "The hub does not find my battery")
        people.answer(topic, helper, "Restart it.")
    page = addresses.topic(topic.id, topic.slug)
    with on_tuesday():
        reader.get(page)
        write_marks()
    with on_tuesday(1):
        fresh = people.answer(topic, helper, "Restart it twice.")
    with on_tuesday(1.1):
        listed = bold(reader.get("/forum/topics"))
        shown = reader.get(page).text
        way = reader.get(addresses.topic_act(topic.id, "unread")).location

    assert listed == [topic.title]
    assert shown.index("Restart it.") < shown.index("New since you were here") < shown.index("Restart it twice.")
    assert "First new reply" in shown
    assert way == addresses.post(fresh.id)


def test_first_page_of_a_long_topic_marks_only_what_stood_on_it(board, asker, helper, reader, stranger):
    with clock.at(MONDAY):
        topic = people.topic(board, asker, "A long talk about batteries")
    for number in range(21):
        with clock.at(MONDAY + number * timedelta(minutes=1)):
            people.answer(topic, helper, f"Answer {number}.")

    with on_tuesday():
        reader.get(addresses.topic(topic.id, topic.slug))
        write_marks()
        listed = bold(reader.get("/forum/topics"))

    assert db.session.scalars(select(Reading.read_to)).all() == [MONDAY + timedelta(minutes=19)]
    assert listed == [topic.title]


def test_marks_move_forward_only(topic, stranger):
    for hours in (2, 1, 3, 0):
        reading.marks().reach(stranger.id, topic.id, MONDAY + hours * HOUR)
        write_marks()

    assert db.session.scalars(select(Reading.read_to)).all() == [MONDAY + 3 * HOUR]


def test_visit_ends_with_half_an_hour_of_absence(app, stranger):
    seen = []
    for minutes in (0, 20, 40, 80, 100):
        reading.marks().see(stranger.id, MONDAY + timedelta(minutes=minutes))
        write_marks()
        seen.append(db.session.scalars(select(Visit.since)).one())

    forty = MONDAY + timedelta(minutes=40)
    assert seen == [None, None, None, forty, forty]


def test_first_page_of_a_visit_knows_when_the_last_one_ended(reader, stranger, app):
    with on_tuesday():
        assert reading.since(viewer(stranger)) == MONDAY
        reading.marks().see(stranger.id, clock.now())
        write_marks()

        assert reading.since(viewer(stranger)) == MONDAY


def test_newcomer_is_not_drowned_in_bold(topic, helper, signed_in):
    client = signed_in(helper)

    assert bold(client.get("/forum/topics")) == []
    assert "This is your first visit" in client.get("/forum/new").text


def test_visitor_without_an_account_leaves_no_mark(topic, browser):
    page = browser.get(addresses.topic(topic.id, topic.slug))

    assert page.status_code == 200
    assert reading.marks().drain() == ({}, {})


def test_what_cannot_be_written_waits_on(topic, stranger, monkeypatch):
    reading.marks().reach(stranger.id, topic.id, MONDAY)
    with monkeypatch.context() as broken:
        broken.setattr("community.forum.services.reading._write_reached", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            write_marks()

    assert write_marks() == 1


def test_new_topic_of_a_private_board_is_new_to_its_readers_only(staff_board, agent, reader):
    with clock.at(MONDAY + HOUR):
        people.topic(staff_board, agent, "The battery recall of next week")

    with on_tuesday():
        assert "recall" not in reader.get("/forum/new").text


def test_bookmarks_are_kept_once_listed_and_removed(topic, stranger, asker, signed_in):
    client = signed_in(stranger)
    for _ in range(2):
        client.post(addresses.topic_act(topic.id, "bookmark"))
    kept = client.get("/forum/bookmarks").text
    others = signed_in(asker).get("/forum/bookmarks").text

    client.post(addresses.topic_act(topic.id, "unbookmark"))

    assert kept.count(topic.title) == 1
    assert "Topics appear here when you press" in others
    assert "Topics appear here when you press" in client.get("/forum/bookmarks").text


def test_bookmark_of_a_topic_out_of_sight_is_not_listed(topic, stranger, agent):
    bookmarks.bookmark(topic=topic, by=viewer(stranger))
    visibility.hide_post(post=people.opening(topic), topic=topic, by=viewer(agent), reason="Off the topic.")

    assert queries.topics(viewer(stranger), narrowed=[queries.bookmarked_by(viewer(stranger))]).rows == []
