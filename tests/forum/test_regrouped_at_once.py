"""Topics are merged, split and moved while others write in them: nothing is lost, and every counter is right."""

import pytest
from sqlalchemy import select
from support import people
from support.at_once import at_once, posting

from community.forum import addresses, recounts
from community.forum.models import Post, Topic
from community.forum.services import posts
from community.kernel.db import db

ROUNDS = 3
SPLIT = {"title": "How do I charge the hub?", "board": "charging"}


class Talk:
    """Two questions on two boards, each with two answers, and those who write there."""

    def __init__(self, app):
        self.app = app
        self.asker, self.helper = people.member("Ines Asker"), people.member("Tom Helper")
        self.agents = [people.member(f"Agent {n}", role="agent") for n in range(2)]
        self.boards = [people.board("Getting started"), people.board("Charging")]
        self.topics = [people.topic(board, self.asker, "The hub finds no battery") for board in self.boards]
        self.answers = [people.answer(topic, self.helper) for topic in self.topics for _ in range(2)]

    def on_topic(self, who, number, act, **form):
        return posting(self.app, who, addresses.topic_act(self.topics[number].id, act), **form)

    def on_post(self, who, number, act, **form):
        return posting(self.app, who, addresses.post_act(self.answers[number].id, act), **form)

    def merge(self, by=0, *, onto=0):
        return self.on_topic(self.agents[by], 1 - onto, "merge", into=str(self.topics[onto].id))

    def part(self):
        return self.on_topic(self.agents[0], 1, "part")

    def split(self, number=0):
        return self.on_topic(self.agents[0], 0, "split", post=str(self.answers[number].id), **SPLIT)

    def reply(self, number):
        return self.on_topic(self.helper, number, "reply", body="Mine does the same.")


@pytest.fixture
def talk(live_app):
    return Talk(live_app)


def mended():
    return {name: rows for name, rows in recounts.recount() if rows}


def merged():
    return db.session.scalars(select(Topic.merged_into_id).where(Topic.merged_into_id.is_not(None))).all()


def lost():
    """Return the posts that stand in a topic that was merged into another."""
    return db.session.scalars(select(Post.id).join(Topic).where(Topic.merged_into_id.is_not(None))).all()


def test_a_reply_during_a_merge_is_kept_where_the_talk_goes_on(talk):
    for _ in range(ROUNDS):
        codes = at_once(talk.merge(), talk.reply(1), talk.reply(1), talk.reply(0))
        assert codes == [303] * 4
        assert lost() == []
        codes = at_once(talk.part(), talk.reply(1), talk.reply(0))
        assert codes == [303] * 3

    said = db.session.scalars(select(Post.id).where(Post.body == "Mine does the same.")).all()
    assert len(said) == 5 * ROUNDS
    assert mended() == {}


def test_two_merges_the_other_way_round_make_no_circle(talk):
    codes = at_once(talk.merge(0, onto=0), talk.merge(1, onto=1))

    assert sorted(codes) in ([303, 303], [303, 422])
    assert merged() == [talk.topics[0].id]
    assert mended() == {}


def test_acts_on_posts_during_a_merge_count_where_the_posts_are(talk):
    guests = [people.member(f"Guest {n}") for n in range(2)]
    for _ in range(ROUNDS):
        for way in (talk.merge(), talk.part()):
            codes = at_once(
                way,
                talk.on_post(talk.asker, 2, "accept"),
                talk.on_post(guests[0], 2, "kudos"),
                talk.on_post(guests[1], 3, "comment", body="The same here."),
                talk.on_topic(guests[1], 1, "too"),
            )
            assert max(codes) < 500
            assert lost() == []
            at_once(talk.on_post(talk.asker, 2, "unaccept"), talk.on_post(guests[0], 2, "unkudos"))

    assert mended() == {}


def test_an_edit_during_a_split_is_kept(talk):
    codes = at_once(talk.split(), talk.on_post(talk.helper, 0, "edit", body="The red button."))

    post = db.session.get_one(Post, talk.answers[0].id, populate_existing=True)
    assert codes == [303, 303]
    assert (post.kind, post.body, post.revisions) == ("opening", "The red button.", 2)
    assert mended() == {}


def test_an_answer_is_accepted_or_opens_a_topic_but_not_both(talk):
    codes = at_once(talk.split(), talk.on_post(talk.asker, 0, "accept"))

    post = db.session.get_one(Post, talk.answers[0].id, populate_existing=True)
    assert sorted(codes) in ([303, 422], [303, 303])
    assert (post.kind, post.accepted_at is not None) in (("opening", False), ("answer", True))
    assert mended() == {}


def test_comments_during_a_split_stay_with_their_post(talk):
    calls = [talk.on_post(talk.asker, 0, "comment", body="Which one?") for _ in range(3)]

    codes = at_once(talk.split(), *calls)

    where = {
        topic_id
        for (topic_id,) in db.session.execute(
            select(Post.topic_id).where((Post.id == talk.answers[0].id) | (Post.parent_id == talk.answers[0].id))
        )
    }
    assert codes == [303] * 4
    assert len(where) == 1
    assert mended() == {}


def test_moves_and_replies_at_once_count_on_one_board(talk):
    for _ in range(ROUNDS):
        moves = [talk.on_topic(agent, 0, "move", board="charging") for agent in talk.agents]
        codes = at_once(*moves, talk.reply(0), talk.reply(0))
        assert max(codes) < 500
        at_once(talk.on_topic(talk.agents[0], 0, "move", board="getting-started"))

    assert mended() == {}


def test_what_is_held_from_before_a_merge_is_said_in_the_new_place(talk):
    stale = talk.topics[1]
    assert stale.merged_into_id is None  # what this writer read, before the merge
    at_once(talk.merge())

    made = posts.reply(topic=stale, by=people.viewer(talk.helper), body="It is the same here.")

    db.session.commit()
    assert made.topic_id == talk.topics[0].id
    assert mended() == {}
