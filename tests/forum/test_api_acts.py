"""What a program does in the forum with a token: as its member, as far as the token allows, as the pages would."""

import pytest
from sqlalchemy import select
from support import people

from community.forum.models import Follow, Post, Topic
from community.kernel.db import db

ACTS = ("kudos", "confirmation", "acceptance")


def said_of(post):
    """Return how much good was said of a post."""
    columns = select(Post.kudos, Post.worked, Post.accepted_at.is_not(None)).where(Post.id == post.id)
    return sum(db.session.execute(columns).one())


def test_a_topic_is_started(program, board, asker):
    made = program(asker, "POST", "topics", board=board.slug, title="Why does it blink?", body="It *blinks*.")

    topic = db.session.get_one(Topic, made.json["id"])
    assert (made.status_code, topic.title, topic.author_id) == (201, "Why does it blink?", asker.id)
    assert made.json["url"].startswith(f"/forum/topics/{topic.id}/")


def test_a_topic_is_answered_and_the_answer_commented_on(program, topic, helper, asker):
    answered = program(helper, "POST", f"topics/{topic.id}/posts", body="Restart it.")
    remarked = program(asker, "POST", f"posts/{answered.json['id']}/comments", body="That helped.")

    comment = db.session.get_one(Post, remarked.json["id"])
    assert (comment.parent_id, comment.body) == (answered.json["id"], "That helped.")


def test_what_was_masked_is_told(program, topic, helper):
    made = program(helper, "POST", f"topics/{topic.id}/posts", body="My card is 4111 1111 1111 1111.")

    assert "4111 1111" not in db.session.get_one(Post, made.json["id"]).body
    assert made.json["notices"]


@pytest.mark.parametrize("act", ACTS)
def test_an_act_is_done_and_taken_back(act, program, topic, asker, helper):
    answer = people.answer(topic, helper)
    path = f"posts/{answer.id}/{act}"

    done = program(asker, "PUT", path)
    while_done = said_of(answer)
    undone = program(asker, "DELETE", path)

    assert (done.status_code, undone.status_code) == (204, 204)
    assert (while_done, said_of(answer)) == (1, 0)


def test_a_topic_is_followed(program, topic, helper):
    program(helper, "PUT", f"topics/{topic.id}/follow")
    following = db.session.scalars(select(Follow.thing_id).where(Follow.member_id == helper.id)).all()
    program(helper, "DELETE", f"topics/{topic.id}/follow")

    assert following == [topic.id]
    assert db.session.scalars(select(Follow).where(Follow.member_id == helper.id)).all() == []


@pytest.mark.parametrize(("method", "path"), [("POST", "topics/{}/posts"), ("PUT", "topics/{}/follow")])
def test_a_token_that_may_only_read_writes_nothing(method, path, program, topic, helper):
    answer = program(helper, method, path.format(topic.id), may_write=False, body="Restart it.")

    assert answer.status_code == 403
    assert "may only read" in answer.json["detail"]
    assert db.session.scalars(select(Post.id).where(Post.topic_id == topic.id, Post.kind == "answer")).all() == []


def test_nobody_in_particular_writes_nothing(browser, topic):
    answer = browser.post(f"/api/v1/topics/{topic.id}/posts", json={"body": "Restart it."})

    assert answer.status_code == 401


def test_a_rule_says_no_in_a_sentence(program, topic, asker):
    opening = db.session.scalars(select(Post).where(Post.topic_id == topic.id)).one()

    answer = program(asker, "PUT", f"posts/{opening.id}/kudos")

    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"
    assert answer.json["detail"].endswith(".")


@pytest.mark.parametrize("words", [{}, {"body": 3}, {"body": ""}, {"words": "x"}])
def test_a_body_that_does_not_fit_is_refused(words, program, topic, helper):
    answer = program(helper, "POST", f"topics/{topic.id}/posts", **(words or {"other": None}))

    assert answer.status_code == 422


def test_what_one_may_not_see_is_not_there(program, helper):
    hidden = people.topic(
        people.board("Staff room", visibility="staff"), people.member("Ada", role="agent"), "A secret of the house"
    )

    assert program(helper, "POST", f"topics/{hidden.id}/posts", body="So.").status_code == 404
