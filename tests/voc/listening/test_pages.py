"""The voices of a week: whose are heard, where, and what the page says of them."""

from datetime import UTC, datetime, timedelta

import pytest
from support import hearing, people, wishes
from support.people import viewer

from community.forum.models import Post
from community.forum.services import visibility
from community.kernel import clock
from community.kernel.db import db
from ideas.services import merges, submissions
from voc.listening import queries

START, END = datetime(2026, 9, 28, tzinfo=UTC), datetime(2026, 10, 5, tzinfo=UTC)
PAGE = "/listening/voices?week=2026-W40"


@pytest.fixture
def week(board, asker, helper):
    """One topic with an answer on Wednesday of week 40."""
    with clock.at(START + timedelta(days=2, hours=12)):
        topic = people.topic(board, asker, "The hub is broken again", body="I hate it.")
    with clock.at(START + timedelta(days=2, hours=13)):
        people.answer(topic, helper, "Great news: the update works.")
    hearing.listen()
    return topic


def heard() -> list[str]:
    hearing.listen()
    return [voice.author.name for voice in queries.voices_between(START, END)]


def test_customers_are_heard_and_know_where_they_stand(week, asker):
    first, second = queries.voices_between(START, END)

    assert (first.kind, first.thing_kind, first.thing_id, first.url) == (
        "topic_opening",
        "topic",
        week.id,
        f"/forum/topics/{week.id}/{week.slug}",
    )
    assert (first.person, first.label, first.board) == (("member", asker.id), "negative", "Getting started")
    assert (second.kind, second.label, second.url) == ("answer", "positive", f"/forum/posts/{second.thing_id}")


def test_monday_midnight_belongs_to_the_new_week(board, asker):
    for moment in (START - timedelta(microseconds=1), START, END - timedelta(microseconds=1), END):
        with clock.at(moment):
            people.topic(board, asker, f"A topic of {moment:%A %H:%M}")
    hearing.listen()

    found = [voice.said_at for voice in queries.voices_between(START, END)]

    assert found == [START, END - timedelta(microseconds=1)]


def test_employees_and_bots_are_not_among_the_voices(week, agent):
    with clock.at(START + timedelta(days=3)):
        people.answer(week, agent, "We are looking into it.")
        robot = people.member("Rob Bot")
        robot.is_bot = True
        people.answer(week, robot, "Beep.")

    assert heard() == ["Ines Asker", "Tom Helper"]


def test_whoever_becomes_an_employee_is_no_longer_heard(week, helper):
    helper.role = "agent"
    db.session.commit()

    assert heard() == ["Ines Asker"]


def test_other_boards_than_public_ones_are_not_heard(week, asker):
    with clock.at(START + timedelta(days=3)):
        people.topic(people.board("Members", visibility="members"), asker, "A topic among ourselves")

    assert heard() == ["Ines Asker", "Tom Helper"]


def test_what_is_hidden_is_silent_at_once(week, agent, helper):
    with clock.at(START + timedelta(days=3)):
        idea = wishes.idea(helper)
        wishes.comment(idea, helper)
    hearing.listen()
    opening = people.opening(week)
    visibility.hide_post(post=opening, topic=week, by=viewer(agent), reason="Off the topic.")
    submissions.hide_idea(idea=idea, by=viewer(agent), reason="Off the topic.")
    db.session.commit()

    assert queries.voices_between(START, END) == []


def test_what_is_seen_under_a_hidden_idea_is_silent_with_it(asker, helper, agent):
    with clock.at(START + timedelta(days=3)):
        kept, dropped = wishes.idea(asker), wishes.idea(helper, "Charge the car by the sun alone, please")
    hearing.listen()
    merges.merge_ideas(keep=kept, drop=dropped, by=viewer(agent))
    db.session.commit()
    merged = [voice.author.name for voice in queries.voices_between(START, END)]
    submissions.hide_idea(idea=kept, by=viewer(agent), reason="Off the topic.")
    db.session.commit()

    assert sorted(merged) == ["Ines Asker", "Tom Helper"]
    assert queries.voices_between(START, END) == []


