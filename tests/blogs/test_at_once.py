"""Two people at the same moment: nobody sees an error of ours, and every number is right."""

import pytest
from support import blogging, people
from support.at_once import at_once, posting

from community.blogs import addresses, recounts
from community.blogs.models import Revision
from community.forum.models import Topic
from community.kernel.db import db


@pytest.fixture
def told(live_app):
    return blogging.post(people.member("Abel Agent", role="agent"))


def test_comments_at_once_are_all_counted(live_app, told):
    crowd = [people.member(f"Guest {n}") for n in range(4)]
    address = addresses.post_act(told.id, "comment")

    codes = at_once(*(posting(live_app, guest, address, body=f"Said by {guest.name}.") for guest in crowd))

    db.session.refresh(told)
    assert codes == [303] * 4
    assert told.comments == 4
    assert dict(recounts.recount()) == {"blogs_post.comments": 0}


def test_of_two_who_make_a_topic_of_one_comment_one_is_told(live_app, told):
    said = blogging.comment(told, people.member("Ines Asker"))
    board = people.board("Getting started")
    moderators = [people.member(f"Mia Moderator {n}", role="mvp") for n in range(2)]
    form = {"title": "What a comment asked for", "board": board.slug, "kind": "question"}

    codes = at_once(*(posting(live_app, m, addresses.comment_act(said.id, "topic"), **form) for m in moderators))

    db.session.refresh(said)
    assert sorted(codes) == [303, 422]
    assert [said.topic_id] == [topic.id for topic in db.session.query(Topic)]


def test_a_comment_that_two_moderators_flag_at_once_is_counted_off_once(live_app, told):
    said = blogging.comment(told, people.member("Ines Asker"))
    moderators = [people.member(f"Mia Moderator {n}", role="mvp") for n in range(2)]

    codes = at_once(
        *(posting(live_app, m, f"/moderation/flag/blog_comment/{said.id}", reason="OBSCENITY") for m in moderators)
    )

    db.session.refresh(told)
    assert codes == [303, 303]
    assert told.comments == 0


def test_two_edits_at_once_both_stay_in_the_history(live_app, told):
    editors = [people.member(f"Edda Editor {n}", role="editor") for n in range(2)]
    form = {"title": blogging.TITLE, "voice": "company", "visibility": "public", "reason": ""}

    codes = at_once(
        *(
            posting(live_app, e, addresses.post_act(told.id, "edit"), body=f"The words of {e.name}, at length.", **form)
            for e in editors
        )
    )

    numbers = [row.number for row in db.session.query(Revision).order_by(Revision.number)]
    assert codes == [303, 303]
    assert numbers == [1, 2, 3]
