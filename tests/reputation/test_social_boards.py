"""On a social board nothing is earned, whenever the ledger is read or rebuilt."""

import pytest
from support import people

from community.forum.models import Topic
from community.forum.services import answers, kudos, moves, verdicts
from community.kernel import consumers
from community.kernel.db import db
from reputation.ledger import LEDGER

LONG = "It has been sunny here since Monday, and nobody at work talks about anything else these days."


def live_through(kind, asker, helper, stranger):
    """Let people ask, answer, thank, confirm and accept on a board of a kind; return the answer."""
    topic = people.topic(people.board(f"A {kind} board", kind=kind), asker, f"The {kind} sun", body=LONG)
    answer = people.answer(topic, helper, LONG)
    kudos.give_kudos(post=answer, topic=topic, by=stranger.viewer)
    verdicts.confirm(post=answer, topic=topic, by=stranger.viewer)
    people.accept(topic, answer, asker)
    return answer


@pytest.mark.parametrize(("board_kind", "earns"), [("social", False), ("support", True)])
def test_what_a_board_earns(board_kind, earns, ledger, asker, helper, stranger):
    live_through(board_kind, asker, helper, stranger)

    assert bool(ledger.lines(helper)) is earns
    assert bool(ledger.lines(asker)) is earns
    assert consumers.check(LEDGER) == []


def test_what_was_earned_before_a_topic_came_there_can_still_be_taken_back(ledger, asker, helper, stranger):
    answer = live_through("support", asker, helper, stranger)
    topic = db.session.get_one(Topic, answer.topic_id)
    ledger.bring_up()
    topic.board_id = people.board("Off topic", kind="social").id
    answers.unaccept_answer(post=answer, topic=topic, by=asker.viewer)
    kudos.withdraw_kudos(post=answer, topic=topic, by=stranger.viewer)

    after = {rule: why for rule, _points, why in ledger.lines(helper)}

    assert after["CNF1"] == "unaccepted"
    assert after["RAT1"] == "withdrawn"
    assert consumers.check(LEDGER) == []


def test_after_a_topic_left_it_what_is_done_there_earns_and_what_was_done_before_does_not(ledger, asker, helper, agent):
    topic = people.topic(people.board("Off topic", kind="social"), asker, "Sun and rain here", body=LONG)
    people.answer(topic, helper, LONG)
    moves.move_topic(topic=topic, board=people.board("Sun and rain"), by=agent.viewer, kind="question")
    later = people.answer(topic, helper, LONG)

    people.accept(topic, later, asker)

    assert [rule for rule, _points, _why in ledger.lines(helper)] == ["ACT1", "CNF1"]
    assert consumers.check(LEDGER) == []
