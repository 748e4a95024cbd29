"""A form that is refused says why and loses nothing; one that is sent twice makes one thing."""

import html
import re

import pytest
from sqlalchemy import func, select
from support import people
from support.people import viewer

from community.forum import addresses
from community.forum.models import Post, Revision, Topic
from community.forum.services import topics
from community.kernel.db import db

LONG = 'A "long" text & more <b>of it</b>\n' * 1_000
ASK = {"title": "How do I begin here?", "kind": "question", "body": "I tried & failed <often>.", "tags": "one, two"}


def field(page, name):
    """Return what a form shows in its field `name`, as a browser would send it back."""
    boxes = re.findall(rf'<textarea[^>]*name="{name}"[^>]*>(.*?)</textarea>', page.text, re.DOTALL)
    line = re.search(rf'<input[^>]*name="{name}"[^>]*?value="([^"]*)"', page.text)
    found = re.sub(r"^\r?\n", "", boxes[-1]) if boxes else (line[1] if line else "")
    return html.unescape(found).replace("\r\n", "\n")


def error_of(page):
    notice = re.search(r'role="alert".*?</div>\s*</div>', page.text, re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", " ", notice[0])) if notice else ""


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": "Short"}, "The title is too short"),
        ({"title": "x" * 151}, "At most 150 characters fit here"),
        ({"title": "  "}, "Please fill this in"),
        ({"body": ""}, "Please fill this in"),
        ({"body": "."}, "The text is too short"),
        ({"body": LONG}, "At most 30000 characters fit here"),
        ({"tags": "one two three four five six"}, "A topic has at most 5 tags; you gave 6"),
        ({"tags": "good, <bad>"}, "“<bad>” cannot be a tag"),
        ({"kind": "poem"}, "Not a valid choice"),
        ({"board": "no-such-board"}, "Not a valid choice"),
    ],
)
def test_a_refused_question_keeps_every_character(changes, sentence, board, asker, signed_in):
    form = ASK | {"board": board.slug} | changes

    page = signed_in(asker).post("/forum/ask", data=form)

    assert page.status_code == 422
    assert sentence in error_of(page)
    assert {name: field(page, name).strip() for name in ("title", "body", "tags")} == {
        name: form[name].strip() for name in ("title", "body", "tags")
    }


def test_a_question_for_a_board_that_turned_private_meanwhile_is_kept(board, asker, signed_in):
    client = signed_in(asker)
    board.visibility = "staff"

    page = client.post("/forum/ask", data=ASK | {"board": board.slug})

    assert page.status_code == 422
    assert field(page, "body") == ASK["body"]


@pytest.mark.parametrize(
    ("body", "sentence"), [("", "Please fill this in"), (".", "too short"), (LONG, "At most 30000 characters")]
)
def test_a_refused_reply_keeps_every_character(body, sentence, topic, helper, signed_in):
    page = signed_in(helper).post(addresses.topic_act(topic.id, "reply"), data={"body": body})

    assert page.status_code == 422
    assert sentence in error_of(page)
    assert field(page, "body") == body


def test_a_reply_to_a_topic_closed_meanwhile_is_kept(topic, helper, agent, signed_in):
    client = signed_in(helper)
    topics.close_topic(topic=topic, by=viewer(agent), reason="It is settled.")

    page = client.post(addresses.topic_act(topic.id, "reply"), data={"body": "Half an hour & of work"})

    assert page.status_code == 422
    assert "This topic is closed" in error_of(page)
    assert field(page, "body") == "Half an hour & of work"


@pytest.mark.parametrize(("body", "sentence"), [("", "Please fill this in"), (LONG, "At most 1000 characters")])
def test_a_refused_comment_keeps_every_character(*, body, sentence, topic, answer, asker, signed_in):
    page = signed_in(asker).post(addresses.post_act(answer.id, "comment"), data={"body": body})

    assert page.status_code == 422
    assert sentence in error_of(page)
    assert field(page, "body") == body


