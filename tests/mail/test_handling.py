"""What becomes of a mail: an answer goes to its topic in the name of its writer; all else has its end and reason."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from support import mails, people, rulings, uploading
from support.mails import HUB, letter

from community.forum.models import Post
from community.forum.services import boards, topics
from community.kernel import clock
from community.kernel.db import db
from community.kernel.events import EventRow
from community.kernel.mail import reading
from community.kernel.mail.addresses import Answer, reply_address
from community.kernel.outbox import OutboxRow
from community.mail import answering, handling, queries, receiving
from community.moderation.services import sanctions


@pytest.fixture(autouse=True)
def settings(app, monkeypatch):
    """The settings of a house that reads a mailbox."""
    found = replace(app.extensions["settings"], mail_replies_to="replies@example.com")
    monkeypatch.setitem(app.extensions, "settings", found)
    return found


@pytest.fixture
def to(topic, asker, settings):
    """The address at which the asker answers the topic."""
    return reply_address(Answer("topic", topic.id, asker.id), settings)


def answers(topic):
    db.session.expire_all()
    found = select(Post.body).where(Post.topic_id == topic.id, Post.kind == "answer").order_by(Post.id)
    return list(db.session.scalars(found))


def letters():
    return [row.payload for row in db.session.scalars(select(OutboxRow).where(OutboxRow.key.startswith("mail help")))]


def test_answer_by_mail_stands_in_the_topic_without_its_quote(topic, asker, to):
    row = mails.handled(letter(f"{HUB}\n\nOn 16 Nov 2026, Tom wrote:\n> Press it.\n", to=to))

    assert (row.state, row.reason, row.member_id, row.text) == ("handled", "posted", asker.id, "")
    assert answers(topic) == [HUB]
    assert row.url == f"/forum/posts/{db.session.scalar(select(func.max(Post.id)))}"
    assert letters() == []


def test_same_mail_by_two_doors_is_one_answer(topic, to):
    raw = letter(to=to)
    mails.handled(raw)

    again = receiving.receive(b"Received: from a by b\r\n" + raw.replace(b"\n", b"\r\n"))

    assert again is None
    assert handling.handle_arrived() == 0
    assert answers(topic) == [HUB]


def test_other_mail_with_the_same_id_is_another_mail(topic, to):
    mails.handled(letter(to=to))

    mails.handled(letter("And thank you.", to=to))

    assert answers(topic) == [HUB, "And thank you."]


def test_mail_of_a_stranger_at_a_members_address_waits_and_the_member_is_told(topic, asker, stranger, to):
    row = mails.handled(letter(sender=stranger.email, to=to))

    assert (row.state, row.reason, row.text) == ("waiting", "other_sender", HUB)
    assert answers(topic) == []
    assert [one["to"] for one in letters()] == [asker.email]


@pytest.mark.parametrize("to", ["replies@example.com", "replies+topic.1.1.00000000000000000000@example.com"])
def test_mail_that_answers_nothing_waits_for_a_person(to, asker):
    row = mails.handled(letter(to=to))

    assert (row.state, row.reason, row.member_id) == ("waiting", "no_address", asker.id)
    assert [one.id for one in queries.waiting()] == [row.id]
    assert queries.waiting(after=row.id) == []
    assert letters() == []


def test_address_of_a_thing_that_takes_no_mail_waits(asker, settings):
    row = mails.handled(letter(to=reply_address(Answer("teapot", 1, asker.id), settings)))

    assert (row.state, row.reason) == ("waiting", "unknown_thing")


def close(topic, _asker):
    topics.close_topic(topic=topic, by=people.Viewer(role="admin"), reason="Settled.")


def make_private(topic, _asker):
    board = db.session.get_one(people.Board, topic.board_id)
    shape = {"name": board.name, "description": board.description, "visibility": "staff"}
    boards.change_board(board=board, by=people.Viewer(role="admin"), **shape)


def silence(_topic, asker):
    told = {"kind": "silence", "days": 3, "reason": "OBSCENITY", "remark": ""}
    sanctions.impose(member=asker, by=people.Viewer(role="admin"), **told)


def watch(_topic, _asker):
    rulings.watch("thanks", "block")


@pytest.mark.parametrize(
    ("obstacle", "says"),
    [(close, "is closed"), (make_private, "not there any more"), (silence, "not write until"), (watch, "")],
)
def test_answer_that_a_rule_refuses_is_refused_and_its_writer_told_why(obstacle, says, topic, asker, to):
    obstacle(topic, asker)
    db.session.commit()

    row = mails.handled(letter(to=to))

    assert (row.state, row.reason) == ("refused", "rule")
    assert says in row.remark
    assert answers(topic) == []
    assert [one["to"] for one in letters()] == [asker.email]
    assert row.remark in letters()[0]["text"]


def test_mail_that_only_quotes_is_refused(topic, to):
    row = mails.handled(letter("> Press it.\n", to=to))

    assert (row.state, row.reason) == ("refused", "rule")
    assert "no words of its own" in row.remark


def test_file_without_words_is_refused_with_the_reason(topic, asker, to):
    row = mails.handled(letter("", to=to, files=[("pump.png", uploading.picture(size=(400, 300)))]))

    assert (row.state, row.reason) == ("refused", "rule")
    assert "a few words about it" in row.remark
    assert [row.remark in one["text"] for one in letters()] == [True]


def test_writer_hears_once_a_day_at_most(topic, asker, to):
    close(topic, asker)
    for number in range(3):
        mails.handled(letter(f"Attempt {number}", to=to))

    with clock.at(clock.now() + timedelta(days=1)):
        mails.handled(letter("Another day", to=to))

    assert len(letters()) == 2


@pytest.mark.parametrize(
    ("headers", "reason"), [({"Auto_Submitted": "auto-replied"}, "automatic"), ({"List_Id": "<a.b.example>"}, "list")]
)
def test_machine_is_never_answered_and_never_posted(headers, reason, topic, asker, to):
    close(topic, asker)

    row = mails.handled(letter(to=to, **headers))

    assert (row.state, row.reason) == ("automatic", reason)
    assert letters() == []


@pytest.mark.parametrize("title", ["Out of office replies come twice", "Im Urlaub geht die Kamera aus"])
@pytest.mark.parametrize("before", ["Re: ", "AW: Re: ", "Odp: ", ""])
def test_title_that_reads_like_an_answering_machine_costs_no_answer(before, title, topic, to):
    topic.title = title
    db.session.commit()

    row = mails.handled(letter(to=to, subject=f"{before}{title}"))

    assert (row.state, answers(topic)) == ("handled", [HUB])


@pytest.mark.parametrize("is_answer", [True, False])
def test_where_the_subject_alone_speaks_of_a_machine_the_mail_waits_with_its_words(is_answer, topic, to):
    address = {"to": to} if is_answer else {}

    row = mails.handled(letter(subject=f"Automatic reply: {topic.title}", **address))

    assert (row.state, row.reason, row.text) == ("waiting", "automatic", HUB)
    assert (answers(topic), letters()) == ([], [])


def test_title_that_its_writer_may_not_see_says_nothing(topic, asker, to):
    topic.title = "Out of office replies come twice"
    make_private(topic, asker)
    db.session.commit()

    row = mails.handled(letter(to=to, subject=topic.title))

    assert (row.state, row.reason) == ("waiting", "automatic")


def test_member_who_left_is_not_spoken_for(topic, asker, to):
    asker.active = False
    db.session.commit()

    row = mails.handled(letter(to=to))

    assert (row.state, answers(topic), letters()) == ("waiting", [], [])


def test_words_that_are_masked_are_told_to_their_writer(topic, to):
    row = mails.handled(letter("My password: hunter2hunter2 worked.", to=to))

    assert row.state == "handled"
    assert "hunter2" not in answers(topic)[0]
    assert "masked" in letters()[0]["text"]


def test_mail_too_large_that_answers_nothing_is_refused_and_its_beginning_kept(asker, monkeypatch):
    monkeypatch.setattr(reading, "MOST_BYTES", 1000)
    monkeypatch.setattr(reading, "BEGINNING", 900)

    row = mails.handled(letter("word " * 1000))

    assert (row.state, row.reason, row.sender) == ("refused", "too_large", "ines.asker@people.example")
    assert len(queries.original_of(row.id) or b"") == 900


def test_mail_that_breaks_something_is_given_up_after_a_while_and_holds_up_nobody(topic, to, monkeypatch):
    takes = answering.take
    monkeypatch.setattr(answering, "take", lambda *what: 1 / 0 if "bad" in what[1].text else takes(*what))
    bad, good = mails.arrived(letter("bad", to=to)), mails.arrived(letter(to=to))

    settled = [handling.handle_arrived() for _ in range(handling.MOST_ATTEMPTS)]
    db.session.refresh(bad)
    db.session.refresh(good)

    assert settled == [1, 0, 1]
    assert (bad.state, bad.reason) == ("refused", "broken")
    assert (good.state, answers(topic)) == ("handled", [HUB])


def test_answer_that_broke_halfway_leaves_nothing(topic, to, monkeypatch):
    def posted_and_broken(*what):
        takes(*what)
        raise RuntimeError

    takes = answering.take
    monkeypatch.setattr(answering, "take", posted_and_broken)
    mails.handled(letter(to=to))

    assert answers(topic) == []


def test_every_mail_is_a_fact_without_words(topic, to):
    row = mails.handled(letter(to=to))
    payload = db.session.scalar(select(EventRow.payload).order_by(EventRow.id.desc()).limit(1))

    assert payload == {"incoming_id": row.id, "state": "handled", "reason": "posted"}
