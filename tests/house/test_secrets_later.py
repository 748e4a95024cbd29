"""What turns private disappears behind every door, and what is restored comes back, with the index in its wake."""

from datetime import timedelta

import pytest
from house import index, secrets
from house.test_secrets import PUBLIC, behind, seen_by
from sqlalchemy import select
from support import databases, people

from community.forum.models import Post, Topic
from community.forum.services import boards, merges, moves, visibility
from community.kernel import clock, indexer
from community.kernel.db import db

pytestmark = [
    pytest.mark.prove,
    pytest.mark.parametrize("kind", databases.REDUCED_KINDS, indirect=True, scope="session"),
]


@pytest.fixture
def places(live_app):
    planted = secrets.plant()
    follow()
    return planted


@pytest.fixture
def visitor(live_app):
    return live_app.test_client()


@pytest.fixture
def editor(live_app):
    return live_app.test_client().sign_in(people.member("Edda Editor", role="editor"))


def follow():
    """Let the index follow what happened, as the worker does."""
    index.settle()
    indexer.keep_up()


def test_a_board_turned_private_disappears_behind_every_door(places, visitor, editor):
    before = seen_by(visitor, secrets.questions(places))
    name = {"name": "The open board", "description": "", "visibility": "staff"}
    boards.change_board(board=places.boards[0], **name, by=secrets.MODERATOR)
    follow()

    after = seen_by(visitor, behind([*secrets.doors(places), *secrets.api_doors(places)]))
    staff = seen_by(editor, secrets.questions(places))

    assert set(before) == PUBLIC
    assert after == {}
    assert staff.keys() >= PUBLIC


def test_topics_moved_to_a_private_board_disappear_behind_every_door(places, visitor, editor):
    private = people.board("A room apart", visibility="staff")
    for topic in db.session.scalars(select(Topic).where(Topic.board_id == places.boards[0].id)):
        moves.move_topic(topic=topic, board=private, by=secrets.MODERATOR)
    follow()

    after = seen_by(visitor, behind([*secrets.doors(places), *secrets.api_doors(places)]))
    staff = seen_by(editor, secrets.questions(places))

    assert after == {}
    assert staff.keys() >= PUBLIC


def test_a_topic_merged_into_a_private_one_disappears_and_comes_back(places, visitor):
    with clock.at(clock.now() - timedelta(days=900)):
        older = people.topic(people.board("A room apart", visibility="staff"), places.author, "Among ourselves")
    merged = places.topics[0]
    ids = db.session.scalars(select(Post.id).where(Post.topic_id == merged.id, Post.hidden_at.is_(None))).all()
    doors = [f"/forum/topics/{merged.id}/feed.rss", *(f"/forum/posts/{id_}" for id_ in ids)]
    before = [visitor.get(door).status_code for door in doors]
    merges.merge_topics(keep=older, drop=merged, by=secrets.MODERATOR)
    follow()
    away = {visitor.get(door).status_code for door in doors}
    found = [url for url in doors if url in visitor.get("/search/?q=lighthouse").text]

    merges.take_apart(topic=merged, by=secrets.MODERATOR)
    follow()

    assert (away, found) == ({404}, [])
    assert 200 in before
    assert [visitor.get(door).status_code for door in doors] == before


def test_a_hidden_post_that_is_restored_comes_back_behind_every_door(places, visitor):
    hidden = next(post for post in places.posts if "hiddentarn" in post.body)
    visibility.restore_post(post=hidden, topic=places.topics[0], by=secrets.MODERATOR)
    follow()

    by_search = seen_by(visitor, secrets.questions(places))
    everywhere = seen_by(visitor, behind(secrets.doors(places)))

    assert {"hiddentarn", "undertarns"} <= set(by_search)
    assert set(everywhere) == {"grobalith", "hiddentarn", "oldertarns", "undertarns"}


def test_a_hidden_topic_that_is_restored_comes_back_with_its_answers(places, visitor):
    away = next(topic for topic in places.topics if "questfjord" in topic.title)
    visibility.restore_post(post=people.opening(away), topic=away, by=secrets.MODERATOR)
    follow()

    found = seen_by(visitor, secrets.questions(places))

    assert {"questfjord", "amongfjord"} <= set(found)
