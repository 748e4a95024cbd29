"""Splitting topics, and moving them to other boards."""

import pytest
from sqlalchemy import select
from support import people
from support.people import viewer

from community.forum import addresses, queries, recounts, things
from community.forum.models import Board, Follow, Post
from community.forum.services import merges, moves, splits, visibility
from community.kernel.auth import NOBODY
from community.kernel.db import db
from community.kernel.errors import Refused

TITLE = "How do I charge the hub?"


@pytest.fixture
def other(topic, mvp):
    return people.answer(topic, mvp, "And how do I charge it?")


@pytest.fixture
def charging(app):
    return people.board("Charging")


def mended():
    return {name: rows for name, rows in recounts.recount() if rows}


def split(topic, chosen, board, agent):
    ids = [post.id for post in chosen]
    made = splits.split_topic(topic=topic, post_ids=ids, board=board, title=TITLE, by=viewer(agent))
    db.session.commit()
    for post in chosen:
        db.session.refresh(post)
    return made


def test_chosen_answers_become_a_topic_with_the_comments_under_them(topic, answer, other, charging, helper, agent):
    remark = people.comment(other, topic, helper)
    last = people.answer(topic, helper, "With the cable in the box.")

    made = split(topic, [other, last], charging, agent)

    db.session.refresh(remark)
    assert (other.kind, other.topic_id, remark.topic_id, last.topic_id) == ("opening", made.id, made.id, made.id)
    assert (made.author_id, made.title, made.replies, made.created_at) == (other.author_id, TITLE, 1, other.created_at)
    assert (topic.replies, answer.topic_id, topic.last_activity_at) == (1, topic.id, answer.created_at)
    assert mended() == {}


def test_old_addresses_of_posts_lead_to_their_new_place(topic, answer, other, board, agent, browser):
    made = split(topic, [other], board, agent)

    assert browser.get(addresses.post(other.id)).location.startswith(addresses.topic(made.id, made.slug))


def test_accepted_answers_go_along_but_open_no_topic(resolved_topic, answer, other, charging, asker, agent):
    with pytest.raises(Refused, match="accepted answer"):
        splits.split_topic(topic=resolved_topic, post_ids=[answer.id], board=charging, title=TITLE, by=viewer(agent))
    later = people.answer(resolved_topic, asker, "It is the cable.")
    people.accept(resolved_topic, later, asker)

    made = split(resolved_topic, [other, later], charging, agent)

    assert (made.accepted, resolved_topic.accepted) == (1, 1)
    assert mended() == {}


def test_only_answers_of_the_topic_can_be_chosen(topic, answer, board, helper, agent, asker):
    elsewhere = people.answer(people.topic(board, helper, "Quite another question"), asker)
    remark = people.comment(answer, topic, helper)

    for chosen in ([], [people.opening(topic).id], [elsewhere.id], [remark.id]):
        with pytest.raises(Refused, match="choose answers"):
            splits.split_topic(topic=topic, post_ids=chosen, board=board, title=TITLE, by=viewer(agent))


def test_a_hidden_answer_opens_no_topic(topic, answer, board, agent):
    visibility.hide_post(post=answer, topic=topic, by=viewer(agent), reason="Off the topic.")

    with pytest.raises(Refused, match="hidden post"):
        splits.split_topic(topic=topic, post_ids=[answer.id], board=board, title=TITLE, by=viewer(agent))


def test_whoever_wrote_what_was_split_off_follows_it(topic, answer, other, board, mvp, helper, agent):
    made = split(topic, [answer, other], board, agent)

    here = select(Follow.member_id).where(Follow.kind == "topic", Follow.thing_id == made.id)
    assert db.session.scalars(here).all() == [helper.id]


def test_a_split_is_undone_by_merging_back(topic, answer, other, charging, agent):
    made = split(topic, [other], charging, agent)

    merges.merge_topics(keep=topic, drop=made, by=viewer(agent))

    db.session.refresh(other)
    assert (other.kind, other.topic_id, topic.replies) == ("answer", topic.id, 2)
    assert mended() == {}


def test_a_moved_topic_counts_where_it_is(topic, answer, board, charging, agent):
    last = board.last_activity_at

    moves.move_topic(topic=topic, board=charging, by=viewer(agent))

    assert (board.topics, board.posts, board.last_activity_at) == (0, 0, None)
    assert (charging.topics, charging.posts, charging.last_activity_at) == (1, 2, last)
    assert mended() == {}


def test_a_topic_moved_to_a_private_board_is_gone_from_everywhere_public(topic, answer, staff_board, agent, browser):
    seen = browser.get(addresses.topic(topic.id, topic.slug)).status_code

    moves.move_topic(topic=topic, board=staff_board, by=viewer(agent))

    gone = [addresses.topic(topic.id, topic.slug), addresses.post(answer.id), addresses.topic_feed(topic.id)]
    assert seen == 200
    assert [browser.get(address).status_code for address in gone] == [404, 404, 404]
    assert queries.topics(NOBODY).rows == []


def test_what_was_merged_moves_along_and_comes_back_to_its_own_board(topic, board, charging, helper, agent, browser):
    newer = people.topic(board, helper, "My battery is not found by the hub")
    merges.merge_topics(keep=topic, drop=newer, by=viewer(agent))
    moves.move_topic(topic=topic, board=charging, by=viewer(agent))
    moved_along = db.session.get_one(Board, newer.board_id).name if db.session.refresh(newer) is None else ""

    merges.take_apart(topic=newer, by=viewer(agent))

    assert (moved_along, newer.board_id, topic.board_id) == ("Charging", board.id, charging.id)
    assert mended() == {}


def test_a_topic_is_moved_only_where_its_mover_may_begin_one(topic, board, staff_board, mvp, asker):
    news = people.board("News", staff_start_topics=True)

    for to, by, why in ((staff_board, mvp, "no such board"), (news, mvp, "our staff"), (board, mvp, "already")):
        with pytest.raises(Refused, match=why):
            moves.move_topic(topic=topic, board=to, by=viewer(by))
    with pytest.raises(Refused, match="Only moderators"):
        moves.move_topic(topic=topic, board=news, by=viewer(asker))


def test_a_split_off_post_is_still_known_by_its_old_name(topic, answer, other, board, agent):
    split(topic, [other], board, agent)

    assert things.POST.visible([other.id], NOBODY)[other.id].title == TITLE
    assert db.session.get_one(Post, other.id).kind == "opening"
