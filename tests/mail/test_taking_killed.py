"""Workers are killed at random while they read a mailbox: every mail is one post, none is lost, none comes twice."""

import random
import time
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from support import databases, forked, people
from support.mails import letter
from support.mortal import Workers
from support.uploading import picture

from community.forum.models import File, Post
from community.kernel import clock
from community.kernel import db as kernel_db
from community.kernel.db import db
from community.kernel.mail.addresses import Answer, reply_address
from community.mail.models import Incoming
from tests.mail import taking

ROUNDS = 6 if databases.WHOLE else 1
MAILS = 8  # of a round
WORKERS = 2  # both are killed in each round
TURN_IS_OVER_AFTER = 6  # minutes
PATIENCE_SECONDS = 60


def mails_of(turn, to):
    """Return new mails to the topic, each with words of its own, the first with a picture."""
    for one in range(turn * MAILS, (turn + 1) * MAILS):
        files = [("pump.png", picture())] if one % MAILS == 0 else []
        yield letter(f"Mail number {one}.", to=to, message_id=f"<{one}@people.example>", files=files)


def done():
    """Return how far the workers are: how many mails were stored, and how many are posts."""
    with kernel_db.reading() as session:
        return session.scalar(select(func.count()).select_from(Incoming)), session.scalar(
            select(func.count()).select_from(Post).where(Post.kind == "answer")
        )


def wait_for_more(before):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while done() == before:
        assert time.monotonic() < deadline, f"nothing happens; {before} mails were stored and posted"
        time.sleep(0.02)


def live_through(mailbox, to, workers, watch):
    """Deliver some mails, let the workers begin with them, and kill both: the moment is what is varied here."""
    chance = random.Random(20261122)
    try:
        for turn in range(ROUNDS):
            before = done()
            mailbox.deliver(*mails_of(turn, to))
            watch.value += TURN_IS_OVER_AFTER
            wait_for_more(before)
            time.sleep(chance.uniform(0, 0.1))
            for which in range(WORKERS):
                workers.kill(which)
    finally:
        workers.end()


def finish(settings, watch):
    """Do in peace what is left; the database may take a while to notice who is dead."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while done() != (ROUNDS * MAILS,) * 2 and time.monotonic() < deadline:
        watch.value += TURN_IS_OVER_AFTER
        with clock.at(taking.moment(watch)):
            taking.one_round(settings)
        time.sleep(0.1)


@pytest.mark.prove
@pytest.mark.timeout(600)
@pytest.mark.parametrize("kind", databases.REDUCED_KINDS, indirect=True)
def test_each_mail_is_one_post_though_workers_are_killed(live_app, kind, mailbox, record_property, monkeypatch):
    told = {"mail_replies_to": "replies@example.com", "imap_url": mailbox.url}
    settings = replace(live_app.extensions["settings"], **told)
    monkeypatch.setitem(live_app.extensions, "settings", settings)
    with clock.at(taking.START - timedelta(hours=1)):
        asker = people.member("Ines Asker")
        topic = people.topic(people.board("Getting started"), asker, "The hub does not find my battery")
    to = reply_address(Answer("topic", topic.id, asker.id), settings)
    watch = forked.nursery.Value("i", 0)
    url, folder = db.engine.url.render_as_string(hide_password=False), settings.data_dir

    workers = Workers(WORKERS, taking.work, url, str(folder), mailbox.url, watch)
    live_through(mailbox, to, workers, watch)
    finish(settings, watch)

    number = ROUNDS * MAILS
    with kernel_db.reading() as session:
        posts = Counter(session.scalars(select(Post.body).where(Post.kind == "answer")))
        states = Counter(session.scalars(select(Incoming.state)))
        attached = Counter(session.scalars(select(File.post_id)))
    words = "each mail is one post, workers killed at random"
    record_property("proven", [words, kind, f"{ROUNDS * WORKERS} kills, {number} mails"])
    assert posts == {f"Mail number {one}.": 1 for one in range(number)}
    assert states == {"handled": number}
    assert sorted(attached.values()) == [1] * ROUNDS
    assert mailbox.seen() == number
