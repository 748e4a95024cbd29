"""A mailbox read from a real IMAP server: every mail once, whoever reads, and whenever a reader is killed."""

import ssl
import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from support.mails import letter

from community.kernel import clock
from community.kernel import db as kernel_db
from community.kernel.db import db
from community.kernel.mail import imap, reading
from community.mail import doctor, polling
from community.mail.models import Incoming, Original, Place


class Killed(BaseException):
    """What stands for a SIGKILL: nothing of ours catches it."""


@pytest.fixture
def settings(app, mailbox):
    return replace(app.extensions["settings"], imap_url=mailbox.url)


def fresh(number=1):
    """Return mails that nobody has seen before."""
    return [letter(f"Mail {n}", message_id=f"<{uuid.uuid4()}@people.example>") for n in range(number)]


def poll(settings, minutes=0):
    with clock.at(clock.now() + timedelta(minutes=minutes)):
        return polling.poll(settings)


def stored():
    with kernel_db.reading():
        return db.session.scalar(select(func.count()).select_from(Incoming))


def place():
    with kernel_db.reading():
        return db.session.scalars(select(Place).execution_options(populate_existing=True)).one()


def test_new_mails_are_stored_and_marked_as_seen(settings, mailbox):
    mailbox.deliver(*fresh(3))

    assert poll(settings) == 3
    assert (stored(), mailbox.seen()) == (3, 3)


def test_mails_seen_before_the_first_look_are_left_alone(settings, mailbox):
    mailbox.deliver(*fresh(2), seen=True)
    mailbox.deliver(*fresh())
    mailbox.deliver(*fresh(), seen=True)

    assert [poll(settings), poll(settings, 1)] == [1, 0]
    assert stored() == 1


def test_mail_that_a_person_has_seen_meanwhile_is_taken(settings, mailbox):
    poll(settings)
    mailbox.deliver(*fresh(2), seen=True)

    assert poll(settings, 1) == 2


def test_mailbox_is_looked_into_once_in_a_while_by_one_reader(settings, mailbox):
    mailbox.deliver(*fresh())

    first, too_early = poll(settings), poll(settings)

    assert (first, too_early) == (1, 0)


@pytest.mark.parametrize("moment", ["mark", "fetch"])
def test_reader_killed_between_storing_and_marking_takes_each_mail_once(moment, settings, mailbox, monkeypatch):
    poll(settings)
    mailbox.deliver(*fresh(3))
    calls, done = [], getattr(imap.Mailbox, moment)

    def killed_at_the_second(self, given):
        calls.append(given)
        if len(calls) == 3:
            raise Killed
        return done(self, given)

    monkeypatch.setattr(imap.Mailbox, moment, killed_at_the_second)
    with pytest.raises(Killed):
        poll(settings, 1)
    monkeypatch.undo()
    during_turn, afterwards = poll(settings, 2), poll(settings, 10)

    assert during_turn == 0
    assert afterwards + len(calls) - 1 >= 3 - (moment == "mark")
    assert (stored(), mailbox.seen()) == (3, 3)


def test_reader_killed_at_its_first_look_takes_each_mail_once(settings, mailbox, monkeypatch):
    mailbox.deliver(*fresh(2))
    monkeypatch.setattr(imap.Mailbox, "mark", lambda *_: (_ for _ in ()).throw(Killed))
    with pytest.raises(Killed):
        poll(settings)
    monkeypatch.undo()

    poll(settings, 10)

    assert (stored(), mailbox.seen()) == (2, 2)


def test_reader_whose_turn_was_taken_stores_nothing_more(settings, mailbox, monkeypatch):
    poll(settings)
    mailbox.deliver(*fresh(2))
    fetch = imap.Mailbox.fetch

    def slowly(self, uid):
        found = fetch(self, uid)
        monkeypatch.setattr(imap.Mailbox, "fetch", fetch)
        poll(settings, 20)
        return found

    monkeypatch.setattr(imap.Mailbox, "fetch", slowly)

    assert poll(settings, 1) == 0
    assert stored() == 2


def test_mailbox_made_anew_brings_what_is_new_and_nothing_twice(settings, mailbox):
    old = fresh(2)
    mailbox.deliver(*old)
    poll(settings)
    before = place().validity
    mailbox.make_anew()
    mailbox.deliver(*old, *fresh())

    assert poll(settings, 1) == 1
    assert (stored(), mailbox.seen()) == (3, 3)
    assert place().validity != before


def test_same_mail_delivered_twice_is_one(settings, mailbox):
    mail = fresh()[0]
    mailbox.deliver(mail, b"Received: from a by b\r\n" + mail)

    assert poll(settings) == 1
    assert (stored(), mailbox.seen()) == (1, 2)


def test_of_a_mail_too_large_only_the_beginning_travels(settings, mailbox, monkeypatch):
    monkeypatch.setattr(imap, "MOST_BYTES", 500)
    monkeypatch.setattr(imap, "BEGINNING", 400)
    monkeypatch.setattr(reading, "MOST_BYTES", 500)
    mailbox.deliver(letter("word " * 500, message_id=f"<{uuid.uuid4()}@people.example>"))

    assert poll(settings) == 1
    with kernel_db.reading():
        assert db.session.scalars(select(Incoming)).one().size > 2500
        assert len(db.session.scalars(select(Original.content)).one()) == 400


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda url: url.replace("s%40cret", "wrong"), "AUTHENTICATIONFAILED"),
        (lambda url: url.replace("/Replies", "/Nowhere"), "Nowhere cannot be read"),
        (lambda url: "imap://a:b@127.0.0.1:1/INBOX", "Connection refused"),
    ],
)
def test_mailbox_that_cannot_be_read_is_named_and_tried_again_later(change, says, settings, mailbox):
    wrong = replace(settings, imap_url=change(settings.imap_url))

    assert poll(wrong) == 0
    assert says in place().error
    found = doctor.look(wrong)
    assert (found.well, says in found.says, "s@cret" in found.says) == (False, True, False)
    mailbox.deliver(*fresh())
    assert [poll(settings, 1), poll(settings, 3)] == [0, 1]
    assert place().error == ""


def test_doctor_says_that_the_mailbox_answers(settings, mailbox):
    mailbox.deliver(*fresh(2))

    assert doctor.look(settings).says == "answers, 2 not seen yet"


def test_mailbox_is_read_over_tls(settings, mailbox):
    mailbox.deliver(*fresh())

    assert poll(replace(settings, imap_url=mailbox.tls_url)) == 1


def test_certificate_that_nobody_vouches_for_is_refused_of_another_machine(settings, mailbox, monkeypatch):
    monkeypatch.setattr(imap, "LOOPBACK", ())

    for url in (mailbox.tls_url, mailbox.url):
        with pytest.raises(ssl.SSLCertVerificationError), imap.opened(url):
            pass


def test_without_a_mailbox_nothing_is_read(app):
    assert polling.poll(app.extensions["settings"]) == 0
    assert doctor.look(app.extensions["settings"]).well
