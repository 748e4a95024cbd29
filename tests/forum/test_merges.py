"""Merging topics, and taking them apart again."""

import random
from functools import partial

import pytest
from sqlalchemy import select
from support import people, standing
from support.people import viewer

from community.forum import addresses, recounts, topic_page
from community.forum.events import TopicsMerged
from community.forum.models import Follow, MeToo, Post, Topic
from community.forum.services import (
    answers,
    bookmarks,
    follows,
    kudos,
    me_too,
    merges,
    posts,
    saved_drafts,
    topics,
    verdicts,
    visibility,
)
from community.kernel.auth import NOBODY
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.events import EventRow


@pytest.fixture
def newer(board, helper):
    return people.topic(board, helper, "My battery is not found by the hub")


@pytest.fixture
def reply(newer, asker):
    return people.answer(newer, asker, "Which hub is it?")


def mended():
    return {name: rows for name, rows in recounts.recount() if rows}


def merge(topic, newer, agent):
    merges.merge_topics(keep=topic, drop=newer, by=viewer(agent))
    db.session.commit()


def test_the_posts_stand_in_the_older_topic_in_the_order_of_time(topic, answer, newer, reply, agent):
    merge(topic, newer, agent)

    page = topic_page.topic_page(topic_page.topic_by_id(topic.id, NOBODY), NOBODY, after=None)
    assert [post.id for post in page.posts.rows] == [answer.id, people_opening(topic, newer), reply.id]
    assert topic.replies == 3
    assert mended() == {}


def people_opening(topic, newer):
    """Return the id of what was the opening of `newer`."""
    mine = select(Post.id).where(Post.topic_id == topic.id, Post.author_id == newer.author_id, Post.kind == "answer")
    return db.session.scalars(mine.order_by(Post.id.desc())).first()


def test_old_addresses_lead_to_the_new_place(topic, newer, reply, agent, browser):
    opening = people.opening(newer).id
    merge(topic, newer, agent)

    old = browser.get(addresses.topic(newer.id, newer.slug))
    of_post = browser.get(addresses.post(reply.id))

    assert (old.status_code, old.location) == (301, f"{addresses.topic(topic.id, topic.slug)}#p{opening}")
    assert of_post.location.startswith(addresses.topic(topic.id, topic.slug))
    assert "no-cache" in old.headers["Cache-Control"]


def test_whoever_held_something_of_the_newer_holds_it_of_the_older(topic, newer, helper, mvp, asker, agent):
    follows.follow(thing="topic", thing_id=newer.id, by=viewer(mvp))
    me_too.say_me_too(topic=newer, by=viewer(mvp))
    me_too.say_me_too(topic=newer, by=viewer(asker))

    merge(topic, newer, agent)

    here = select(Follow.member_id).where(Follow.kind == "topic", Follow.thing_id == topic.id)
    too = select(MeToo.member_id).where(MeToo.topic_id == topic.id)
    assert set(db.session.scalars(here)) == {asker.id, helper.id, mvp.id}
    assert set(db.session.scalars(too)) == {helper.id, mvp.id}  # the newer one's asker, but not this one's own
    assert topic.me_too == 2
    assert mended() == {}


def test_two_drafts_of_one_member_become_one(topic, newer, mvp, agent):
    for to, words in ((topic, "I think"), (newer, "Or else")):
        saved_drafts.save_draft(by=viewer(mvp), words={"body": words}, topic_id=to.id)

    merge(topic, newer, agent)

    page = topic_page.topic_page(topic_page.topic_by_id(topic.id, viewer(mvp)), viewer(mvp), after=None)
    assert page.topic.draft == "I think\n\nOr else"


def test_what_is_said_at_the_old_address_is_said_in_the_new_place(topic, newer, mvp, agent, signed_in):
    merge(topic, newer, agent)

    said = signed_in(mvp).post(addresses.topic_act(newer.id, "reply"), data={"body": "Mine has it too."})

    assert said.status_code == 303
    assert db.session.scalars(select(Post.topic_id).order_by(Post.id.desc())).first() == topic.id
    assert mended() == {}


def test_the_fact_says_what_moved(topic, newer, reply, agent):
    opening = people.opening(newer).id

    merge(topic, newer, agent)

    fact = db.session.scalars(select(EventRow).where(EventRow.kind == TopicsMerged.kind)).one()
    assert fact.payload["post_ids"] == [opening, reply.id]
    assert (fact.payload["topic_id"], fact.payload["other_id"], fact.payload["opening_id"]) == (
        topic.id,
        newer.id,
        opening,
    )


def test_the_newer_goes_into_the_older_and_nothing_into_itself(topic, newer, agent, asker):
    for keep, drop, by, why in (
        (newer, topic, agent, "newer into the older"),
        (topic, topic, agent, "into itself"),
        (topic, newer, asker, "Only moderators"),
    ):
        with pytest.raises(Refused, match=why):
            merges.merge_topics(keep=keep, drop=drop, by=viewer(by))


