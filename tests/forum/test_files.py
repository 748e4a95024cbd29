"""Files through their forms: they come with the text, survive every refusal, and are given to its readers only."""

import os
import re
from datetime import timedelta

import pytest
from flask import request, session
from support import people, uploading

from community.forum.jobs import WAITING_STAYS, forget_files
from community.forum.models import File, Post
from community.forum.services import files as services
from community.forum.services import topics, visibility
from community.kernel import blobs, clock
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.web import uploads

MODERATOR = Viewer(role="admin")
NAMES = (
    "../../etc/passwd",
    "<script>alert(1)</script>",
    "annual\u202egnp.exe",
    "x" * 300,
    "nul\0l.png",
    "<img src=x onerror=y>",
)


def count() -> int:
    return db.session.query(File).count()


def only() -> File:
    return db.session.query(File).one()


def reply(client, topic, *files, body="Look at this.", **more):
    form = {"body": body, "files": uploading.field(*files), **more}
    return client.post(f"/forum/topics/{topic.id}/reply", data=form)


PICTURE = ("pump.png", uploading.picture())
LOG = ("hub.log", b"2026-11-22T07:12:44Z hub failed\n")


def test_files_that_come_with_a_reply_stand_below_it(signed_in, helper, topic):
    page = reply(signed_in(helper), topic, PICTURE, LOG)

    post = db.session.query(Post).filter_by(kind="answer").one()
    shown = signed_in(helper).get(f"/forum/topics/{topic.id}/{topic.slug}").text
    assert page.status_code == 303
    assert [(f.name, f.post_id, f.width) for f in db.session.query(File).order_by(File.id)] == [
        ("pump.png", post.id, 40),
        ("hub.log", post.id, None),
    ]
    assert re.search(r'<img src="/forum/files/\d+" alt="[^"]+" width="40" height="30" loading="lazy">', shown)
    assert "/hub.log" in shown


def test_files_come_with_a_question(signed_in, asker, board):
    form = {"title": "Why does it drip?", "board": board.slug, "kind": "question", "body": "It drips."}

    page = signed_in(asker).post("/forum/ask", data=form | {"files": uploading.field(PICTURE)})

    assert page.status_code == 303
    assert db.session.get(Post, only().post_id).kind == "opening"


def test_form_sent_twice_makes_one_attachment(signed_in, helper, topic):
    first = reply(signed_in(helper), topic, PICTURE, once="token")
    second = reply(signed_in(helper), topic, PICTURE, once="token")

    assert (first.status_code, first.location) == (303, second.location)
    assert count() == 1


def test_refused_file_costs_neither_words_nor_the_other_files(signed_in, helper, topic):
    page = reply(signed_in(helper), topic, PICTURE, ("page.txt", b"<html>"), body="My careful words.")

    assert page.status_code == 422
    assert "“page.txt” was not attached." in page.text
    assert "My careful words." in page.text
    assert (only().post_id, only().topic_id) == (None, topic.id)
    assert f'name="keep" value="{only().id}"' in page.text


def test_refused_words_cost_no_file(signed_in, helper, topic):
    client = signed_in(helper)
    page = reply(client, topic, PICTURE, body="")

    again = reply(client, topic, body="Now with words.", keep=str(only().id), **{f"alt-{only().id}": "A pump"})

    assert page.status_code == 422
    assert again.status_code == 303
    assert (only().alt, only().topic_id, only().post_id is not None) == ("A pump", None, True)


def test_preview_shows_the_picture_where_the_text_wants_it(signed_in, helper, topic):
    client = signed_in(helper)
    reply(client, topic, PICTURE, act="preview")
    number = only().id

    words = f"See ![the pump](attachment:{number})."
    page = reply(client, topic, act="preview", body=words, keep=str(number))
    typed = client.post("/forum/preview", data={"body": words, "keep": str(number)})
    posted = reply(client, topic, body=words, keep=str(number))

    picture = f'<img src="/forum/files/{number}" alt="the pump" width="40" height="30" loading="lazy">'
    assert picture in page.text
    assert picture in typed.text
    assert picture in client.get(posted.location, follow_redirects=True).text
    assert client.get(posted.location, follow_redirects=True).text.count(f'src="/forum/files/{number}"') == 1