def test_a_comment_on_a_topic_closed_meanwhile_is_kept(topic, answer, asker, agent, signed_in):
    topics.close_topic(topic=topic, by=viewer(agent), reason="It is settled.")

    page = signed_in(asker).post(addresses.post_act(answer.id, "comment"), data={"body": "One & more"})

    assert "This topic is closed" in error_of(page)
    assert field(page, "body") == "One & more"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": "Short"}, "The title is too short"),
        ({"body": LONG}, "At most 30000 characters"),
        ({"tags": "<bad>"}, "cannot be a tag"),
        ({"reason": "x" * 301}, "At most 300 characters"),
    ],
)
def test_a_refused_edit_keeps_every_character_and_changes_nothing(changes, sentence, topic, asker, signed_in):
    opening = people.opening(topic)
    form = {"title": "A better title", "body": "Better <text>.", "tags": "one", "reason": "clearer & shorter"} | changes

    page = signed_in(asker).post(addresses.post_act(opening.id, "edit"), data=form)

    assert page.status_code == 422
    assert sentence in error_of(page)
    assert {name: field(page, name).strip() for name in form} == {name: text.strip() for name, text in form.items()}
    assert db.session.get(Topic, topic.id).title == "The hub does not find my battery"
    assert db.session.scalar(select(func.count(Revision.id))) == 0


def test_an_edit_of_a_topic_closed_meanwhile_is_kept(topic, answer, helper, agent, signed_in):
    client = signed_in(helper)
    topics.close_topic(topic=topic, by=viewer(agent), reason="It is settled.")

    page = client.post(addresses.post_act(answer.id, "edit"), data={"body": "Much better."})

    assert "can no longer be edited" in error_of(page)
    assert field(page, "body") == "Much better."


def test_a_refused_board_keeps_every_character(board, admin, signed_in):
    form = {"name": board.name, "description": "A second one", "visibility": "members"}

    page = signed_in(admin).post("/forum/new-board", data=form)

    assert "There is a board at the address" in error_of(page)
    assert field(page, "description") == "A second one"


@pytest.mark.parametrize("made", ["ask", "reply", "comment", "edit", "new_board"])
def test_a_form_sent_twice_makes_one_thing(*, made, board, topic, answer, admin, signed_in):
    address, form, rows = {
        "ask": ("/forum/ask", ASK | {"board": board.slug}, select(func.count(Topic.id))),
        "reply": (addresses.topic_act(topic.id, "reply"), {"body": "Twice said."}, select(func.count(Post.id))),
        "comment": (addresses.post_act(answer.id, "comment"), {"body": "Twice said."}, select(func.count(Post.id))),
        "edit": (addresses.post_act(answer.id, "edit"), {"body": "Better said."}, select(func.max(Post.revisions))),
        "new_board": ("/forum/new-board", {"name": "One more board", "visibility": "public"}, None),
    }[made]
    before = 0 if rows is None else db.session.scalar(rows)
    client = signed_in(admin)

    first, second = (client.post(address, data=form | {"once": "the-same-token"}) for _ in range(2))

    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert rows is None or db.session.scalar(rows) - before == (2 if made == "edit" else 1)


def test_a_token_of_a_refused_form_can_be_used_again(topic, helper, signed_in):
    client, address = signed_in(helper), addresses.topic_act(topic.id, "reply")

    refused = client.post(address, data={"body": "", "once": "the-same-token"})
    taken = client.post(address, data={"body": "Now with words.", "once": "the-same-token"})

    assert (refused.status_code, taken.status_code) == (422, 303)
    assert "posts" in taken.location


@pytest.mark.parametrize("token", [None, "made-up"])
def test_a_form_without_its_guard_is_refused_with_a_sentence(*, token, app, topic, helper, signed_in, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    form = {"body": "Sent from elsewhere."} | ({"csrf_token": token} if token else {})

    page = signed_in(helper).post(addresses.topic_act(topic.id, "reply"), data=form)

    assert page.status_code == 400
    assert "This form was open for too long or came from another site" in page.text
    assert db.session.scalar(select(func.count(Post.id)).where(Post.body.contains("elsewhere"))) == 0


def test_a_form_with_its_guard_is_taken(app, topic, helper, signed_in, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    client = signed_in(helper)
    page = client.get(addresses.topic(topic.id, topic.slug))
    guard = re.search(r'name="csrf_token" value="([^"]+)"', page.text)[1]

    sent = client.post(addresses.topic_act(topic.id, "reply"), data={"body": "From here.", "csrf_token": guard})

    assert sent.status_code == 303
