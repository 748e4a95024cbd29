"""Edits: every text, title and tag a post ever had stays readable."""

import re
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from support import people
from support.people import viewer

from community.forum import addresses, topic_page
from community.forum.models import Follow, Tag, TopicTag
from community.forum.services import edits, follows
from community.kernel import clock
from community.kernel.db import db
from community.kernel.events import EventRow

MORNING = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def after(stretches):
    """Return the text that a change led to."""
    return "".join(stretch.text for stretch in stretches if stretch.change != "gone")


def edit(post, topic, by, **changes):
    edits.edit_post(post=post, topic=topic, by=viewer(by), **changes)
    db.session.commit()


def test_every_text_title_and_tag_stays_readable(board, asker, agent):
    topic = people.topic(board, asker, "The first title", body="The first text.", tags=("one",))
    opening = people.opening(topic)
    edit(opening, topic, asker, body="The second text.", title="The second title", tags=("one", "two"), reason="more")
    edit(opening, topic, agent, body="The third text.", title="The third title", tags=(), reason="less")

    states = [(r.number, after(r.title), after(r.body), after(r.tags), r.comment) for r in topic_page.history(opening)]

    assert states == [
        (3, "The third title", "The third text.", "", "less"),
        (2, "The second title", "The second text.", "one two", "more"),
        (1, "The first title", "The first text.", "one", ""),
    ]
    assert [row.author.name for row in topic_page.history(opening)] == [agent.name, asker.name, asker.name]


def test_the_first_state_keeps_its_own_time_and_author(topic, helper, agent):
    with clock.at(MORNING):
        post = people.answer(topic, helper, "The first text.")
    with clock.at(MORNING + timedelta(hours=1)):
        edit(post, topic, agent, body="The second text.")

    second, first = topic_page.history(post)

    assert (first.at, first.author.name) == (MORNING, helper.name)
    assert (second.at, second.author.name) == (MORNING + timedelta(hours=1), agent.name)
    assert post.edited_at == MORNING + timedelta(hours=1)


def test_a_page_shows_the_new_words_and_leads_to_the_old(topic, answer, helper, browser):
    edit(answer, topic, helper, body="Press it for *ten* seconds.")

    page = browser.get(addresses.topic(topic.id, topic.slug)).text
    past = browser.get(addresses.history(answer.id)).text

    assert "<em>ten</em>" in page
    assert "for five seconds" not in page
    assert addresses.history(answer.id) in page
    assert "for five seconds" in " ".join(re.sub("<[^>]*>", "", past).split())
    assert "<del>" in past
    assert "[removed:" in past


def test_an_edited_question_shows_its_new_title_address_and_beginning(board, topic, asker, browser):
    old = addresses.topic(topic.id, topic.slug)
    edit(people.opening(topic), topic, asker, body="It never worked.", title="The hub is silent")

    moved = browser.get(f"{old}?after=")

    assert moved.status_code == 301
    assert moved.location == f"/forum/topics/{topic.id}/the-hub-is-silent?after="
    assert "The hub is silent" in browser.get(addresses.board(board.slug)).text
    assert topic.excerpt == "It never worked."


def test_tags_of_an_edited_question_are_exactly_the_new_ones(board, asker):
    topic = people.topic(board, asker, "The first title", tags=("one", "two"))

    edit(people.opening(topic), topic, asker, body="Text.", title="The first title", tags=("two", "three"))

    carried = select(Tag.name).join(TopicTag, TopicTag.tag_id == Tag.id).where(TopicTag.topic_id == topic.id)
    assert sorted(db.session.scalars(carried)) == ["three", "two"]


def test_an_asker_follows_their_topic_and_may_stop(topic, asker):
    mine = select(Follow.thing_id).where(Follow.member_id == asker.id, Follow.kind == "topic")
    before = list(db.session.scalars(mine))

    for _ in range(2):
        follows.unfollow(thing="topic", thing_id=topic.id, by=viewer(asker))

    assert before == [topic.id]
    assert list(db.session.scalars(mine)) == []


def test_following_twice_is_one_fact(topic, stranger):
    for _ in range(2):
        follows.follow(thing="topic", thing_id=topic.id, by=viewer(stranger))

    facts = db.session.scalars(select(EventRow).where(EventRow.kind == "forum.followed")).all()

    assert [fact.payload for fact in facts] == [{"thing": "topic", "thing_id": topic.id}]
