"""Watched words are looked for in what an import brings and changes, too."""

import pytest
from support import rulings

from community.forum import recounts
from community.forum.models import Post, Topic
from community.kernel.db import db
from community.moderation.models import Case
from tests.porting.dump_builder import answer, write_dump
from tests.porting.running import import_dump

QUESTION = {"Id": 1, "Title": "How do I brew?", "Body": "<p>Water first?</p>"}
CLEAN, DIRTY = answer(2, 1, Body="<p>Malt first.</p>"), answer(2, 1, Body="<p>A ca<b>si</b>no first.</p>")


def write(folder, *posts):
    write_dump(folder, Users=[{"Id": 7}], Posts=list(posts), Votes=[], PostHistory=[], Comments=[{}])
    import_dump(folder, "--site", "beer")
    db.session.expire_all()


@pytest.mark.parametrize("action", ["block", "hold", "mask"])
def test_an_imported_text_with_a_watched_word_is_held_as_it_came(action, live_app, tmp_path):
    rulings.watch("casino", action)

    write(tmp_path, QUESTION, DIRTY)

    post = db.session.query(Post).filter_by(kind="answer").one()
    assert post.hidden_at
    assert "ca<b>si</b>no" in post.body
    assert db.session.query(Case).one().noticed == "watched_word"
    assert set(dict(recounts.recount()).values()) == {0}


def test_an_imported_edit_that_brings_a_watched_word_is_held(live_app, tmp_path):
    rulings.watch("casino", "block")
    write(tmp_path, QUESTION, CLEAN)
    before = db.session.query(Post).filter_by(kind="answer").one().hidden_at

    write(tmp_path, QUESTION, DIRTY)

    assert before is None
    assert db.session.query(Post).filter_by(kind="answer").one().hidden_at
    assert set(dict(recounts.recount()).values()) == {0}


def test_a_watched_word_in_an_imported_title_holds_the_topic_and_a_repetition_changes_nothing(live_app, tmp_path):
    rulings.watch("brew", "hold")

    for _ in range(2):
        write(tmp_path, QUESTION, CLEAN)

    assert db.session.query(Topic).one().hidden_at
    assert db.session.query(Case).count() == 1


def test_an_alert_leaves_an_import_in_sight(live_app, tmp_path):
    rulings.watch("malt", "alert")

    write(tmp_path, QUESTION, CLEAN)

    assert db.session.query(Post).filter_by(kind="answer").one().hidden_at is None
    assert db.session.query(Case).one().held is False
