"""Page views: counted once per visitor and half hour, people apart from robots, written every few seconds."""

import os
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
import redis
from sqlalchemy import select
from support import databases

from community.forum import addresses
from community.forum.models import Topic
from community.kernel import clock, page_views
from community.kernel import db as kernel_db
from community.kernel.db import db
from community.kernel.page_views import MemoryBuffer, PageView, RedisBuffer

NOON = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
ROBOTS = [
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0)",
    "facebookexternalhit/1.1",
    "Feedly RSS reader",
    "ia_archiver (Wayback)",
    "UptimeMonitor/2",
    "",
]


@pytest.fixture(params=["memory", "redis"])
def buffer(request):
    """Where views wait: in this process, or in a Redis."""
    if request.param == "memory":
        yield MemoryBuffer()
        return
    number = int("0" + "".join(filter(str.isdigit, os.environ.get("PYTEST_XDIST_WORKER", ""))))
    url = f"{databases.REDIS.rpartition('/')[0]}/{5 + number % 10}"
    server = redis.Redis.from_url(url)
    try:
        old = list(server.scan_iter("groundswell:*"))
    except redis.RedisError as error:
        databases.missing("Redis", error)
    server.delete("none", *old)
    found = RedisBuffer(url)
    yield found
    found._redis.close()
    server.close()


def view(buffer, visitor="ann", thing_id=1, agent=FIREFOX, at=NOON):
    with clock.at(at):
        page_views.note(buffer, "topic", thing_id, visitor=visitor, user_agent=agent)


def counted(buffer) -> list[tuple[int, datetime, int, int]]:
    return sorted((c.thing_id, c.hour, c.human, c.total) for c in buffer.drain())


def test_views_of_different_visitors_count(buffer):
    for visitor in ("ann", "ben", "cem"):
        view(buffer, visitor)

    assert counted(buffer) == [(1, NOON, 3, 3)]


def test_visitor_counts_once_however_often_they_look(buffer):
    for _ in range(5):
        view(buffer)

    assert counted(buffer) == [(1, NOON, 1, 1)]


def test_visitor_counts_once_for_each_thing(buffer):
    view(buffer, thing_id=1)
    view(buffer, thing_id=2)

    assert counted(buffer) == [(1, NOON, 1, 1), (2, NOON, 1, 1)]


def test_views_belong_to_their_hour(buffer):
    view(buffer, "ann", at=NOON + timedelta(minutes=59, seconds=59))
    view(buffer, "ben", at=NOON + timedelta(minutes=60))

    assert counted(buffer) == [(1, NOON, 1, 1), (1, NOON + timedelta(hours=1), 1, 1)]


@pytest.mark.parametrize("agent", ROBOTS)
def test_robot_is_counted_apart_from_people(buffer, agent):
    view(buffer, "ann")
    view(buffer, "robot", agent=agent)

    assert counted(buffer) == [(1, NOON, 1, 2)]


def test_what_was_taken_out_is_not_taken_out_again(buffer):
    view(buffer)
    buffer.drain()

    assert buffer.drain() == []


def test_visitor_is_remembered_after_their_view_was_written(buffer):
    view(buffer)
    buffer.drain()
    view(buffer)

    assert buffer.drain() == []


def test_same_visitor_counts_again_after_half_an_hour(monkeypatch):
    buffer, seconds = MemoryBuffer(), [0.0]
    monkeypatch.setattr(page_views, "time", SimpleNamespace(monotonic=lambda: seconds[0]))
    for seconds[0] in (0.0, 29 * 60.0, 29.9 * 60, 30 * 60.0, 59 * 60.0):
        view(buffer)

    assert counted(buffer) == [(1, NOON, 2, 2)]


@pytest.mark.parametrize("buffer", ["redis"], indirect=True)
def test_redis_remembers_a_visitor_for_half_an_hour(buffer):
    view(buffer)

    assert 1790 < buffer._redis.ttl("groundswell:seen:ann:topic:1") <= 1800


