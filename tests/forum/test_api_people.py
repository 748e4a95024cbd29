"""From what somebody wrote to who they are, and from a post to its text, by a program."""

import pytest
from support import people

from community.accounts import erasures, leaving
from community.forum.services import edits
from community.kernel.db import db

ERASED = ("former member", None)


def written_by(client, topic):
    """Return by name and handle who wrote a topic, its posts, its comments and the states of its opening."""
    opening = people.opening(topic).id
    texts = [client.topics.show(topic.id).topic, *client.posts.show(opening).comments]
    texts += [*client.topics.show(topic.id).posts, *client.posts.list_revisions(opening).revisions]
    return [(one.author, one.author_handle) for one in texts]


def test_two_of_one_name_are_told_apart_by_their_handles(api, board):
    one = people.member("Ines Asker")
    other = people.member("Ines Asker", email="ines@elsewhere.example")
    topic = people.topic(board, one, "The hub finds no battery")
    people.comment(people.opening(topic), topic, other)
    people.answer(topic, other)
    edits.edit_post(post=people.opening(topic), topic=topic, by=people.viewer(one), body="It blinks red.")
    db.session.commit()

    written = written_by(api(), topic)

    assert written == [("Ines Asker", who.handle) for who in (one, other, one, other, one, one)]
    assert [api().people.show(handle).id for _, handle in written[:2]] == [one.id, other.id]


def test_nobody_can_be_asked_for_who_is_a_member_no_more(app, api, topic, asker):
    leaving.erase(asker, why="asked", by=None)
    db.session.commit()
    while erasures.go_on(app.extensions["settings"], lambda: False):
        pass

    assert set(written_by(api(), topic)) == {ERASED}


@pytest.mark.parametrize(("reader", "reads"), [("helper", True), ("agent", True), ("asker", False), (None, False)])
def test_the_text_of_a_post_is_for_whoever_may_edit_it(reader, reads, api, topic, request):
    written = people.answer(topic, request.getfixturevalue("helper"), "Press it for *five* seconds.")
    client = api(request.getfixturevalue(reader) if reader else None)

    post = client.posts.show(written.id)

    assert post.body == ("Press it for *five* seconds." if reads else None)
    assert "<em>five</em>" in post.html


def test_an_edit_by_program_keeps_the_rest_of_the_text(api, topic, helper):
    client, written = api(helper), people.answer(topic, helper, "1. Press it\n2. `reset --all`\n\n> a quote")

    before = client.posts.show(written.id)
    client.posts.edit(written.id, body=f"{before.body}\n\nThen wait.", if_match=before.etag)

    assert client.posts.show(written.id).body == "1. Press it\n2. `reset --all`\n\n> a quote\n\nThen wait."