def test_draft_keeps_its_files_until_it_is_thrown_away(signed_in, helper, topic):
    client = signed_in(helper)
    reply(client, topic, PICTURE, act="draft")

    page = client.get(f"/forum/topics/{topic.id}/{topic.slug}").text
    client.post(f"/forum/drafts/{topic.id}/discard")

    assert 'name="keep"' in page
    assert count() == 0


def test_file_that_is_left_out_goes_with_the_next_post(signed_in, helper, topic):
    client = signed_in(helper)
    reply(client, topic, PICTURE, act="preview")

    reply(client, topic, body="Without it.")

    assert count() == 0


def test_script_brings_a_file_and_gets_its_part_of_the_form(signed_in, helper, topic):
    form = {"place": str(topic.id), "files": uploading.field(PICTURE)}

    page = signed_in(helper).post("/forum/files", data=form)

    assert page.status_code == 200
    assert f"(attachment:{only().id})" in page.text
    assert only().topic_id == topic.id


@pytest.mark.parametrize("files", [[], [("page.svg", b"<svg onload=alert(1)>")]])
def test_script_is_told_why_a_file_was_not_taken(files, signed_in, helper):
    page = signed_in(helper).post("/forum/files", data={"files": uploading.field(*files)})

    assert (page.status_code, page.mimetype) == (422, "text/plain")
    assert page.text.endswith(".")


@pytest.mark.parametrize("name", NAMES)
def test_any_name_is_shown_as_words(name, signed_in, helper, topic):
    client = signed_in(helper)

    posted = reply(client, topic, (name, uploading.picture()))

    page = client.get(posted.location, follow_redirects=True).text
    assert not re.search(r"<script>alert|<img src=x|\u202e|\.\./|\0", page)
    assert client.get(re.search(r'href="(/forum/files/\d+/[^"]+)"', page)[1]).status_code == 200


def test_post_holds_no_more_than_five_files(signed_in, helper, topic):
    client = signed_in(helper)
    page = reply(client, topic, *[LOG] * 6)
    kept = [str(file.id) for file in db.session.query(File)]

    again = reply(client, topic, LOG, keep=kept)

    assert "more than 5 files at once" in page.text
    assert (page.status_code, again.status_code, len(kept)) == (422, 422, 5)
    assert "at most 5 files; you chose 6" in again.text


def test_file_above_the_limit_is_named_and_the_words_stay(signed_in, helper, topic, monkeypatch):
    monkeypatch.setattr(uploads, "most_bytes", lambda: 10 * uploads.MEGABYTE)
    monkeypatch.setattr(uploads, "MEGABYTE", 1000)

    page = reply(signed_in(helper), topic, ("long.log", b"a" * 10_001), body="My careful words.")

    assert page.status_code == 422
    assert "larger than 10 MB" in page.text
    assert "My careful words." in page.text


@pytest.mark.parametrize(
    ("path", "signed_in", "most"),
    [("/forum/ask", False, 1), ("/forum/ask", True, 101), ("/forum/preview", True, 1), ("/nowhere", True, 1)],
)
def test_large_bodies_are_read_from_members_where_files_are_taken(path, signed_in, most, app):
    with app.test_request_context(path, method="POST"):
        if signed_in:
            session["_user_id"] = "somebody"

        assert request.max_content_length == most * 1_000_000


def test_files_of_others_cannot_be_taken(signed_in, helper, stranger, topic):
    reply(signed_in(helper), topic, PICTURE, act="preview")
    number = only().id

    page = reply(signed_in(stranger), topic, body=f"Mine: ![x](attachment:{number})", keep=str(number))

    assert page.status_code == 422
    assert (only().member_id, only().post_id) == (helper.id, None)
    assert db.session.query(Post).filter_by(author_id=stranger.id).count() == 0


def test_a_chosen_file_that_is_gone_is_told_and_costs_neither_words_nor_the_other_files(signed_in, helper, topic):
    client = signed_in(helper)

    page = reply(client, topic, LOG, body="Look at both.", keep="999999")
    again = reply(client, topic, body="Look at both.", keep=re.findall(r'name="keep" value="(\d+)"', page.text))

    assert page.status_code == 422
    assert "cannot go with this text (999999)" in page.text
    assert "Look at both." in page.text
    assert again.status_code == 303
    assert only().post_id is not None


