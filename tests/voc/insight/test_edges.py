"""The edges that every measure must bear: right, missing and not 0, the same when asked twice (DOMAIN, section 9)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import insert
from support import counting, people, wishes

from community.forum.models import Post
from community.forum.services import edits
from community.kernel import clock
from community.kernel.db import db
from community.kernel.page_views import PageView
from community.kernel.weeks import Week
from tests.voc.insight import naive
from tests.voc.insight.agreeing import differences
from voc.insight.numbers import week_numbers
from voc.insight.specs import ALL, MEASURES, RATES, STAFF
from voc.insight.topics import business_zone

MONDAY = datetime(2026, 11, 16, tzinfo=UTC)
WEEK = "2026-W47"
SAID = "The battery works great now, thank you for the new firmware."


def at(hours=0.0, *, week=WEEK):
    start = Week.parse(week).start(business_zone())
    return clock.at(start + timedelta(hours=hours))


def ask(by, hours=9.0, title="The hub does not find my battery", *, week=WEEK, board=None):
    with at(hours, week=week):
        return people.topic(board or people.board(f"Board of {title}"), by, title, body=SAID)


def reply(topic, by, hours, *, week=WEEK):
    with at(hours, week=week):
        return people.answer(topic, by, SAID)


def person(name, hours=-1_000.0, *, week=WEEK, role="member"):
    with at(hours, week=week):
        return people.member(name, role=role)


def nothing():
    return {}


def one_user_one_post():
    ask(person("Ines Asker"))
    return {"posts": 1, "topics": 1, "contributing": 1, "registered": 1, "replies": 0, "solved": None}


def only_employees():
    topic = ask(person("Abel Agent", role="agent"))
    reply(topic, person("Ada Admin", role="admin"), 10)
    missing = dict.fromkeys(("posts", "topics", "replies", "new_members", "registered", "first_response", "health"))
    return missing | {"staff_posts": 2, "staff_replies": 1}


def one_author():
    author = person("Ines Asker")
    board = people.board("Getting started")
    for number in range(12):
        ask(author, 9 + number, f"My question numbered {number}", board=board)
    return {"posts": 12, "sentiment": None, "contributing": 1}


def weeks_when_clocks_change(week, hours):
    board, asker, helper = people.board("Board"), person("Ines", week=week), person("Tom", week=week)
    topic = ask(asker, 0.0, "In the first hour", week=week, board=board)
    reply(topic, helper, hours - 0.01, week=week)
    ask(asker, hours, "In the first hour of the next week", week=week, board=board)
    return {"topics": 1, "replies": 1}


def week_fifty_three():
    topic = ask(person("Ines", week="2026-W53"), 100, week="2026-W53")  # 1 January 2027
    reply(topic, person("Tom", week="2026-W53"), 101, week="2026-W53")
    return {"posts": 2}


def monday_midnight():
    board, asker = people.board("Getting started"), person("Ines Asker")
    ask(asker, 0.0, "Exactly at the beginning", board=board)
    ask(asker, 168.0, "Exactly at the end", board=board)
    return {"topics": 1}


def six_hours_exactly(late=timedelta(0)):
    board, asker, helper = people.board("Getting started"), person("Ines Asker"), person("Tom Helper")
    for number in range(10):
        topic = ask(asker, number, f"A question numbered {number}", board=board)
        reply(topic, helper, number + 6 + late / timedelta(hours=1))
    return {
        "first_response": 0.0 if late else 1.0,
        "first_response_median": pytest.approx(6.0 + late / timedelta(hours=1)),
    }


def wrong_clock():
    topic = ask(person("Ines Asker"), 9)
    reply(topic, person("Tom Helper"), 10)
    for post in db.session.query(Post).filter_by(kind="answer"):
        post.created_at = MONDAY + timedelta(hours=8)
    db.session.commit()
    return {"first_response": None, "posts": 2, "responsiveness": None}


def forgotten_author():
    topic = ask(person("Ines Asker"))
    reply(topic, person("Tom Helper"), 10)
    for post in db.session.query(Post).filter_by(kind="answer"):
        post.author_id = None
    db.session.commit()
    return {"posts": 2, "replies": 1, "interaction": pytest.approx(2.0)}


def edited_post():
    author = person("Ines Asker")
    topic = ask(author)
    with at(200):
        edits.edit_post(post=people.opening(topic), topic=topic, by=people.viewer(author), body="It works, thank you.")
        db.session.commit()
    return {"posts": 1, "topics": 1}


def imported_topic():
    author, board = person("Ines Asker"), people.board("Old times")
    with at(9):
        topic = people.topic(board, author, "From another site")
    topic.source, topic.source_id = "se", 7
    db.session.commit()
    return {"posts": 1, "page_views": None, "traffic": None, "content": None}


def wishes_and_views():
    asker, helper = person("Ines Asker"), person("Tom Helper")
    topic = ask(asker)
    with at(20):
        idea = wishes.idea(asker)
        wishes.vote(idea, helper)
        wishes.comment(idea, helper)
    hour = {"kind": "topic", "thing_id": topic.id, "hour": MONDAY + timedelta(hours=9), "human": 7, "total": 9}
    db.session.execute(insert(PageView), [hour])
    db.session.commit()
    return {"ideas_submitted": 1, "idea_votes": 1, "idea_comments": 1, "page_views": 7, "content": 3.0}


EDGES: dict[str, tuple[str, Callable[[], dict[str, object]]]] = {
    "nothing at all": (WEEK, nothing),
    "one user and one post": (WEEK, one_user_one_post),
    "all posts by employees": (WEEK, only_employees),
    "all posts by one author": (WEEK, one_author),
    "a week of 168 hours": (WEEK, partial(weeks_when_clocks_change, WEEK, 168)),
    "week 53": ("2026-W53", week_fifty_three),
    "Monday 00:00": (WEEK, monday_midnight),
    "6.000 hours": (WEEK, six_hours_exactly),
    "a second more": (WEEK, partial(six_hours_exactly, timedelta(seconds=1))),
    "a reply before its question": (WEEK, wrong_clock),
    "a forgotten author": (WEEK, forgotten_author),
    "an edited post": (WEEK, edited_post),
    "an imported topic": (WEEK, imported_topic),
    "ideas and views": (WEEK, wishes_and_views),
}


@pytest.fixture(params=EDGES)
def edge(request, app):
    """The key of a week on an edge, and what its numbers should be."""
    week, build = EDGES[request.param]
    expected = build()
    counting.count()
    return week, expected


def test_every_measure_bears_the_edge(edge):
    key, expected = edge

    numbers = week_numbers(Week.parse(key))

    assert {name: numbers[name].value for name in expected} == expected
    assert [m.name for m in (*numbers.measures, *numbers.staff)] == list(ALL)
    for measure in (*numbers.measures, *numbers.staff):
        assert (measure.value is None) == (measure.status in ("insufficient", "suppressed"))
        assert measure.value is not None or measure.why.endswith(".")
        assert measure.low is None or measure.low <= measure.value <= measure.high
        assert measure.unit not in RATES or measure.value is None or measure.n >= 10


def test_asking_twice_gives_the_same_bytes(edge):
    key, _expected = edge

    first, second = week_numbers(Week.parse(key)), week_numbers(Week.parse(key))

    assert repr((first.measures, first.staff)) == repr((second.measures, second.staff))


def test_the_naive_reading_agrees_on_the_edge(edge):
    key, _expected = edge

    assert differences(week_numbers(Week.parse(key)), naive.Naive(business_zone())) == []


def test_an_empty_community_has_no_number_at_all(app):
    numbers = week_numbers(Week.parse(WEEK))

    assert {m.name: m.value for m in (*numbers.measures, *numbers.staff)} == dict.fromkeys([*MEASURES, *STAFF])


@pytest.mark.parametrize(("week", "hours"), [("2026-W13", 167), ("2026-W43", 169)])
def test_weeks_are_an_hour_shorter_or_longer_when_clocks_change(app, monkeypatch, week, hours):
    settings = app.extensions["settings"]
    monkeypatch.setitem(app.extensions, "settings", type(settings)(**vars(settings) | {"time_zone": "Europe/Berlin"}))
    expected = weeks_when_clocks_change(week, hours)
    counting.count()

    numbers = week_numbers(Week.parse(week))

    assert {name: numbers[name].value for name in expected} == expected
    assert differences(numbers, naive.Naive(business_zone())) == []


def test_few_rows_give_way_to_more_weeks(app):
    board, asker, helper = people.board("Getting started"), person("Ines Asker"), person("Tom Helper")
    for week in ("2026-W44", "2026-W45", "2026-W46", WEEK):
        for number in range(4):
            reply(
                ask(asker, number, f"Question {number} of {week}", week=week, board=board),
                helper,
                number + 1,
                week=week,
            )
    counting.count()

    measure = week_numbers(Week.parse(WEEK))["first_response"]

    assert (measure.value, measure.status, measure.n) == (None, "suppressed", 4)
    assert [(w.weeks, w.value, w.n, w.status) for w in measure.wider] == [(4, 1.0, 16, "low_n"), (13, 1.0, 16, "low_n")]
