"""The edges that every measure must pass, for net sentiment: empty, one voice, odd weeks, forgotten authors."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from support import hearing, people
from support.people import viewer

from community.forum.models import Post
from community.forum.services import edits
from community.kernel import clock
from community.kernel.db import db
from community.kernel.weeks import Week
from voc.listening import queries
from voc.listening.models import Voice
from voc.listening.mood import mood

NEW_YORK = ZoneInfo("America/New_York")
WEEK = Week.parse("2026-W40")


def felt(week=WEEK, zone=NEW_YORK):
    return mood(queries.tones_between(week.start(zone), week.end(zone)))


def say(board, by, title="It is terrible and I hate it", *, at=None):
    with clock.at(at or WEEK.start(NEW_YORK) + timedelta(days=1)):
        made = people.topic(board, by, title)
    hearing.listen()
    return made


def test_nobody_has_said_anything(app):
    found = felt()

    assert (found.whole.value, found.whole.status, found.whole.voices) == (None, "insufficient", 0)
    assert (found.places, found.unscored, found.empty) == ([], {}, 0)


def test_one_voice_is_not_shown_as_an_index(board, asker):
    say(board, asker)

    assert (felt().whole.value, felt().whole.status, felt().whole.voices) == (None, "suppressed", 1)


def test_all_voices_by_one_author_are_one_vote(board, asker):
    for number in range(12):
        say(board, asker, f"It is terrible and I hate it, number {number}")

    assert (felt().whole.counts.total, felt().whole.status, felt().whole.voices) == (1, "suppressed", 12)


def test_all_voices_by_employees_are_none(board, agent):
    say(board, agent)

    assert felt().whole.status == "insufficient"


@pytest.mark.parametrize(("key", "hours"), [("2026-W10", 167), ("2026-W44", 169), ("2026-W53", 168)])
def test_weeks_of_any_length_hold_their_voices_and_no_others(key, hours, board, asker):
    week = Week.parse(key)
    start, end = week.start(NEW_YORK), week.end(NEW_YORK)
    for number, at in enumerate((start - timedelta(seconds=1), start, end - timedelta(seconds=1), end)):
        say(board, asker, f"A topic of an edge, number {number}", at=at)

    assert (end - start) / timedelta(hours=1) == hours
    assert felt(week).whole.voices == 2


def test_an_edit_in_a_later_week_changes_the_voice_in_its_own(board, asker):
    topic = say(board, asker)
    with clock.at(WEEK.end(NEW_YORK) + timedelta(days=3)):
        post = people.opening(topic)
        edits.edit_post(post=post, topic=topic, by=viewer(asker), body="I love it now.", title="It is wonderful today")
    hearing.listen()

    assert felt().whole.counts.positive == 1
    assert felt(WEEK.plus(1)).whole.voices == 0


def test_authors_who_are_forgotten_keep_one_voice_together(board, asker, helper):
    for person in (asker, helper):
        post = db.session.get_one(Post, people.opening(say(board, person)).id)
        post.author_id = None
    db.session.commit()
    hearing.listen()

    assert (felt().whole.voices, felt().whole.counts.total) == (2, 1)


def test_a_text_of_code_only_is_counted_as_empty(board, asker, helper):
    topic = say(board, asker)
    with clock.at(WEEK.start(NEW_YORK) + timedelta(days=2)):
        people.answer(topic, helper, "```\nfatal error\n```")
    hearing.listen()

    assert (felt().whole.voices, felt().empty) == (1, 1)


def test_hearing_twice_changes_nothing(board, asker):
    say(board, asker)
    before = [(voice.id, voice.compound, voice.text) for voice in db.session.query(Voice)]

    hearing.listen()

    assert [(voice.id, voice.compound, voice.text) for voice in db.session.query(Voice)] == before
    assert felt() == felt()
