"""The forum's addresses as text are those of the URL map."""

import re

import pytest
from flask import url_for
from support import people

from community.forum import addresses

ACTS_ON_TOPICS = (
    *("move", "merge", "split", "part"),
    "reply",
    "follow",
    "unfollow",
    "too",
    "not_too",
    "bookmark",
    "unbookmark",
    "unread",
    "close",
    "reopen",
    "duplicate",
)
FOLLOWING = ("follow", "unfollow")
ACTS_ON_POSTS = (
    "edit",
    "comment",
    "kudos",
    "unkudos",
    "accept",
    "unaccept",
    "confirm",
    "deny",
    "unjudge",
)


@pytest.fixture
def request_context(app):
    with app.test_request_context():
        yield


@pytest.mark.parametrize("name", ["hub", "c#", "c++", "net", "größe", "wi-fi", "a.b"])
def test_addresses_of_tags_are_those_of_the_map(name, request_context):
    address = addresses.tag(name)

    assert address == url_for("forum.tag", name=name)


def test_a_tag_with_a_sharp_sign_is_reached_from_its_topic(board, asker, browser):
    topic = people.topic(board, asker, "A question about a language", tags=("c#",))

    page = browser.get(addresses.topic(topic.id, topic.slug)).text
    reached = browser.get(re.search(r'href="(/forum/tags/[^"]+)"', page)[1].partition("#")[0])

    assert reached.status_code == 200
    assert topic.title in reached.text


def test_all_other_addresses_are_those_of_the_map(request_context):
    pairs = {
        addresses.ask(): url_for("forum.ask"),
        addresses.keep_draft(7): url_for("forum.keep_draft", topic_id=7),
        addresses.discard_draft(7): url_for("forum.discard_draft", topic_id=7),
        addresses.board("hub"): url_for("forum.board", slug="hub"),
        addresses.board_feed("hub"): url_for("forum.board_feed", slug="hub"),
        addresses.topic(7, "a-title"): url_for("forum.topic", topic_id=7, slug="a-title"),
        addresses.topic_short(7): url_for("forum.topic_short", topic_id=7),
        addresses.topic_feed(7): url_for("forum.topic_feed", topic_id=7),
        addresses.post(9): url_for("forum.post", post_id=9),
        addresses.picture(5): url_for("forum.picture", file_id=5),
        addresses.file(5, "grö ße?#1.png"): url_for("forum.file", file_id=5, name="grö ße?#1.png"),
        addresses.file_act(5, "hide"): url_for("forum.hide_file", file_id=5),
        addresses.file_act(5, "restore"): url_for("forum.restore_file", file_id=5),
        addresses.history(9): url_for("forum.history", post_id=9),
    }
    pairs |= {addresses.board_act("hub", act): url_for(f"forum.{act}_board", slug="hub") for act in FOLLOWING}
    pairs |= {addresses.tag_act("c#", act): url_for(f"forum.{act}_tag", name="c#") for act in FOLLOWING}
    pairs |= {addresses.topic_act(7, act): url_for(f"forum.{act}", topic_id=7) for act in ACTS_ON_TOPICS}
    pairs |= {addresses.post_act(9, act): url_for(f"forum.{act}", post_id=9) for act in ACTS_ON_POSTS}

    different = {ours: theirs for ours, theirs in pairs.items() if ours != theirs}

    assert different == {}
    assert len(pairs) == 14 + 2 * len(FOLLOWING) + len(ACTS_ON_TOPICS) + len(ACTS_ON_POSTS)
