"""Topics in every order: each is walked by key, has an index, and stands in the address."""

import re

import pytest
from sqlalchemy import event
from support import people

from community.forum import queries
from community.forum.models import COUNTED
from community.kernel.auth import NOBODY
from community.kernel.db import db


@pytest.fixture
def counted(board, asker):
    """Seven topics with the same few numbers in turn, so that some are equal."""
    made = [people.topic(board, asker, f"Topic number {number}") for number in range(7)]
    for number, topic in enumerate(made):
        topic.kudos, topic.views, topic.me_too = number % 3, 10 * (number % 2), number % 4
    db.session.commit()
    return made


@pytest.mark.parametrize("sort", COUNTED)
def test_the_most_stand_first_and_each_once(sort, counted, board):
    found, after = [], None
    while after or not found:
        page = queries.topics(NOBODY, sort=sort, size=2, after=after, narrowed=[queries.on_board(board.id)])
        found += page.rows
        after = page.next_key

    expected = sorted(counted, key=lambda topic: (-getattr(topic, sort), -topic.id))
    assert [row.id for row in found] == [topic.id for topic in expected]


@pytest.mark.parametrize("sort", ["kudos", "views", "me_too"])
@pytest.mark.parametrize("place", ["/forum/topics", "/forum/boards/getting-started"])
def test_the_choice_is_a_link_and_stays_in_the_address(sort, place, counted, browser, monkeypatch):
    monkeypatch.setitem(queries.topics.__kwdefaults__, "size", 3)

    first = browser.get(f"{place}?sort={sort}").text
    further = re.search(r'rel="next" href="([^"]+)"', first)[1]

    assert f'href="{place}?sort={sort}"' in browser.get(place).text
    assert f"sort={sort}" in further
    assert browser.get(further.replace("&amp;", "&")).status_code == 200


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True, scope="session")
@pytest.mark.parametrize(
    ("sort", "index"),
    [
        ("activity", "ix_forum_topic_last_activity_at"),
        ("newest", "ix_forum_topic_created_at"),
        *((sort, f"ix_forum_topic_{sort}") for sort in COUNTED),
        ("unanswered", "ix_forum_topic_unanswered"),
        ("solved", "ix_forum_topic_solved"),
    ],
)
def test_each_order_is_read_from_an_index(sort, index, counted, count_statements):
    statement, values = count_statements(lambda: queries.topics(NOBODY, sort=sort))

    plan = db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()

    assert any(index in row[-1] for row in plan), plan
    assert not any("TEMP B-TREE" in row[-1] for row in plan), plan


@pytest.fixture
def count_statements(app):
    """Return the first statement that a call sends to the database, with its values."""
    seen = []

    def note(_connection, _cursor, statement, values, *_):
        seen.append((statement, values))

    def first(call):
        event.listen(db.engine, "before_cursor_execute", note)
        call()
        event.remove(db.engine, "before_cursor_execute", note)
        return next(pair for pair in seen if pair[0].startswith("SELECT"))

    return first
