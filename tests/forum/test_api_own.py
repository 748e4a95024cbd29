"""What is a member's own, by a program: edits, history, drafts, bookmarks, what one wrote, and files."""

import pytest
from flask import g, request
from support import people, uploading

from community.forum.models import File
from community.kernel.auth import NOBODY, Viewer
from community.kernel.db import db
from groundswell_client.errors import NotAllowed, NotFound
from groundswell_client.shapes.forum import Tag
from groundswell_client.shapes.shared import Stretch


def test_an_author_changes_a_post_and_its_history_tells_how(api, topic, asker):
    opening, client = people.opening(topic), api(asker)

    client.posts.edit(opening.id, title="The hub finds no battery at all", reason="Said more.")
    told = client.posts.list_revisions(opening.id).revisions

    assert [revision.reason for revision in told] == ["Said more.", ""]
    assert Stretch(change="new", text=" at all") in told[0].title


def test_nobody_changes_what_others_wrote(api, answer, asker):
    with pytest.raises(NotAllowed):
        api(asker).posts.edit(answer.id, body="It says something else.")


def test_a_draft_is_kept_read_and_thrown_away(api, topic, helper):
    me = api(helper).me

    me.keep_draft(topic.id, body="Try to hold its")
    listed = me.list_drafts().drafts
    kept = me.show_draft(topic.id).body
    me.discard_draft(topic.id)

    assert [draft.topic for draft in listed] == [topic.id]
    assert kept == "Try to hold its"
    with pytest.raises(NotFound):
        me.show_draft(topic.id)


def test_bookmarks_are_listed(api, topic, helper):
    api(helper).topics.bookmark(topic.id)

    assert [row.id for row in api(helper).me.all_bookmarks()] == [topic.id]


def test_what_happened_since_the_last_visit_is_listed(api, topic, helper):
    assert list(api(helper).me.all_new(followed=True)) == []


def test_what_somebody_wrote_is_listed(api, topic, answer, asker, helper):
    topics = api(helper).people.all_topics_of(asker.handle)
    answers = api(asker).people.all_answers_of(helper.handle)

    assert [row.id for row in topics] == [topic.id]
    assert [row.topic for row in answers] == [topic.title]


@pytest.mark.parametrize("asked", [{"sort": "newest"}, {"board": "getting-started"}, {"tag": "battery"}, {}])
def test_topics_are_listed_in_any_order_and_of_a_board_or_tag(asked, api, board, asker):
    made = people.topic(board, asker, "The hub does not find my battery", tags=("battery",))

    assert [row.id for row in api().topics.all(**asked)] == [made.id]


def test_boards_and_tags_are_shown(api, board, asker):
    people.topic(board, asker, "The hub does not find my battery", tags=("battery",))

    assert api().boards.show(board.slug).name == board.name
    assert api().tags.list().tags == (Tag(name="battery", description="", topics=1),)


def test_a_file_is_uploaded_attached_and_fetched(program, topic, helper, asker):
    picture = uploading.picture()
    sent = program(helper, "POST", "files", form={"files": uploading.field(("pump.png", picture))})
    file = sent.json["files"][0]
    written = program(
        helper, "POST", f"topics/{topic.id}/posts", body="Look.", files=[{"id": file["id"], "alt": "The pump"}]
    )

    fetched = program(asker, "GET", f"files/{file['id']}")

    assert (sent.status_code, file["name"], file["width"]) == (201, "pump.png", 40)
    assert program(asker, "GET", f"posts/{written.json['id']}").json["files"][0]["alt"] == "The pump"
    assert (fetched.status_code, fetched.mimetype) == (200, "image/png")


@pytest.mark.parametrize("whose", ["nobody", "another", "another, to be edited in"])
def test_a_file_that_cannot_go_with_a_text_is_named_and_nothing_written(whose, program, topic, answer, helper, asker):
    sent = program(asker, "POST", "files", form={"files": uploading.field(("pump.png", uploading.picture()))})
    number = 999_999 if whose == "nobody" else sent.json["files"][0]["id"]
    verb, path = ("PATCH", f"posts/{answer.id}") if "edited" in whose else ("POST", f"topics/{topic.id}/posts")

    told = program(helper, verb, path, body="Look.", files=[{"id": number, "alt": ""}])

    assert told.status_code == 422
    assert f"cannot go with this text ({number})" in told.json["detail"]
    assert program(helper, "GET", f"topics/{topic.id}").json["posts"][-1]["id"] == answer.id
    assert program(helper, "GET", f"posts/{answer.id}/revisions").json["revisions"] == []


def test_a_file_that_waits_is_its_owner_s_alone(program, helper, asker):
    sent = program(helper, "POST", "files", form={"files": uploading.field(("pump.png", uploading.picture()))})

    assert program(asker, "GET", f"files/{sent.json['files'][0]['id']}").status_code == 404


@pytest.mark.parametrize(
    ("path", "viewer", "most"),
    [
        ("files", Viewer(member_id=1, role="member"), 101),
        ("files", NOBODY, 1),
        ("topics", Viewer(member_id=1, role="member"), 1),
    ],
)
def test_large_bodies_are_read_where_a_member_s_program_sends_files(path, viewer, most, app):
    with app.test_request_context(f"/api/v1/{path}", method="POST"):
        g.viewer = viewer

        assert request.max_content_length == most * 1_000_000


def test_what_cannot_be_taken_is_said(program, helper):
    sent = program(helper, "POST", "files", form={"files": uploading.field(("pump.exe", b"MZ\x90\x00\x03"))})

    assert sent.status_code == 422
    assert "pump.exe" in sent.json["detail"]


def test_a_moderator_takes_a_file_off_a_post_and_shows_it_again(program, topic, answer, helper, mvp):
    file = uploading.attached(answer, topic, helper)
    path = f"files/{file.id}/removal"

    hidden = program(mvp, "PUT", path, reason="It shows an address.")
    while_hidden = program(helper, "GET", f"files/{file.id}").status_code
    program(mvp, "DELETE", path)

    assert (hidden.status_code, while_hidden) == (204, 404)
    assert db.session.get_one(File, file.id).hidden_at is None


def test_topics_like_a_title_are_looked_for(program, topic, helper):
    assert program(helper, "GET", "topics/similar?title=battery").status_code == 200
