"""What is not finished yet: drafts that stay until they are posted, and previews that write nothing."""

import time

import pytest
from sqlalchemy import func, select, update
from support import people
from support.people import viewer

from community.forum import addresses, unfinished
from community.forum.models import NEW_TOPIC, Post, SavedDraft, Topic
from community.forum.services import saved_drafts, visibility
from community.kernel.db import db

BEGUN = {"title": "Why does it blink", "body": "It **blinks** & hums.", "tags": "hub", "kind": "discussion"}


def number(model):
    return db.session.scalar(select(func.count()).select_from(model))


def bodies(member):
    return [(row.title, row.excerpt) for row in unfinished.drafts(viewer(member))]


def test_question_is_kept_and_stands_in_its_form_again(board, asker, signed_in):
    client = signed_in(asker)

    kept = client.post(addresses.keep_draft(NEW_TOPIC), data=BEGUN | {"board": board.slug})
    page = client.get(addresses.ask()).text

    assert kept.status_code == 204
    assert 'value="Why does it blink"' in page
    assert "It **blinks** &amp; hums." in page
    assert 'value="hub"' in page
    assert "This is your draft from before." in page


def test_button_keeps_the_draft_where_no_script_runs(topic, stranger, signed_in):
    client = signed_in(stranger)

    answer = client.post(addresses.topic_act(topic.id, "reply"), data={"body": "I think", "act": "draft"})
    page = client.get(answer.location).text

    assert (answer.status_code, answer.location) == (303, f"{addresses.topic(topic.id, topic.slug)}#reply")
    assert "Your draft is kept." in page
    assert "I think</textarea>" in page
    assert topic.replies == 0


def test_the_last_words_are_the_ones_that_are_kept(topic, stranger):
    for words in ("I", "I think", "I think so"):
        saved_drafts.save_draft(by=viewer(stranger), words={"body": words}, topic_id=topic.id)

    assert bodies(stranger) == [(topic.title, "I think so")]


def test_posting_lets_the_draft_go(board, topic, stranger, signed_in):
    client = signed_in(stranger)
    client.post(addresses.keep_draft(topic.id), data={"body": "I think"})
    client.post(addresses.keep_draft(NEW_TOPIC), data=BEGUN)

    client.post(addresses.topic_act(topic.id, "reply"), data={"body": "I think so."})
    client.post(addresses.ask(), data=BEGUN | {"board": board.slug})

    assert number(SavedDraft) == 0
    assert number(Topic) == 2


def test_refused_post_keeps_its_draft(board, stranger, signed_in):
    client = signed_in(stranger)
    client.post(addresses.keep_draft(NEW_TOPIC), data=BEGUN)

    refused = client.post(addresses.ask(), data=BEGUN | {"board": board.slug, "tags": "a b c d e f"})

    assert refused.status_code == 422
    assert bodies(stranger) == [("Why does it blink", "It **blinks** & hums.")]


def test_emptied_or_discarded_draft_is_none(topic, stranger, signed_in):
    client = signed_in(stranger)
    for topic_id in (topic.id, NEW_TOPIC):
        client.post(addresses.keep_draft(topic_id), data={"body": "I think"})

    client.post(addresses.keep_draft(topic.id), data={"body": "  "})
    client.post(addresses.discard_draft(NEW_TOPIC))

    assert number(SavedDraft) == 0
    assert "Drafts appear here" in client.get("/forum/drafts").text


def test_nobody_sees_another_s_draft_nor_one_for_a_topic_that_went_out_of_sight(topic, asker, stranger, agent):
    saved_drafts.save_draft(by=viewer(stranger), words={"body": "I think"}, topic_id=topic.id)
    saved_drafts.save_draft(by=viewer(asker), words={"body": "My own"}, topic_id=topic.id)
    seen = bodies(stranger)

    visibility.hide_post(post=people.opening(topic), topic=topic, by=viewer(agent), reason="Off the topic.")

    db.session.commit()
    assert seen == [(topic.title, "I think")]
    assert bodies(stranger) == []


def test_draft_takes_no_more_than_a_post_may_hold(topic, stranger):
    saved_drafts.save_draft(by=viewer(stranger), words={"body": "x" * 40_000}, topic_id=topic.id)

    assert len(unfinished.draft_of(viewer(stranger), topic.id).body) == 30_000


@pytest.mark.parametrize("place", ["ask", "reply", "edit"])
def test_preview_shows_the_text_keeps_the_form_and_writes_nothing(place, board, topic, asker, signed_in):
    address = {
        "ask": addresses.ask(),
        "reply": addresses.topic_act(topic.id, "reply"),
        "edit": addresses.post_act(people.opening(topic).id, "edit"),
    }[place]
    form = BEGUN | {"board": board.slug, "act": "preview", "once": "a-token"}

    page = signed_in(asker).post(address, data=form)

    assert page.status_code == 200
    assert "It <strong>blinks</strong> &amp; hums." in page.text
    assert "It **blinks** &amp; hums.</textarea>" in page.text
    assert (number(Topic), number(Post)) == (1, 1)


def test_live_preview_is_a_part_of_a_page_and_safe(asker, signed_in):
    part = signed_in(asker).post("/forum/preview", data={"body": "*so* <script>alert(1)</script>"})

    assert part.text == "<p><em>so</em> &lt;script&gt;alert(1)&lt;/script&gt;</p>\n"


def test_live_preview_waits_for_no_writer(live_app):
    client = live_app.test_client().sign_in(people.member("Ines Asker"))

    with db.engine.connect() as writer:
        writer.execute(update(SavedDraft).values(body=""))
        began = time.monotonic()
        answer = client.post("/forum/preview", data={"body": "so"})

    assert answer.status_code == 200
    assert time.monotonic() - began < 5
