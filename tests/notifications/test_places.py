"""A new topic tells those who follow its board or one of its tags: once, and only what they may see."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from support import people, rulings
from support.people import viewer

from community.forum.models import Tag
from community.forum.services import boards, edits, follows, visibility
from community.kernel import clock
from community.kernel.db import db
from community.notifications import letters
from community.notifications.digests import Ranking
from community.notifications.models import Bundle
from community.notifications.services import choosing, writing

DAY = datetime(2026, 11, 16, 9, 30, tzinfo=UTC)


def tag_id(name):
    return db.session.scalars(select(Tag.id).where(Tag.name == name)).one()


def follow(who, *, board=None, tag=None):
    if board:
        follows.follow(thing="board", thing_id=board.id, by=viewer(who))
    if tag:
        follows.follow(thing="tag", thing_id=tag_id(tag), by=viewer(who))


def unfollow(who, *, board=None, tag=None):
    if board:
        follows.unfollow(thing="board", thing_id=board.id, by=viewer(who))
    if tag:
        follows.unfollow(thing="tag", thing_id=tag_id(tag), by=viewer(who))


@pytest.fixture
def hub(board, agent):
    """The tag "hub", which somebody used before."""
    people.topic(board, agent, "An earlier topic", tags=("hub",))
    return "hub"


@pytest.mark.parametrize("meant_for", ["support", "social"])
def test_a_new_topic_tells_who_follows_its_board(meant_for, asker, stranger, mvp, tell, told):
    place = people.board("A place to talk", kind=meant_for)
    follow(stranger, board=place)
    topic = people.topic(place, asker, "The hub does not find my battery")

    tell()

    assert [(row.reason, row.title, row.place) for row in told(stranger)] == [("board", topic.title, place.name)]
    assert told(stranger)[0].says == "Ines Asker began a topic on a board you follow"
    assert told(mvp) == []


def test_a_new_topic_tells_who_follows_one_of_its_tags(board, asker, stranger, mvp, hub, tell, told):
    tell()
    follow(stranger, tag=hub)
    topic = people.topic(board, asker, "The hub does not find my battery", tags=(hub, "battery"))
    people.topic(board, asker, "The car does not find my hat", tags=("battery",))

    tell()

    assert [(row.reason, row.title) for row in told(stranger)] == [("tag", topic.title)]
    assert told(mvp) == []


def test_who_follows_board_tags_and_author_is_told_once(board, asker, stranger, hub, tell, told):
    people.topic(board, asker, "Another earlier topic", tags=("battery",))
    tell()
    follow(stranger, board=board, tag=hub)
    follow(stranger, tag="battery")
    follows.follow_member(member=asker, by=viewer(stranger))
    people.topic(board, asker, "The hub does not find my battery", tags=(hub, "battery"))

    tell()
    tell()

    assert [row.reason for row in told(stranger)] == ["person"]


def test_replies_tell_no_follower_of_the_board(board, asker, helper, stranger, tell, told):
    topic = people.topic(board, asker, "The hub does not find my battery", tags=("hub",))
    tell()
    follow(stranger, board=board, tag="hub")
    people.comment(people.answer(topic, helper), topic, asker)

    tell()

    assert told(stranger) == []


def test_a_tag_given_later_makes_no_topic_new(board, asker, stranger, hub, tell, told):
    topic = people.topic(board, asker, "The hub does not find my battery")
    tell()
    follow(stranger, tag=hub)
    edits.edit_post(
        post=people.opening(topic), topic=topic, by=viewer(asker), body="It worked last week, I think.", tags=(hub,)
    )

    tell()

    assert told(stranger) == []


def test_nobody_is_told_of_a_topic_of_their_own(board, asker, hub, tell, told):
    tell()
    follow(asker, board=board, tag=hub)
    people.topic(board, asker, "The hub does not find my battery", tags=(hub,))

    tell()

    assert told(asker) == []


def test_nobody_is_told_of_a_board_that_was_closed_to_them(board, asker, agent, stranger, hub, tell, told):
    tell()
    follow(stranger, board=board, tag=hub)
    follow(agent, board=board)
    follow(agent, tag=hub)
    boards.change_board(board=board, by=viewer(agent), name=board.name, visibility="staff")
    people.topic(board, people.member("Abe Agent", role="agent"), "The recall of next week", tags=(hub,))

    tell()

    assert told(stranger) == []
    assert [row.reason for row in told(agent)] == ["tag"]


def test_only_the_people_of_an_organisation_are_told_of_its_board(agent, helper, stranger, tell, told):
    house = people.employ("Hillside Housing", helper)
    place = people.board("Hillside", visibility="organisation", organisation_id=house)
    follow(helper, board=place)
    follow(stranger, board=place)
    people.topic(place, agent, "The chargers of your second house")

    tell()

    assert [row.reason for row in told(helper)] == ["board"]
    assert told(stranger) == []


def test_a_held_topic_tells_followers_when_it_is_shown(board, asker, agent, stranger, hub, tell, told):
    tell()
    follow(stranger, board=board, tag=hub)
    rulings.watch("casino", "hold")
    topic = people.topic(board, asker, "A question about the hub", body="It is in the casino.", tags=(hub,))
    tell()
    silent = told(stranger)

    visibility.restore_post(post=people.opening(topic), topic=topic, by=viewer(agent))
    tell()
    visibility.hide_post(post=people.opening(topic), topic=topic, by=viewer(agent), reason="Off the topic.")
    visibility.restore_post(post=people.opening(topic), topic=topic, by=viewer(agent))
    tell()

    assert silent == []
    assert [row.reason for row in told(stranger)] == ["tag"]


def test_what_came_from_elsewhere_tells_nobody(board, asker, stranger, tell, told):
    follow(stranger, board=board)
    topic = people.topic(board, asker, "The hub does not find my battery")
    people.opening(topic).source = "elsewhere"

    tell()

    assert told(stranger) == []


def test_who_follows_no_longer_is_not_told(board, asker, stranger, hub, tell, told):
    tell()
    follow(stranger, board=board, tag=hub)
    unfollow(stranger, board=board, tag=hub)
    people.topic(board, asker, "The hub does not find my battery", tags=(hub,))

    tell()

    assert told(stranger) == []


def test_a_kind_that_is_off_gives_way_to_the_next(board, asker, stranger, hub, tell, told):
    tell()
    follow(stranger, board=board, tag=hub)
    choosing.choose(member_id=stranger.id, ways={"tag": "nothing"})
    people.topic(board, asker, "The hub does not find my battery", tags=(hub,))
    tell()
    choosing.choose(member_id=stranger.id, ways={"board": "nothing"})
    people.topic(board, asker, "The hub does not find my car", tags=(hub,))

    tell()

    assert [row.reason for row in told(stranger)] == ["board"]


@pytest.mark.parametrize("reason", ["board", "tag"])
def test_a_mail_leaves_out_what_its_reader_follows_no_longer(reason, board, asker, stranger, hub, tell):
    what = {"board": board} if reason == "board" else {"tag": hub}
    with clock.at(DAY):
        tell()
        follow(stranger, **what)
        people.topic(board, asker, "The hub does not find my battery", tags=(hub,))
        tell()
    bundle = db.session.scalars(select(Bundle).where(Bundle.member_id == stranger.id)).one()

    with clock.at(DAY + timedelta(days=1)):
        before = letters.letter(bundle.id, Ranking())
        unfollow(stranger, **what)
        after = letters.letter(bundle.id, Ranking())

    assert bundle.way == "daily"
    assert before is not None
    assert after is None


def test_more_followers_than_one_statement_can_name_are_all_told_once(board, asker, tell, told, monkeypatch):
    monkeypatch.setattr(writing, "MOST_AT_ONCE", 3)
    crowd = [people.member(f"Number {n}") for n in range(7)]
    for one in crowd:
        follow(one, board=board)
    people.topic(board, asker, "The hub does not find my battery")
    people.topic(board, asker, "The car does not find my hat")

    tell()

    assert [len(told(one)) for one in crowd] == [2] * 7


def test_more_followers_and_tags_cost_no_more_questions(board, asker, stranger, tell, count_queries):
    def grow(number, tags):
        for n in range(number):
            follow(people.member(f"Follower {n} of {number}"), board=board)
        people.topic(board, asker, "The hub does not find my battery", tags=tags)
        db.session.commit()

    grow(2, ("hub",))
    few = count_queries(tell)
    grow(20, ("hub", "battery", "car"))

    assert count_queries(tell) <= few
