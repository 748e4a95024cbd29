"""Mails of notices: gathered, threaded, answerable, ended with one click, and never about what is out of sight."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from support import mails, people
from support.people import viewer

from community.forum.services import follows, visibility
from community.kernel import clock, mail
from community.kernel import db as kernel_db
from community.kernel.db import db
from community.kernel.mail.addresses import Answer, answer_at, return_address
from community.kernel.outbox import OutboxRow
from community.mail import failing
from community.notifications import queries
from community.notifications.models import Bundle
from community.notifications.rules import GATHERED_FOR, MOST_REFUSED
from community.notifications.services import choosing
from community.notifications.services.bundling import CHANNEL
from tests.notifications.leaving import LATER, MONDAY, deliver, text_of


@pytest.fixture
def answered(topic, asker, helper, tell):
    """An answer whose asker is to be told by mail."""
    with clock.at(MONDAY):
        made = people.answer(topic, helper, "Press the button on its side.")
        tell()
    return made


def html_of(message):
    return message.get_body(("html",)).get_content()


def test_an_answer_comes_by_mail_after_a_quarter_of_an_hour(answered, topic, asker, settings, office):
    early = deliver(settings, LATER - timedelta(seconds=2))
    deliver(settings)
    deliver(settings, LATER + timedelta(days=30))

    (message,) = office.arrived
    assert early == 0
    assert (message["To"], message["Subject"]) == (asker.email, topic.title)
    for words in (text_of(message), html_of(message)):
        assert "Tom Helper answered your question" in words
        assert "Press the button on its side." in words
        assert f"https://ours.example/forum/posts/{answered.id}" in words


def test_several_notices_within_a_quarter_of_an_hour_are_one_mail(
    answered, topic, asker, stranger, settings, office, tell
):
    with clock.at(MONDAY + timedelta(minutes=14)):
        people.answer(topic, stranger, "Or take its battery out.")
        tell()
    deliver(settings)
    with clock.at(LATER):
        people.answer(topic, stranger, "Did it help?")
        tell()
    deliver(settings, LATER + GATHERED_FOR)

    assert [text_of(m).count("answered your question") for m in office.arrived] == [2, 1]


def test_mails_about_one_topic_stand_together_and_can_be_answered(answered, topic, asker, settings, office):
    deliver(settings)

    (message,) = office.arrived
    root = mail.message_id(f"topic {topic.id}", settings)
    assert message["In-Reply-To"] == message["References"] == root
    assert message["Message-ID"] == mail.message_id(
        db.session.scalar(select(OutboxRow.key).where(OutboxRow.channel == CHANNEL)), settings
    )
    assert answer_at(message["Reply-To"], settings) == Answer("topic", topic.id, asker.id)
    for kind in ("plain", "html"):
        assert "Just answer this mail" in message.get_body((kind,)).get_content()


def test_one_click_without_a_sign_in_ends_the_mails_and_reading_the_link_does_not(
    answered, topic, asker, helper, settings, office, browser, tell, told
):
    deliver(settings)
    (message,) = office.arrived
    link = message["List-Unsubscribe"].strip("<>").removeprefix("https://ours.example")

    shown = browser.get(link)
    still = queries.ways(asker.id)["answer"]
    clicked = browser.post(link, data={"List-Unsubscribe": "One-Click"})
    people.answer(topic, helper, "One thing more.")
    tell()
    deliver(settings, clock.now() + timedelta(hours=1))

    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (shown.status_code, still, clicked.status_code) == (200, "at_once", 200)
    assert link in text_of(message)
    assert "at_once" not in queries.ways(asker.id).values()
    assert len(office.arrived) == 1
    assert len(told(asker)) == 2


def test_a_made_up_link_ends_nothing(answered, settings, office, browser):
    deliver(settings)
    link = office.arrived[0]["List-Unsubscribe"].strip("<>").removeprefix("https://ours.example")

    assert browser.post(link[:-1] + ("A" if link[-1] != "A" else "B")).status_code == 404


def test_the_mail_s_mute_link_silences_its_topic(answered, topic, asker, helper, settings, office, browser, tell, told):
    deliver(settings)
    words = text_of(office.arrived[0])
    link = words.split("Hear no more of this: https://ours.example")[1].split()[0]

    browser.post(link)
    people.answer(topic, helper, "One thing more.")
    tell()

    assert [row.unread for row in told(asker)] == [False]


@pytest.mark.parametrize("what", ["hidden", "read", "muted", "unsubscribed", "left", "moved out of sight"])
def test_nothing_leaves_that_is_out_of_sight_or_unwanted_by_then(
    what, answered, topic, asker, agent, staff_board, settings, office
):
    acts = {
        "hidden": lambda: visibility.hide_post(post=answered, topic=topic, by=viewer(agent), reason="Off the topic."),
        "read": lambda: choosing.read_all(by=viewer(asker)),
        "muted": lambda: choosing.mute(member_id=asker.id, about=("topic", topic.id)),
        "unsubscribed": lambda: choosing.choose(member_id=asker.id, ways={"answer": "house"}),
        "left": lambda: setattr(asker, "active", False),
        "moved out of sight": lambda: setattr(topic, "board_id", staff_board.id),
    }
    acts[what]()

    deliver(settings)

    assert office.arrived == []


@pytest.mark.parametrize("what", ["topic", "member"])
def test_what_is_followed_no_longer_is_not_mailed(what, topic, helper, stranger, settings, office, tell):
    thing_id = {"topic": topic.id, "member": helper.id}[what]
    choosing.choose(member_id=stranger.id, ways={"person": "at_once"})
    follows.follow(thing=what, thing_id=thing_id, by=viewer(stranger))
    with clock.at(MONDAY):
        people.answer(topic, helper)
        tell()

    follows.unfollow(thing=what, thing_id=thing_id, by=viewer(stranger))
    deliver(settings)

    assert stranger.email not in {message["To"] for message in office.arrived}


def test_mails_rest_in_quiet_hours(topic, asker, helper, settings, office, tell):
    asker.time_zone = "Europe/Berlin"
    choosing.choose_hours(member_id=asker.id, quiet_from=22, quiet_to=7, digest_hour=8)
    with clock.at(datetime(2026, 11, 16, 22, 30, tzinfo=UTC)):
        people.answer(topic, helper)
        tell()

    night = deliver(settings, datetime(2026, 11, 17, 5, 59, tzinfo=UTC))
    morning = deliver(settings, datetime(2026, 11, 17, 6, 0, tzinfo=UTC))

    assert (night, morning, len(office.arrived)) == (0, 1, 1)


def test_a_mail_that_gathers_already_waits_for_the_end_of_hours_chosen_later(
    topic, asker, helper, settings, office, tell
):
    with clock.at(datetime(2026, 11, 16, 20, 12, tzinfo=UTC)):
        people.answer(topic, helper)
        tell()
    choosing.choose_hours(member_id=asker.id, quiet_from=20, quiet_to=7, digest_hour=8)

    evening = deliver(settings, datetime(2026, 11, 16, 20, 27, tzinfo=UTC))
    with clock.at(datetime(2026, 11, 16, 22, 0, tzinfo=UTC)):
        people.answer(topic, helper, "And one thing more.")
        tell()
    night = deliver(settings, datetime(2026, 11, 17, 6, 59, tzinfo=UTC))
    morning = deliver(settings, datetime(2026, 11, 17, 7, 0, tzinfo=UTC))

    assert (evening, night, morning, len(office.arrived)) == (0, 0, 1, 1)
    assert "And one thing more." in text_of(office.arrived[0])


def test_a_second_try_waits_for_the_end_of_quiet_hours_and_costs_no_attempt(answered, asker, settings, office):
    office.answers = ["451 try later"]
    deliver(settings)
    choosing.choose_hours(member_id=asker.id, quiet_from=9, quiet_to=12, digest_hour=8)

    tried = deliver(settings, LATER + timedelta(hours=1))
    row = db.session.scalars(select(OutboxRow).where(OutboxRow.channel == CHANNEL)).one()
    noon = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)

    assert (tried, row.state, row.attempts, row.next_at) == (0, "pending", 1, noon)
    assert (deliver(settings, noon), len(office.arrived)) == (1, 1)


def test_a_digest_comes_once_in_its_hour_with_what_is_liked(board, topic, asker, helper, settings, office, tell):
    choosing.choose(member_id=asker.id, ways={"answer": "daily"})
    with clock.at(MONDAY):
        people.answer(topic, helper)
        people.topic(board, helper, "How we heat a whole street")
        tell()
    tuesday = datetime(2026, 11, 17, 8, 0, tzinfo=UTC)

    early = deliver(settings, tuesday - timedelta(seconds=1))
    due = deliver(settings, tuesday)
    deliver(settings, tuesday + timedelta(days=3))

    assert (early, due) == (0, 1)
    (message,) = office.arrived
    assert message["Subject"] == "1 notice from Groundswell"
    assert "How we heat a whole street" in text_of(message)


def test_without_anything_unread_there_is_no_digest(topic, asker, helper, settings, office, tell):
    choosing.choose(member_id=asker.id, ways={"answer": "weekly"})
    people.answer(topic, helper)
    tell()
    choosing.read_all(by=viewer(asker))

    deliver(settings, clock.now() + timedelta(days=9))

    assert office.arrived == []


def test_a_mail_speaks_its_reader_s_language(topic, asker, helper, settings, office, tell):
    asker.language = "de"
    with clock.at(MONDAY):
        people.answer(topic, helper)
        tell()
    deliver(settings)

    assert "Hallo Ines Asker," in text_of(office.arrived[0])
    assert '<html lang="de"' in html_of(office.arrived[0])


def test_an_address_that_refuses_for_good_is_left_alone_after_a_while(
    topic, asker, helper, settings, office, tell, signed_in
):
    office.answers = ["550 no such person"] * 99
    at = MONDAY
    for number in range(MOST_REFUSED + 2):
        with clock.at(at):
            people.answer(topic, helper, f"Try number {number}.")
            tell()
        at += timedelta(hours=1)
        deliver(settings, at)
    with kernel_db.reading() as session:
        rows = session.scalars(select(OutboxRow).where(OutboxRow.channel == CHANNEL)).all()
        states = [(row.state, row.attempts) for row in rows]
    page = signed_in(asker).get("/notifications/settings").text
    signed_in(asker).post("/notifications/settings/again")

    assert states == [("dead", 1)] * MOST_REFUSED
    assert "Mail does not arrive" in page
    assert queries.reader(asker.id).refused == 0


def test_an_address_that_sends_mails_back_is_left_alone_until_its_member_trusts_it_again(
    topic, asker, helper, settings, office, tell, signed_in
):
    mails.handled(mails.bounce(asker.email, to=return_address(asker.email, settings)))
    with clock.at(MONDAY):
        people.answer(topic, helper, "Nobody hears this by mail.")
        tell()
    gathered = db.session.scalar(select(func.count()).select_from(Bundle))
    page = signed_in(asker).get("/notifications/settings").text
    signed_in(asker).post("/notifications/settings/again")

    assert (gathered, deliver(settings), office.arrived) == (0, 0, [])
    assert "Mail does not arrive" in page
    assert not failing.is_failing(asker)


def test_a_mail_refused_for_now_comes_later_with_the_same_name(answered, settings, office):
    office.answers = ["451 try later"]
    first = deliver(settings)
    again = deliver(settings, LATER + timedelta(minutes=1))

    assert (first, again, len(office.arrived)) == (0, 1, 1)


def test_what_is_told_while_a_mail_is_tried_again_waits_for_the_next(answered, topic, helper, settings, office, tell):
    office.answers = ["451 try later"]
    deliver(settings)
    with clock.at(LATER + timedelta(seconds=5)):
        people.answer(topic, helper, "And one thing more.")
        tell()
    deliver(settings, LATER + timedelta(minutes=1))
    with kernel_db.reading() as session:
        bundles = session.scalar(select(func.count()).select_from(Bundle))

    assert [("And one thing more." in text_of(m)) for m in office.arrived] == [False]
    assert bundles == 2


def test_notices_about_several_topics_are_one_mail_that_names_them_all(
    board, topic, answered, asker, helper, settings, office, tell
):
    with clock.at(MONDAY):
        other = people.topic(board, helper, "How we heat a whole street")
        follows.follow(thing="topic", thing_id=other.id, by=viewer(asker))
        people.answer(other, people.member("Rea Reader"))
        tell()
    deliver(settings)

    (message,) = [m for m in office.arrived if m["To"] == asker.email]
    assert message["Subject"] == "2 notices from Groundswell"
    assert topic.title in text_of(message)
    assert other.title in text_of(message)
    assert message["Reply-To"] is None
    assert "Just answer this mail" not in text_of(message)