def test_edit_takes_files_off_and_adds_others(signed_in, helper, topic, answer):
    file = uploading.attached(answer, topic, helper)
    client = signed_in(helper)

    form = client.get(f"/forum/posts/{answer.id}/edit").text
    client.post(f"/forum/posts/{answer.id}/edit", data={"body": "Better so.", "files": uploading.field(LOG)})

    names = {f.name: f.post_id for f in db.session.query(File)}
    assert f'value="{file.id}"' in form
    assert names == {"pump.png": None, "hub.log": answer.id}


def test_edit_that_keeps_the_file_shows_it_in_the_text(signed_in, helper, topic, answer):
    file = uploading.attached(answer, topic, helper)

    words = {"body": f"![the pump](attachment:{file.id})", "keep": str(file.id)}
    signed_in(helper).post(f"/forum/posts/{answer.id}/edit", data=words)

    assert f'<img src="/forum/files/{file.id}" alt="the pump"' in db.session.get(Post, answer.id).html


def test_files_stay_with_a_post_that_waits_for_a_ruling(signed_in, helper, topic, answer):
    uploading.attached(answer, topic, helper)
    visibility.hide_post(post=answer, topic=topic, by=MODERATOR, reason="It is looked at.")

    page = signed_in(helper).post(f"/forum/posts/{answer.id}/edit", data={"body": "Nothing to see."})

    assert page.status_code == 422
    assert only().post_id == answer.id


def test_picture_is_given_with_headers_that_let_nothing_run(browser, helper, topic, answer):
    file = uploading.attached(answer, topic, helper)

    given = browser.get(f"/forum/files/{file.id}/pump.png")
    unchanged = browser.get(f"/forum/files/{file.id}/pump.png", headers={"If-None-Match": given.headers["ETag"]})

    assert (given.status_code, given.mimetype, unchanged.status_code) == (200, "image/png", 304)
    assert given.headers["X-Content-Type-Options"] == "nosniff"
    assert given.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert given.headers["Content-Disposition"].startswith("inline")
    assert "private" in given.headers["Cache-Control"]
    assert "public" not in given.headers["Cache-Control"]


@pytest.mark.parametrize(("name", "content"), [LOG, ("manual.pdf", b"%PDF-1.7\n<script>alert(1)</script>")])
def test_what_is_no_picture_is_downloaded_and_given_in_parts(name, content, browser, helper, topic, answer):
    file = uploading.attached(answer, topic, helper, uploading.upload(name, content))

    part = browser.get(f"/forum/files/{file.id}/{name}", headers={"Range": "bytes=0-3"})

    assert (part.status_code, part.data) == (206, content[:4])
    assert part.headers["Content-Disposition"].startswith("attachment")


def test_large_picture_has_a_smaller_one_for_pages(browser, helper, topic, answer):
    large = uploading.upload("wide.jpg", uploading.picture("JPEG", (3000, 1000)))
    file = uploading.attached(answer, topic, helper, large)

    shown, whole = browser.get(f"/forum/files/{file.id}"), browser.get(f"/forum/files/{file.id}/wide.jpg")

    assert (shown.mimetype, whole.mimetype) == ("image/webp", "image/jpeg")
    assert len(shown.data) < len(whole.data)


def test_file_that_waits_is_its_owner_s_alone(signed_in, browser, helper, admin, topic):
    reply(signed_in(helper), topic, PICTURE, act="preview")

    answers = [client.get(f"/forum/files/{only().id}").status_code for client in (browser, signed_in(admin))]

    assert answers == [404, 404]
    assert signed_in(helper).get(f"/forum/files/{only().id}").status_code == 200


@pytest.mark.parametrize("hides", ["answer", "topic"])
def test_file_of_a_hidden_post_is_given_to_its_author_and_moderators(
    hides, signed_in, browser, helper, stranger, admin, topic, answer
):
    file = uploading.attached(answer, topic, helper)
    hidden = answer if hides == "answer" else people.opening(topic)
    visibility.hide_post(post=hidden, topic=topic, by=MODERATOR, reason="Off the topic.")
    clients = (browser, signed_in(stranger), signed_in(helper), signed_in(admin))

    answers = [client.get(f"/forum/files/{file.id}").status_code for client in clients]

    assert answers == [404, 404, 200, 200]


def test_file_moves_with_its_topic_to_a_private_board(browser, helper, topic, answer, staff_board):
    file = uploading.attached(answer, topic, helper)
    before = browser.get(f"/forum/files/{file.id}").status_code

    topic.board_id = staff_board.id

    assert (before, browser.get(f"/forum/files/{file.id}").status_code) == (200, 404)


