"""Files that come with an answer by mail: through the door of the page, and never at the cost of the words."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from support import mails, uploading
from support.mails import HUB, letter

from community.forum.models import File, Post
from community.forum.services import topics
from community.kernel import blobs
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.mail import reading
from community.kernel.mail.addresses import Answer, reply_address
from community.kernel.outbox import OutboxRow

PHOTO = ("pump.png", uploading.picture())
LOG = ("hub.log", b"2026-11-22T07:12:44Z hub failed\n")
ARCHIVE = ("logs.zip", b"PK\x03\x04 and more")


@pytest.fixture(autouse=True)
def settings(app, monkeypatch):
    """The settings of a house that reads a mailbox, and takes files of one MB."""
    found = replace(app.extensions["settings"], mail_replies_to="replies@example.com", file_megabytes=1)
    monkeypatch.setitem(app.extensions, "settings", found)
    return found


@pytest.fixture
def to(topic, asker, settings):
    """The address at which the asker answers the topic."""
    return reply_address(Answer("topic", topic.id, asker.id), settings)


def answered():
    """Return the words of each answer, with the names of its files."""
    db.session.expire_all()
    files = {file.post_id: file.name for file in db.session.scalars(select(File))}
    return [(post.body, files.get(post.id)) for post in db.session.scalars(select(Post).where(Post.kind == "answer"))]


def told():
    """Return what writers were told by mail."""
    return [row.payload["text"] for row in db.session.scalars(select(OutboxRow).order_by(OutboxRow.id))]


def test_files_that_come_with_a_mail_hang_on_its_answer(signed_in, helper, topic, to):
    row = mails.handled(letter(to=to, files=[("photo.jpg", uploading.photo()), LOG]))

    post = db.session.scalars(select(Post).where(Post.kind == "answer")).one()
    photo, log = db.session.scalars(select(File).order_by(File.id))
    assert (row.state, row.files, told()) == ("handled", 0, [])
    assert (photo.post_id, photo.name, photo.width, log.post_id, log.name) == (
        *(post.id, "photo.jpg", 30),
        *(post.id, "hub.log"),
    )
    assert b"Secretive" not in blobs.store().path(photo.digest).read_bytes()
    assert "hub.log" in signed_in(helper).get(f"/forum/topics/{topic.id}/{topic.slug}").text


def test_file_that_is_refused_costs_no_words_and_is_told(to):
    row = mails.handled(letter(to=to, files=[ARCHIVE, PHOTO, ("big.log", b"x" * 1_000_001)]))

    assert answered() == [(HUB, "pump.png")]
    assert (row.state, row.files) == ("handled", 2)
    assert "“logs.zip” was not attached. It is an archive" in told()[0]
    assert "“big.log” was not attached. It is larger than 1 MB." in told()[0]
    assert row.url in told()[0]
    assert "logs.zip" in row.remark


def test_every_answer_whose_file_was_refused_is_told(to):
    mails.handled(letter("First", to=to, files=[ARCHIVE]))
    mails.handled(letter("Second", to=to, files=[ARCHIVE]))

    assert len(told()) == 2


def test_of_more_files_than_a_post_holds_the_first_are_taken(to):
    row = mails.handled(letter(to=to, files=[(f"{n}.png", uploading.picture()) for n in range(6)]))

    assert (db.session.query(File).count(), row.files) == (5, 1)
    assert "“5.png” was not attached. There were more than 5 files at once." in told()[0]


def test_of_a_mail_too_large_the_words_are_taken(to, monkeypatch):
    monkeypatch.setattr(reading, "MOST_BYTES", 5_000)
    monkeypatch.setattr(reading, "BEGINNING", 4_000)

    row = mails.handled(letter(to=to, files=[("big.log", b"x" * 5_000)]))

    assert (row.state, answered()) == ("handled", [(HUB, None)])
    assert "only its beginning was read, and no file was taken" in told()[0]


def test_files_that_cannot_be_stored_cost_no_words(to, monkeypatch):
    monkeypatch.setattr(blobs.Store, "put", lambda *_: 1 / 0)

    mails.handled(letter(to=to, files=[PHOTO]))

    assert answered() == [(HUB, None)]
    assert "could not be stored" in told()[0]


def test_nothing_of_an_answer_that_a_rule_refuses_is_kept(topic, to):
    topics.close_topic(topic=topic, by=Viewer(role="admin"), reason="Settled.")

    row = mails.handled(letter(to=to, files=[PHOTO]))

    assert (row.state, row.files, db.session.query(File).count()) == ("refused", 1, 0)


def test_files_of_strangers_are_not_even_looked_at(stranger, to, monkeypatch):
    monkeypatch.setattr(blobs.Store, "put", lambda *_: 1 / 0)

    row = mails.handled(letter(sender=stranger.email, to=to, files=[PHOTO]))

    assert (row.state, row.reason, row.files) == ("waiting", "other_sender", 1)
