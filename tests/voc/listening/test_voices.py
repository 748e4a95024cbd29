"""Voices: every post, idea and comment is heard once, as it reads now, and a rebuild hears the same."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from support import people, wishes
from support.people import viewer

from community.accounts.models import Member
from community.forum.services import edits, moves, visibility
from community.kernel import clock, consumers
from community.kernel import db as kernel_db
from community.kernel.auth import Viewer
from community.kernel.db import db, table_of
from tests.kernel import facts
from voc.listening import queries
from voc.listening.models import Voice
from voc.listening.voices import VOICES

MODERATOR = Viewer(role="admin")


def listen() -> None:
    facts.settle()
    consumers.run(VOICES)


def voices() -> dict[str, Any]:
    with kernel_db.reading():
        found = db.session.execute(select(table_of(Voice)))
        return {f"{v.thing_kind}:{v.thing_id}": v for v in found}


def heard():
    with kernel_db.reading():
        return queries.voices_between(clock.now() - timedelta(days=1), clock.now() + timedelta(days=1))


@pytest.fixture
def talk(live_app):
    """A topic with an answer and a comment, an idea with a comment."""
    asker, helper = people.member("Ines Asker"), people.member("Tom Helper")
    topic = people.topic(people.board("Getting started"), asker, "The hub is unresponsive", body="I hate it.")
    answer = people.answer(topic, helper, "Restart it. Mail me at tom@people.example, that works for me.")
    remark = people.comment(answer, topic, asker, "Das hat leider überhaupt nicht geholfen, es bleibt dunkel.")
    idea = wishes.idea(asker)
    return {"topic": topic, "answer": answer, "remark": remark, "idea": idea, "said": wishes.comment(idea, helper)}


def test_every_post_idea_and_comment_becomes_a_voice(talk):
    listen()

    kinds = sorted(v.kind for v in voices().values())

    assert kinds == ["answer", "comment", "idea", "idea_comment", "topic_opening"]


def test_a_voice_holds_the_title_and_no_private_data(talk):
    listen()

    said = voices()

    assert said[f"topic:{talk['topic'].id}"].text == "The hub is unresponsive\n\nI hate it."
    assert said[f"topic:{talk['topic'].id}"].compound < -0.05
    assert "tom@people.example" not in said[f"post:{talk['answer'].id}"].text
    assert "[email]" in said[f"post:{talk['answer'].id}"].text


def test_another_language_is_kept_and_not_scored(talk):
    listen()

    german = voices()[f"post:{talk['remark'].id}"]

    assert (german.language, german.status, german.compound) == ("de", "unscored", None)


def test_an_edited_post_is_scored_anew_and_stays_in_its_week(talk):
    listen()
    before = voices()[f"post:{talk['answer'].id}"]
    with kernel_db.writing():
        post, topic = db.session.merge(talk["answer"]), db.session.merge(talk["topic"])
        by = viewer(db.session.get_one(Member, post.author_id))
        edits.edit_post(post=post, topic=topic, by=by, body="What a terrible nightmare.")
    listen()

    after = voices()[f"post:{talk['answer'].id}"]

    assert (after.text, after.said_at) == ("What a terrible nightmare.", before.said_at)
    assert before.compound > 0 > after.compound


def test_a_rebuild_hears_the_same(talk):
    listen()

    assert consumers.check(VOICES) == []

    before = {key: v.text for key, v in voices().items()}
    consumers.rebuild(VOICES)
    assert {key: v.text for key, v in voices().items()} == before


def test_a_hidden_post_is_silent_at_once_with_what_stands_under_it(talk):
    listen()
    assert len(heard()) == 5
    with kernel_db.writing():
        post, topic = db.session.merge(talk["answer"]), db.session.merge(talk["topic"])
        visibility.hide_post(post=post, topic=topic, by=MODERATOR, reason="Off the topic.")

    kinds = [v.kind for v in heard()]

    assert kinds == ["topic_opening", "idea", "idea_comment"]


def test_no_voice_is_heard_on_a_social_board(live_app):
    asker = people.member("Ines Asker")
    people.topic(people.board("Off topic", kind="social"), asker, "The rain is horrible", body="I hate it.")
    people.topic(people.board("Getting started"), asker, "The hub is unresponsive", body="I hate it.")
    listen()

    assert [voice.board for voice in heard()] == ["Getting started"]


@pytest.mark.parametrize(("start", "end", "is_heard"), [("social", "support", True), ("support", "social", False)])
def test_a_topic_that_moves_is_heard_as_its_new_board_is(live_app, start, end, is_heard):
    boards = {name: people.board(f"A {name} board", kind=name) for name in (start, end)}
    topic = people.topic(boards[start], people.member("Ines Asker"), "The hub is unresponsive", body="I hate it.")
    listen()
    before = bool(heard())

    moves.move_topic(topic=topic, board=boards[end], by=MODERATOR, kind="question")
    db.session.commit()
    listen()

    assert (before, bool(heard())) == (not is_heard, is_heard)
