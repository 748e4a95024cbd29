"""What people do on the blog by a program."""

import pytest
from support import blogging

from community.blogs.models import BlogPost
from community.forum.models import Topic
from community.kernel.db import db

WORDS = {"title": blogging.TITLE, "body": blogging.BODY}


@pytest.fixture
def post(agent):
    return blogging.post(agent)


def test_an_employee_writes_a_draft_and_publishes_it(program, agent, asker):
    drafted = program(agent, "POST", "blogs", **WORDS)
    path = f"blogs/{drafted.json['id']}"
    listed = program(agent, "GET", "blogs/drafts").json["drafts"]
    hidden = program(asker, "GET", path).status_code
    published = program(agent, "PUT", f"{path}/publication")

    assert [row["id"] for row in listed] == [drafted.json["id"]]
    assert (drafted.status_code, hidden, published.status_code) == (201, 404, 200)
    assert program(asker, "GET", path).json["post"]["title"] == blogging.TITLE


def test_unpopular_news_is_written_and_changed_in_its_parts(program, agent):
    made = program(agent, "POST", "blogs/news", title="Sky becomes dearer", parts=blogging.PARTS)
    changed = program(
        agent, "PATCH", f"blogs/{made.json['id']}", parts=blogging.PARTS | {"when": "From the first of May."}
    )

    post = db.session.get_one(BlogPost, made.json["id"])
    assert (made.status_code, changed.status_code, post.kind) == (201, 200, "unpopular_news")
    assert "first of May" in post.body


def test_a_published_post_is_changed_and_its_history_says_why(program, post, agent, asker):
    program(agent, "PATCH", f"blogs/{post.id}", title="Why the hub looks ahead", reason="Said it plainly.")

    told = program(asker, "GET", f"blogs/{post.id}/revisions").json["revisions"]
    changed = db.session.get_one(BlogPost, post.id)
    assert (changed.title, changed.body) == ("Why the hub looks ahead", blogging.BODY)
    assert [revision["reason"] for revision in told] == ["Said it plainly.", ""]


def test_a_post_is_withdrawn(program, post, agent, asker):
    withdrawn = program(agent, "DELETE", f"blogs/{post.id}/publication")

    assert withdrawn.status_code == 204
    assert program(asker, "GET", f"blogs/{post.id}").status_code == 404


def test_a_comment_becomes_a_topic_of_its_author(program, post, board, asker, agent):
    said = program(asker, "POST", f"blogs/{post.id}/comments", body="Does it work in winter too?")

    made = program(
        agent, "POST", f"blogs/comments/{said.json['id']}/topic", title="Does it work in winter", board=board.slug
    )

    assert (said.status_code, made.status_code) == (201, 201)
    assert db.session.get_one(Topic, made.json["id"]).author_id == asker.id


def test_a_comment_becomes_no_topic_where_its_author_sees_nothing(program, post, staff_board, asker, agent):
    said = blogging.comment(post, asker)

    made = program(
        agent, "POST", f"blogs/comments/{said.id}/topic", title="Does it work in winter", board=staff_board.slug
    )

    assert made.status_code == 404


def test_members_write_comments_only(program, post, asker):
    codes = {
        program(asker, "POST", "blogs", **WORDS).status_code,
        program(asker, "PATCH", f"blogs/{post.id}", title="Another title").status_code,
        program(asker, "DELETE", f"blogs/{post.id}/publication").status_code,
    }

    assert codes == {403}