def test_moderator_removes_a_file_with_a_reason_and_shows_it_again(signed_in, browser, helper, agent, topic, answer):
    file = uploading.attached(answer, topic, helper)
    words = {"body": f"![the pump](attachment:{file.id})", "keep": str(file.id)}
    signed_in(helper).post(f"/forum/posts/{answer.id}/edit", data=words)
    client = signed_in(agent)

    client.post(f"/forum/files/{file.id}/hide", data={"reason": "It shows an address."})
    gone = [c.get(f"/forum/files/{file.id}").status_code for c in (browser, signed_in(helper), client)]
    html = db.session.get(Post, answer.id).html
    page = client.get(f"/forum/topics/{topic.id}/{topic.slug}").text
    client.post(f"/forum/files/{file.id}/restore")

    assert gone == [404, 404, 200]
    assert html == "<p>the pump</p>\n"
    assert "It shows an address." in page
    assert "<img" in db.session.get(Post, answer.id).html
    assert browser.get(f"/forum/files/{file.id}").status_code == 200


def test_removed_file_stays_with_its_post_when_the_author_edits(signed_in, helper, topic, answer):
    file = uploading.attached(answer, topic, helper)
    services.hide_file(file=file, by=MODERATOR, reason="It shows an address.")
    words = {"body": f"![x](attachment:{file.id})", "keep": str(file.id)}

    signed_in(helper).post(f"/forum/posts/{answer.id}/edit", data=words)

    assert (only().post_id, only().hidden_at is not None) == (answer.id, True)
    assert "<img" not in db.session.get(Post, answer.id).html


def test_removal_needs_a_moderator_and_happens_once(helper, topic, answer):
    file = uploading.attached(answer, topic, helper)

    with pytest.raises(Refused, match="Only moderators"):
        services.hide_file(file=file, by=people.viewer(helper), reason="I do not like it.")
    services.hide_file(file=file, by=MODERATOR, reason="It shows an address.")
    with pytest.raises(Refused, match="already"):
        services.hide_file(file=file, by=MODERATOR, reason="It shows an address.")


def test_same_bytes_of_two_people_are_two_files_and_one_content(helper, asker, topic, answer):
    one = uploading.attached(answer, topic, helper)
    other = uploading.attached(people.opening(topic), topic, asker)

    assert one.id != other.id
    assert one.digest == other.digest


def test_file_that_waited_for_a_day_goes_and_its_content_later(app, signed_in, helper, topic):
    reply(signed_in(helper), topic, PICTURE, act="preview")
    path = blobs.store().path(only().digest)
    then = (clock.now() - timedelta(days=2)).timestamp()
    os.utime(path, (then, then))

    with clock.at(clock.now() + WAITING_STAYS + timedelta(hours=1)):
        whole_day()
        kept, rows = path.exists(), count()
        whole_day()

    assert (kept, rows) == (True, 0) or not path.exists()
    assert not path.exists()


def test_content_whose_upload_was_killed_before_its_row_goes_after_a_day(app):
    path = blobs.store().path(uploading.upload("lost.log", b"lost\n").digest)
    whole_day()
    fresh = path.exists()

    with clock.at(clock.now() + WAITING_STAYS + timedelta(hours=1)):
        whole_day()

    assert fresh
    assert not path.exists()


def test_contents_of_attached_files_stay(helper, topic, answer):
    file = uploading.attached(answer, topic, helper, uploading.upload("w.png", uploading.picture(size=(2000, 20))))

    with clock.at(clock.now() + 9 * WAITING_STAYS):
        whole_day()

    assert all(blobs.store().path(digest).exists() for digest in (file.digest, file.shown_digest))


def test_nobody_lets_more_than_twenty_files_wait(helper):
    for _ in range(5):
        services.keep(by=people.viewer(helper), uploads=[uploading.upload()] * 5)

    assert count() == services.MOST_WAITING


def test_start_topic_keeps_files_of_a_service_call(asker, board):
    made = topics.start_topic(
        board=board,
        by=people.viewer(asker),
        title="A picture of the pump",
        body="See below.",
        kind="discussion",
        files=services.Chosen(fresh=(uploading.upload(),)),
    )

    assert only().post_id == topics.opening_id(made.id)


def whole_day() -> None:
    """Let the hourly job run through all hours of a day."""
    for hour in range(24):
        forget_files(f"2026-11-22T{hour:02}Z")