def test_no_circle_and_no_chain(topic, newer, board, helper, agent):
    newest = people.topic(board, helper, "Once more: the battery is not found")
    merge(topic, newer, agent)

    for keep, drop, why in ((newer, newest, "name the one"), (topic, newer, "meanwhile")):
        with pytest.raises(Refused, match=why):
            merges.merge_topics(keep=keep, drop=drop, by=viewer(agent))


def test_hidden_topics_are_not_merged(topic, newer, agent):
    visibility.hide_post(post=people.opening(newer), topic=newer, by=viewer(agent), reason="Off the topic.")

    with pytest.raises(Refused, match="hidden topic"):
        merges.merge_topics(keep=topic, drop=newer, by=viewer(agent))


def test_duplicates_of_the_newer_lead_to_the_older_and_back(topic, newer, board, helper, agent):
    twin = people.topic(board, helper, "The battery again, not found")
    topics.mark_duplicate(topic=twin, original=newer, by=viewer(agent))
    merge(topic, newer, agent)
    led_on = twin.duplicate_of_id if db.session.refresh(twin) is None else None

    merges.take_apart(topic=newer, by=viewer(agent))

    db.session.refresh(twin)
    assert (led_on, twin.duplicate_of_id) == (topic.id, newer.id)


def test_what_was_said_since_goes_back_with_what_it_was_said_under(topic, newer, reply, mvp, agent):
    merge(topic, newer, agent)
    db.session.refresh(reply)
    remark = people.comment(reply, topic, mvp)
    stays = people.answer(topic, mvp, "Here it worked.")

    merges.take_apart(topic=newer, by=viewer(agent))

    for post in (remark, stays):
        db.session.refresh(post)
    assert (remark.topic_id, stays.topic_id) == (newer.id, topic.id)
    assert mended() == {}


def test_who_let_go_meanwhile_holds_neither(topic, newer, mvp, agent):
    follows.follow(thing="topic", thing_id=newer.id, by=viewer(mvp))
    merge(topic, newer, agent)
    follows.unfollow(thing="topic", thing_id=topic.id, by=viewer(mvp))

    merges.take_apart(topic=newer, by=viewer(agent))

    assert db.session.scalars(select(Follow.thing_id).where(Follow.member_id == mvp.id)).all() == []


def test_a_draft_goes_back_as_it_is_by_now(topic, newer, mvp, agent):
    saved_drafts.save_draft(by=viewer(mvp), words={"body": "Or else"}, topic_id=newer.id)
    merge(topic, newer, agent)
    saved_drafts.save_draft(by=viewer(mvp), words={"body": "Or else not"}, topic_id=topic.id)

    merges.take_apart(topic=newer, by=viewer(agent))

    row = topic_page.topic_by_id(newer.id, viewer(mvp))
    assert topic_page.topic_page(row, viewer(mvp), after=None).topic.draft == "Or else not"


@pytest.mark.parametrize("seed", range(4))
def test_taking_apart_restores_exactly_what_was(seed, app):
    _live(random.Random(seed))
    older, newer = db.session.scalars(select(Topic).order_by(Topic.id)).all()
    agent = people.member("Abel Agent", role="agent")
    before = standing.state()
    merges.merge_topics(keep=older, drop=newer, by=viewer(agent))
    merged = standing.state()

    merges.take_apart(topic=newer, by=viewer(agent))

    assert merged != before
    assert standing.state() == before
    assert mended() == {}


def _live(chance: random.Random) -> None:
    """Let people do whatever they like in two topics on two boards."""
    crowd = [people.member(f"Person {n}") for n in range(4)]
    boards = [people.board("Getting started"), people.board("Charging", visibility="members")]
    both = [people.topic(chance.choice(boards), one, f"A question of {one.name}") for one in chance.sample(crowd, 2)]
    for _ in range(40):
        topic, one = chance.choice(both), viewer(chance.choice(crowd))
        post = chance.choice(db.session.scalars(select(Post).where(Post.topic_id == topic.id)).all())
        here = {"post": post, "topic": topic, "by": one}
        of_topic = {"topic": topic, "by": one}
        acts = [
            partial(posts.reply, **of_topic, body="Try to restart it."),
            partial(posts.comment, **here, body="The same here."),
            *(partial(act, **here) for act in (kudos.give_kudos, verdicts.confirm, answers.accept_answer)),
            *(partial(act, **of_topic) for act in (me_too.say_me_too, bookmarks.bookmark)),
            partial(follows.follow, thing="topic", thing_id=topic.id, by=one),
        ]
        try:
            chance.choice(acts)()
        except Refused:
            continue
        db.session.refresh(topic)
