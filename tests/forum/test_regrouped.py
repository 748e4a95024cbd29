"""What other rooms work out of topics that were moved, merged and split: live it is the same as in a rebuild."""

import pytest
from sqlalchemy import select
from support import articles, people
from support.people import viewer

from community.forum.daily import DAILY
from community.forum.services import edits, merges, moves, splits
from community.kernel import consumers
from community.kernel.db import db, table_of
from kb_harvest import queries as knowledge
from kb_harvest.models import Resolution
from kb_harvest.resolutions import RESOLUTIONS
from reputation.ledger import LEDGER
from tests.kernel import facts
from voc.insight.models import Topic as Counted
from voc.insight.topics import TOPICS
from voc.listening.models import Voice
from voc.listening.voices import VOICES

PROJECTIONS = (DAILY, RESOLUTIONS, LEDGER, TOPICS, VOICES)


class Talk:
    """Two questions with answers, one accepted, on two boards."""

    def __init__(self):
        self.asker, self.helper = people.member("Ines Asker"), people.member("Tom Helper")
        self.agent = people.member("Abel Agent", role="agent")
        self.board, self.other = people.board("Getting started"), people.board("Charging")
        self.topic = people.topic(self.board, self.asker, "The hub does not find my battery")
        self.answer = people.answer(self.topic, self.helper, "Press the button on its side for five seconds.")
        self.newer = people.topic(self.other, self.helper, "My battery is not found by the hub")
        self.reply = people.answer(self.newer, self.asker, "Hold its button for five seconds, that helped me.")
        people.accept(self.newer, self.reply, self.helper)

    def merge(self):
        merges.merge_topics(keep=self.topic, drop=self.newer, by=viewer(self.agent))

    def part(self):
        merges.take_apart(topic=self.newer, by=viewer(self.agent))

    def move(self):
        moves.move_topic(topic=self.topic, board=self.other, by=viewer(self.agent))

    def split(self):
        given = {"post_ids": [self.answer.id], "title": "Which button is it?", "by": viewer(self.agent)}
        splits.split_topic(topic=self.topic, board=self.other, **given)

    def edit(self):
        edits.edit_post(post=self.answer, topic=self.topic, by=viewer(self.agent), body="The red button, not long.")


@pytest.fixture
def talk(live_app):
    return Talk()


def bring_up():
    db.session.commit()
    facts.settle()
    for projection in PROJECTIONS:
        consumers.run(projection)


@pytest.mark.parametrize(
    "acts",
    [
        ("merge",),
        ("merge", "part"),
        ("move", "merge", "move_not", "part"),
        ("split", "edit"),
        ("merge", "split", "edit", "part"),
    ],
    ids="-".join,
)
@pytest.mark.parametrize("batch", [1, 500])
def test_every_projection_equals_its_rebuild(acts, batch, talk, monkeypatch):
    bring_up()
    for act in acts:
        getattr(talk, act.removesuffix("_not"))() if not act.endswith("_not") else None
        bring_up()
    monkeypatch.setattr(consumers, "BATCH", batch)

    differences = {projection.name: consumers.check(projection) for projection in PROJECTIONS}

    assert differences == {projection.name: [] for projection in PROJECTIONS}


def test_a_merged_topic_is_counted_once_and_solved_by_what_solved_the_other(talk):
    talk.merge()
    bring_up()

    assert db.session.scalars(select(Counted.topic_id)).all() == [talk.topic.id]
    assert db.session.execute(select(Resolution.topic_id, Resolution.answer_id)).all() == [
        (talk.topic.id, talk.reply.id)
    ]


def test_voices_go_where_their_posts_go(talk):
    bring_up()
    talk.merge()
    talk.move()
    bring_up()

    voice = table_of(Voice)
    places = set(db.session.execute(select(voice.c.topic_id, voice.c.board_id)).all())
    assert places == {(talk.topic.id, talk.other.id)}


def test_an_article_stands_with_the_topic_in_which_its_own_goes_on(talk):
    made = articles.draft(talk.newer, talk.agent)
    talk.merge()
    db.session.commit()

    found = knowledge.from_topic(talk.topic.id, viewer(talk.agent))

    assert [(row.id, row.source.id) for row in found] == [(made.id, talk.topic.id)]
