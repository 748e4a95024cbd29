"""What moderators and administrators do in the forum by a program."""

import pytest
from sqlalchemy import select
from support import people

from community.forum.models import Board, Post, Topic
from community.kernel.db import db


@pytest.fixture
def other(board, helper):
    return people.topic(board, helper, "The battery is not found by my hub")


def test_a_topic_is_closed_with_a_reason_and_opened_again(program, topic, mvp):
    path = f"topics/{topic.id}/closure"

    program(mvp, "PUT", path, reason="It is settled.")
    shown = program(mvp, "GET", f"topics/{topic.id}").json["topic"]
    opened = program(mvp, "DELETE", path)

    assert (shown["closed"], shown["closed_reason"]) == (True, "It is settled.")
    assert opened.status_code == 204
    assert db.session.get_one(Topic, topic.id).closed_at is None


def test_a_topic_is_marked_as_asked_before(program, topic, other, mvp):
    program(mvp, "PUT", f"topics/{other.id}/original", original=topic.id)

    assert db.session.get_one(Topic, other.id).duplicate_of_id == topic.id


def test_a_topic_is_moved(program, topic, mvp):
    target = people.board("Charging")

    moved = program(mvp, "PUT", f"topics/{topic.id}/board", board=target.slug)

    assert moved.status_code == 204
    assert db.session.get_one(Topic, topic.id).board_id == target.id


def test_topics_are_merged_into_the_older_one_and_taken_apart(program, topic, other, mvp):
    merged = program(mvp, "PUT", f"topics/{topic.id}/merger", into=other.id)
    while_merged = db.session.get_one(Topic, other.id).merged_into_id
    apart = program(mvp, "DELETE", f"topics/{other.id}/merger")

    assert merged.json["id"] == while_merged == topic.id
    assert apart.json["id"] == other.id
    assert db.session.get_one(Topic, other.id).merged_into_id is None


def test_answers_become_a_topic_of_their_own(program, board, topic, answer, mvp):
    made = program(
        mvp, "POST", f"topics/{topic.id}/splits", board=board.slug, title="Another question", posts=[answer.id]
    )

    assert made.status_code == 201
    assert db.session.get_one(Post, answer.id).topic_id == made.json["id"] != topic.id


@pytest.mark.parametrize(
    ("method", "path", "words"),
    [
        ("PUT", "closure", {"reason": "It is settled."}),
        ("PUT", "merger", {"into": 1}),
        ("PUT", "board", {"board": "charging"}),
        ("POST", "splits", {"board": "charging", "title": "Another question", "posts": [1]}),
    ],
)
def test_a_member_does_none_of_it(method, path, words, program, topic, helper):
    assert program(helper, method, f"topics/{topic.id}/{path}", **words).status_code == 403


def test_a_topic_that_is_not_there_takes_no_other(program, topic, mvp):
    answer = program(mvp, "PUT", f"topics/{topic.id}/merger", into=99999)

    assert answer.status_code == 422
    assert "no topic with that number" in answer.json["detail"]


def test_an_administrator_opens_a_board_and_changes_one_thing_of_it(program, admin):
    opened = program(admin, "POST", "boards", name="Charging", description="Wall boxes.", visibility="members")
    changed = program(admin, "PATCH", "boards/charging", description="Wall boxes and cars.")

    board = db.session.scalars(select(Board).where(Board.slug == "charging")).one()
    assert (opened.status_code, changed.status_code) == (201, 200)
    assert (board.name, board.description, board.visibility) == ("Charging", "Wall boxes and cars.", "members")


def test_nobody_else_opens_boards(program, agent):
    assert program(agent, "POST", "boards", name="Charging").status_code == 403
