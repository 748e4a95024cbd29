"""The projection of topics: what each fact changes in the weeks of its topic."""

from datetime import UTC, datetime, timedelta

import pytest
from house import index
from sqlalchemy import select
from support import counting, people
from support.people import viewer

from community.accounts import services as accounts
from community.forum.services import answers, boards, topics, visibility
from community.kernel import clock, consumers
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.weeks import Week
from voc.insight.models import OpenedBoard, Topic, TopicWeek
from voc.insight.numbers import week_numbers
from voc.insight.questions import asked_between
from voc.insight.topics import TOPICS, business_zone

MONDAY = datetime(2026, 11, 16, tzinfo=UTC)
WEEK = Week.parse("2026-W47")
MODERATOR = Viewer(role="admin")


@pytest.fixture
def told(board, asker, helper):
    """A question of Monday 9:00 with an answer an hour later, accepted at eleven."""
    with clock.at(MONDAY + timedelta(hours=9)):
        topic = people.topic(board, asker, "The hub does not find my battery")
    with clock.at(MONDAY + timedelta(hours=10)):
        answer = people.answer(topic, helper)
    with clock.at(MONDAY + timedelta(hours=11)):
        people.accept(topic, answer, asker)
    return topic, answer


def read(model, topic):
    """Return the topic's only row as it is now."""
    counting.count()
    query = select(model).where(model.topic_id == topic.id).execution_options(populate_existing=True)
    return db.session.scalars(query).one_or_none()


def cell(topic):
    return read(TopicWeek, topic)


def moments(topic):
    return read(Topic, topic)


def test_a_topic_becomes_its_weeks(told, helper):
    topic, answer = told

    found = cell(topic)

    assert (found.week, found.opened, found.answers, found.comments) == (WEEK.monday, 1, 1, 0)
    assert (found.participants, found.depth, found.responses, found.overdue) == (2, 2, 1, 0)
    assert found.response_sum == pytest.approx(1 / (1 + 60 / 1_000), abs=1e-6)
    assert moments(topic).first_reply_id == moments(topic).solved_id == answer.id


def test_hiding_an_answer_makes_the_question_unanswered_again(told):
    topic, answer = told

    visibility.hide_post(post=answer, topic=topic, by=MODERATOR, reason="Off the topic.")

    hidden = moments(topic)
    assert (hidden.first_reply_id, hidden.solved_id, cell(topic).answers) == (None, None, 0)

    visibility.restore_post(post=answer, topic=topic, by=MODERATOR)

    assert moments(topic).first_reply_id == answer.id
    assert cell(topic).answers == 1


def test_a_comment_under_a_hidden_answer_is_not_counted(told, asker):
    topic, answer = told
    people.comment(answer, topic, asker)

    visibility.hide_post(post=answer, topic=topic, by=MODERATOR, reason="Off the topic.")

    counting.count()
    rows = db.session.scalars(select(TopicWeek).where(TopicWeek.topic_id == topic.id))
    assert sum(row.comments for row in rows) == 0


@pytest.mark.parametrize(("as_", "asked"), [("question", 1), ("announcement", 0)])
def test_only_a_question_waits_for_an_answer_whatever_its_author_became(as_, asked, board, agent):
    with clock.at(MONDAY + timedelta(hours=9)):
        made = topics.start_topic(board=board, by=viewer(agent), title="Version 5", body="It is here.", kind=as_)
    accounts.give_role(member=agent, role="member", by=None)
    db.session.commit()

    found = cell(made)

    assert found.overdue == asked
    assert len(asked_between(MONDAY, MONDAY + timedelta(days=7))) == asked


def test_a_hidden_topic_has_no_weeks(told):
    topic, _answer = told

    visibility.hide_post(post=people.opening(topic), topic=topic, by=MODERATOR, reason="Off the topic.")

    assert cell(topic) is None
    assert moments(topic) is None


def test_taking_the_mark_back_makes_the_question_open(told, asker):
    topic, answer = told

    answers.unaccept_answer(post=answer, topic=topic, by=people.viewer(asker))

    assert moments(topic).solved_id is None


def test_who_becomes_an_employee_leaves_the_community_with_all_they_wrote(told, helper):
    topic, answer = told
    counting.count()

    accounts.give_role(member=helper, role="agent", by=None)

    found = cell(topic)
    assert (found.answers, found.staff_answers, found.participants, found.responses) == (0, 1, 1, 0)
    assert (moments(topic).first_reply_id, moments(topic).first_staff_id) == (answer.id, answer.id)


def test_a_board_that_closes_to_the_public_leaves_the_numbers(told, board):
    counting.count()
    assert week_numbers(WEEK)["posts"].value == 2

    boards.change_board(board=board, name=board.name, description="", visibility="members", by=MODERATOR)

    counting.count()
    assert week_numbers(WEEK)["posts"].value == 0


def test_boards_are_there_since_they_were_opened(board):
    counting.count()

    assert [row.board_id for row in db.session.scalars(select(OpenedBoard))] == [board.id]


def test_a_rebuild_changes_nothing(live_app):
    board, asker, helper = people.board("Getting started"), people.member("Ines Asker"), people.member("Tom Helper")
    for number in range(4):
        with clock.at(MONDAY + timedelta(days=3 * number)):
            topic = people.topic(board, asker, f"A question numbered {number}")
            people.comment(people.opening(topic), topic, helper)
        with clock.at(MONDAY + timedelta(days=3 * number, hours=2)):
            answer = people.answer(topic, helper)
            people.accept(topic, answer, asker)
    visibility.hide_post(post=answer, topic=topic, by=MODERATOR, reason="Off the topic.")
    accounts.give_role(member=helper, role="agent", by=None)
    index.settle()

    assert consumers.check(TOPICS) == []
    assert db.session.scalars(select(TopicWeek)).all()


def test_the_business_zone_is_that_of_the_settings(app):
    assert business_zone().key == app.extensions["settings"].time_zone
