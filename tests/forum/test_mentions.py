"""People named in a text, tasks in a list, and words quoted into a reply."""

import pytest
from sqlalchemy import select
from support import people, rulings
from support.people import viewer

from community.forum import addresses, rules
from community.forum.mentions import written
from community.forum.models import SavedDraft
from community.forum.services import edits, saved_drafts, visibility
from community.kernel.db import db
from community.kernel.events import EventRow
from community.moderation.models import Case


def mentioned():
    facts = db.session.scalars(select(EventRow).where(EventRow.kind == "forum.members_mentioned").order_by(EventRow.id))
    return [tuple(fact.payload["member_ids"]) for fact in facts]


def test_a_name_leads_to_the_person_and_tells_of_it_once(topic, stranger, helper, asker):
    post = people.answer(
        topic, stranger, f"Ask @{helper.handle}, @{helper.handle} knows, and so does @{stranger.handle}."
    )

    assert post.html.count(f'href="{helper.url}"') == 2
    assert mentioned() == [(helper.id,)]


@pytest.mark.parametrize(
    "text",
    [
        "Write to tom@tom-helper.example.",
        "Type `@tom-helper`.",
        "    @tom-helper",
        "No @tom-helperx.",
        "[@tom-helper](https://x.example)",
    ],
)
def test_what_is_no_name_stays_as_it_was_written(text, topic, stranger, helper):
    post = people.answer(topic, stranger, f"So:\n\n{text}")

    assert helper.handle == "tom-helper"
    assert helper.url not in post.html
    assert mentioned() == []


def test_unknown_and_departed_people_are_just_words(stranger, helper):
    helper.active = False
    db.session.commit()

    assert written(f"@{helper.handle} and @nobody-here") == f"<p>@{helper.handle} and @nobody-here</p>\n"


def test_an_edit_tells_only_whom_it_names_anew(topic, stranger, helper, asker):
    post = people.answer(topic, stranger, f"Ask @{helper.handle}.")

    text = f"Ask @{helper.handle} or @{asker.handle}."
    edits.edit_post(post=post, topic=topic, by=viewer(stranger), body=text)

    assert mentioned() == [(helper.id,), (asker.id,)]


def test_a_question_names_people_too(board, stranger, helper):
    people.topic(board, stranger, "Who knows about batteries?", body=f"@{helper.handle.upper()}?")

    assert mentioned() == [(helper.id,)]


def test_tasks_are_drawn_as_to_do_and_done():
    html = written("- [ ] look\n- [x] ask\n- [y] wait\n- [ ]\n\n[ ] no list")

    assert '<li class="task">☐ look</li>' in html
    assert '<li class="task">☑ ask</li>' in html
    assert "<li>[y] wait</li>" in html
    assert "<li>[ ]</li>" in html
    assert "<p>[ ] no list</p>" in html


def test_quote_stands_in_the_reply_behind_the_draft(topic, answer, helper, stranger, signed_in):
    client = signed_in(stranger)
    page = addresses.topic(topic.id, topic.slug)
    way = f"{page}?quote={answer.id}#reply"
    quote = f"@{helper.handle}:\n\n&gt; {answer.body}"

    offered = client.get(page).text
    quoted = client.get(way.partition("#")[0]).text
    saved_drafts.save_draft(by=viewer(stranger), words={"body": "I think"}, topic_id=topic.id)
    both = client.get(way.partition("#")[0]).text

    assert way in offered
    assert quote in quoted
    assert f"I think\n\n{quote}" in both.replace("\r\n", "\n")
    assert db.session.scalars(select(SavedDraft.body)).all() == ["I think"]


@pytest.mark.parametrize(
    ("words", "quote"),
    [
        ("One.\n\nTwo.", "Tom:\n\n> One.\n>\n> Two.\n\n"),
        ("> what you said\n\nMy answer.", "Tom:\n\n> My answer.\n\n"),
        ("x" * 3_000, f"Tom:\n\n> {'x' * 2_000}\n\n"),
    ],
)
def test_quote_leaves_out_what_was_quoted_before_and_the_rest_of_a_long_text(words, quote):
    assert rules.quotation(words, "Tom") == quote


def test_nobody_quotes_what_they_may_not_read(topic, answer, agent, stranger, staff_board, signed_in):
    private = people.topic(staff_board, agent, "The battery recall of next week", body="It is zandervolt.")
    visibility.hide_post(post=answer, topic=topic, by=viewer(agent), reason="Off the topic.")
    client = signed_in(stranger)

    for post in (people.opening(private), answer):
        page = client.get(addresses.topic(topic.id, topic.slug), query_string={"quote": post.id}).text
        assert post.body not in page


def test_who_is_named_out_of_sight_is_told_when_it_is_shown(topic, stranger, helper, agent):
    rulings.watch("casino", "hold")
    post = people.answer(topic, stranger, f"@{helper.handle} knows a casino.")
    silent = mentioned()

    visibility.restore_post(post=post, topic=topic, by=viewer(agent))
    once = mentioned()
    visibility.hide_post(post=post, topic=topic, by=viewer(agent), reason="Off the topic.")
    visibility.restore_post(post=post, topic=topic, by=viewer(agent))

    assert silent == []
    assert once == [(helper.id,)]
    assert mentioned() == once


def test_who_is_named_by_what_is_refused_is_never_told(topic, stranger, helper, agent):
    rulings.watch("casino", "hold")
    people.answer(topic, stranger, f"@{helper.handle} knows a casino.")

    rulings.uphold(db.session.query(Case).one(), agent)

    assert mentioned() == []


def test_only_those_are_told_who_were_not_told_and_are_still_named(topic, stranger, helper, asker, agent):
    rulings.watch("casino", "hold")
    post = people.answer(topic, stranger, f"@{helper.handle} knows.")
    edits.edit_post(
        post=post, topic=topic, by=viewer(stranger), body=f"@{helper.handle} @{asker.handle} @{agent.handle} casino"
    )
    edits.edit_post(post=post, topic=topic, by=viewer(stranger), body=f"@{helper.handle} @{asker.handle} casino")

    visibility.restore_post(post=post, topic=topic, by=viewer(agent))

    assert mentioned() == [(helper.id,), (asker.id,)]


def test_a_reply_to_a_topic_out_of_sight_tells_when_the_topic_is_shown(board, stranger, helper, mvp, agent):
    rulings.watch("casino", "hold")
    held = people.topic(board, stranger, "Which casino is the best", body=f"@{mvp.handle}?")
    people.answer(held, agent, f"@{helper.handle} may know.")

    visibility.restore_post(post=people.opening(held), topic=held, by=viewer(agent))

    assert mentioned() == [(mvp.id,), (helper.id,)]