def test_memory_of_visitors_does_not_grow_for_ever(monkeypatch):
    monkeypatch.setattr(page_views, "MOST_REMEMBERED", 10)
    buffer = MemoryBuffer()

    for number in range(50):
        view(buffer, f"visitor {number}")

    assert len(buffer._seen) == 10
    assert counted(buffer) == [(1, NOON, 50, 50)]


def test_redis_that_is_gone_breaks_no_page():
    buffer = RedisBuffer("redis://127.0.0.1:1/0")

    view(buffer)

    assert not buffer.answers()


def test_views_are_written_and_shown_beside_the_topic(app, topic):
    buffer = MemoryBuffer()
    for visitor in ("ann", "ben"):
        view(buffer, visitor, topic.id)
    view(buffer, "robot", topic.id, agent=ROBOTS[0])

    touched = page_views.flush(buffer)
    row = db.session.scalars(select(PageView)).one()

    assert touched == 1
    assert (row.kind, row.thing_id, row.hour, row.human, row.total) == ("topic", topic.id, NOON, 2, 3)
    assert db.session.scalar(select(Topic.views).where(Topic.id == topic.id)) == 2


def test_later_views_are_added_to_those_written_before(app, topic):
    buffer = MemoryBuffer()
    for visitor in ("ann", "ben"):
        view(buffer, visitor, topic.id)
        page_views.flush(buffer)

    row = db.session.scalars(select(PageView).execution_options(populate_existing=True)).one()

    assert (row.human, row.total) == (2, 2)
    assert db.session.scalar(select(Topic.views).where(Topic.id == topic.id)) == 2


def test_nothing_to_write_writes_nothing(app, monkeypatch):
    monkeypatch.setattr(kernel_db, "writing", lambda: 1 / 0)

    assert page_views.flush(MemoryBuffer()) == 0


def test_what_was_written_outlives_the_process_and_only_the_rest_is_lost(app, topic):
    process = MemoryBuffer()
    view(process, "ann", topic.id)
    page_views.flush(process)
    view(process, "ben", topic.id)
    del process

    with kernel_db.reading() as session:
        assert session.scalar(select(PageView.human)) == 1


def test_views_survive_a_database_that_does_not_answer(app, topic, buffer, monkeypatch):
    view(buffer, "ann", topic.id)
    view(buffer, "robot", topic.id, agent=ROBOTS[0])
    monkeypatch.setattr(page_views, "_write", lambda _counts: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        page_views.flush(buffer)
    monkeypatch.undo()
    view(buffer, "ben", topic.id)

    page_views.flush(buffer)

    row = db.session.scalars(select(PageView)).one()
    assert (row.human, row.total) == (2, 3)


def test_web_process_that_ends_writes_what_it_has(live_app):
    buffer = MemoryBuffer()
    view(buffer)
    flusher = page_views.Flusher(live_app, buffer)
    flusher.start()

    flusher.stop()
    flusher.join(30)

    assert not flusher.is_alive()
    with kernel_db.reading() as session:
        assert session.scalar(select(PageView.total)) == 1


def test_reading_a_topic_counts_its_reader_once(app, browser, topic, monkeypatch):
    monkeypatch.setitem(app.extensions, "page_views", MemoryBuffer())
    address = addresses.topic(topic.id, topic.slug)
    for _ in range(2):
        browser.get(address, headers={"User-Agent": FIREFOX})

    counts = app.extensions["page_views"].drain()

    assert [(c.kind, c.thing_id, c.human, c.total) for c in counts] == [("topic", topic.id, 1, 1)]


def test_a_visitor_s_address_is_kept_nowhere(app, browser, topic, monkeypatch):
    buffer = MemoryBuffer()
    monkeypatch.setitem(app.extensions, "page_views", buffer)

    browser.get(addresses.topic(topic.id, topic.slug), environ_base={"REMOTE_ADDR": "203.0.113.7"})

    assert "203.0.113.7" not in repr(buffer._seen) + repr(buffer.drain())
