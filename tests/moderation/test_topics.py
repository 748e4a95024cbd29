"""Moving, merging and splitting in the log of acts of power."""

import pytest
from support import people
from support.people import viewer

from community.forum.services import merges, moves, splits
from community.kernel import consumers
from community.kernel import db as kernel_db
from community.kernel.db import db
from community.moderation import queries, topics
from tests.kernel import facts


@pytest.fixture
def installed(live_app):
    with kernel_db.writing():
        consumers.install((topics.TOPICS,))


def test_each_act_is_a_line_with_who_did_it_to_whose_topic(installed):
    asker, agent = people.member("Ines Asker"), people.member("Abel Agent", role="agent")
    boards = [people.board(name) for name in ("Getting started", "Charging")]
    older, newer = (people.topic(boards[0], asker, "The hub finds no battery") for _ in range(2))
    reply = people.answer(older, agent)
    moves.move_topic(topic=older, board=boards[1], by=viewer(agent))
    merges.merge_topics(keep=older, drop=newer, by=viewer(agent))
    merges.take_apart(topic=newer, by=viewer(agent))
    named = {"post_ids": [reply.id], "title": "Another question", "by": viewer(agent)}
    made = splits.split_topic(topic=older, board=boards[0], **named)
    db.session.commit()

    facts.settle()
    consumers.run(topics.TOPICS)

    lines = [(line.act, line.by.name, line.member.name, line.topic_url) for line in queries.acts().rows][::-1]
    of = [("topic_moved", older, asker), ("topics_merged", newer, asker)]
    of += [("topics_taken_apart", newer, asker), ("topic_split", made, agent)]
    assert lines == [(act, "Abel Agent", whose.name, f"/forum/topics/{topic.id}") for act, topic, whose in of]