def test_imported_authors_without_account_are_people_by_their_name(week):
    answer = db.session.get_one(Post, people.opening(week).id)
    answer.author_id, answer.author_name = None, "Walt Wanderer"
    db.session.commit()
    hearing.listen()

    first = queries.voices_between(START, END)[0]

    assert (first.author.name, first.person) == ("Walt Wanderer", ("name", "Walt Wanderer"))


def test_imported_html_is_heard_without_its_code(week):
    answer = db.session.get_one(Post, people.opening(week).id)
    answer.body, answer.markup = "<p>It <b>works</b>.</p><pre>fatal error</pre>", "html"
    db.session.commit()
    hearing.listen()

    assert queries.voices_between(START, END)[0].text == "The hub is broken again\n\nIt works."


def test_the_page_prints_the_working_of_each_score(week, signed_in, agent):
    text = signed_in(agent).get(PAGE).text

    assert "The hub is broken again" in text
    assert "(−0.4767 × 5 + −0.5719 × 3) ÷ 8 = −0.5124" in text
    assert "not shown: 2 people spoke, and fewer than 10 say little" in text
    assert "Over 13 weeks" in text


@pytest.mark.parametrize(
    ("word", "seen", "unseen"),
    [
        ("negative", "Ines Asker", "Tom Helper"),
        ("positive", "Tom Helper", "Ines Asker"),
        ("neutral", "Nobody said", "Tom"),
    ],
)
def test_the_page_shows_one_class(word, seen, unseen, week, signed_in, agent):
    text = signed_in(agent).get(f"{PAGE}&class={word}").text

    assert seen in text
    assert unseen not in text


def test_the_page_counts_other_languages(week, board, signed_in, agent):
    german = people.member("Gerda German")
    with clock.at(START + timedelta(days=3)):
        people.topic(board, german, "Der Hub geht nicht mehr an", body="Seit gestern bleibt er einfach dunkel.")
    hearing.listen()

    text = signed_in(agent).get(f"{PAGE}&class=unscored").text

    assert "1 text in another language was not scored: German." in text
    assert "Der Hub geht nicht mehr an" in text


def test_pages_follow_each_other_without_gap_or_repetition(week, board, asker, app):
    with clock.at(START + timedelta(days=4)):
        for number in range(7):
            people.topic(board, asker, f"A topic of the same second {number}")
    hearing.listen()
    seen, after = [], None

    while True:
        page = queries.voices_page(START, END, after=after, size=2)
        seen += [(voice.thing_kind, voice.thing_id) for voice in page.rows]
        if not (after := page.next_key):
            break

    assert len(seen) == len(set(seen)) == 9


@pytest.mark.parametrize(
    "address", ["/listening/voices", "/listening/voices?week=2020-W53", "/listening/voices?week=2026-W13"]
)
def test_an_empty_week_says_so(address, signed_in, agent):
    page = signed_in(agent).get(address)

    assert page.status_code == 200
    assert "nobody said anything that could be scored" in page.text
    assert "Nobody said anything of this kind in this week." in page.text


@pytest.mark.parametrize(
    ("address", "status"), [("?week=2026-W54", 400), ("?week=x", 400), ("?class=angry", 404), ("?after=x", 400)]
)
def test_a_wrong_address_is_answered_in_a_sentence(address, status, signed_in, agent):
    assert signed_in(agent).get(f"/listening/voices{address}").status_code == status


def test_no_query_count_grows_with_the_length_of_the_list(week, board, signed_in, agent, count_queries):
    client = signed_in(agent)
    few = count_queries(lambda: client.get(PAGE))
    with clock.at(START + timedelta(days=4)):
        for number in range(30):
            people.topic(board, people.member(f"Guest {number}"), f"A topic called {number}")
    hearing.listen()

    assert count_queries(lambda: client.get(PAGE)) <= few
