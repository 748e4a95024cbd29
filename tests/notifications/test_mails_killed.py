"""Workers are killed at random while ten thousand notices leave by mail: each arrives once, none is lost."""

import random
import re
import time
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, insert, select
from support import databases, forked, people, settled
from support.mortal import Workers

from community.forum.models import Follow, Topic
from community.kernel import clock
from community.kernel import db as kernel_db
from community.kernel.db import db, table_of
from community.kernel.outbox import OutboxRow
from community.notifications.models import Notice
from tests.kernel.post_office import open_post_office
from tests.notifications import mailing

WHOLE = databases.REDUCED_KINDS == databases.KINDS
KILLS, READERS, POSTS = (30, 100, 100) if WHOLE else (4, 8, 12)
WORKERS = 2
PATIENCE_SECONDS = 2
MINUTES_BETWEEN = 5


def followed_topic() -> tuple[Topic, Any]:
    """Return a topic that all readers follow, one of whom no mail reaches, and who writes in it."""
    writer = people.member("Ann Writer")
    topic = people.topic(people.board("Getting started"), writer, "What happens here")
    readers = [people.member(f"Reader {n}") for n in range(READERS)] + [people.member("Nobody", email=mailing.REFUSING)]
    rows = [{"member_id": m.id, "kind": "topic", "thing_id": topic.id, "at": clock.now()} for m in readers]
    with kernel_db.writing() as session:
        session.execute(insert(table_of(Follow)), rows)
    return topic, writer


def live_through(topic: Topic, writer: Any, workers: Workers, watch: Any, office: mailing.Moody) -> None:
    """Write a post every few minutes while the workers tell of them, and kill one now and then."""
    chance = random.Random(20261122)
    kills_after = sorted(chance.choices(range(POSTS), k=KILLS))
    try:
        for number in range(POSTS):
            watch.value = number * MINUTES_BETWEEN
            with clock.at(mailing.moment(watch)):
                people.answer(topic, writer, f"Event number {number}.")
            for _ in range(kills_after.count(number)):
                wait_for_more(office)
                time.sleep(chance.uniform(0, 0.05))  # the moment of a kill is what is varied here
                workers.kill(chance.randrange(WORKERS))
    finally:
        workers.end()


def wait_for_more(office: mailing.Moody) -> None:
    """Wait until something was told or arrived; where nothing is due, not for long."""
    before, deadline = told() + len(office.arrived), time.monotonic() + PATIENCE_SECONDS
    while told() + len(office.arrived) == before and time.monotonic() < deadline:
        time.sleep(0.02)


def told() -> int:
    with kernel_db.reading() as session:
        return int(session.scalar(select(func.count()).select_from(Notice)) or 0)


def finish(settings: Any) -> None:
    """Do in peace what is left: places for all facts, and every mail that is tried again."""
    at = mailing.START + timedelta(minutes=POSTS * MINUTES_BETWEEN)
    settled.settle()
    while True:
        at += timedelta(minutes=10)
        with clock.at(at):
            mailing.one_round(settings)
        with kernel_db.reading() as session:
            if not session.scalar(select(OutboxRow.id).where(OutboxRow.state == "pending").limit(1)):
                return


def said_in(message: Any) -> list[int]:
    return [int(n) for n in re.findall(r"Event number (\d+)\.", message.get_body(("plain",)).get_content())]


@pytest.mark.prove
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("kind", databases.REDUCED_KINDS, indirect=True)
def test_each_notice_arrives_once_though_workers_are_killed(live_app, kind, record_property):
    with clock.at(mailing.START - timedelta(hours=1)):
        topic, writer = followed_topic()
    watch = forked.nursery.Value("i", 0)
    url, folder = db.engine.url.render_as_string(hide_password=False), live_app.extensions["settings"].data_dir

    with open_post_office(office=mailing.Moody(seed=7)) as office:
        workers = Workers(WORKERS, mailing.work, url, str(folder), office.url, watch)
        live_through(topic, writer, workers, watch, office)
        finish(replace(live_app.extensions["settings"], smtp_url=office.url))

    mails = {message["Message-ID"]: message for message in office.arrived}
    arrived = Counter((message["To"], event) for message in mails.values() for event in said_in(message))
    with kernel_db.reading() as session:
        states = Counter(session.scalars(select(OutboxRow.state)))
    words = "each notice arrives once, two workers killed at random"
    twice = len(office.arrived) - len(mails)
    sizes = f"{KILLS} kills, {len(arrived)} notices in {len(mails)} mails, {twice} of them twice"
    record_property("proven", [words, kind, sizes])
    assert set(arrived.values()) == {1}
    assert len(arrived) == READERS * POSTS
    assert told() == (READERS + 1) * POSTS
    assert office.refused == states["dead"] <= 3
    assert all(said_in(m) == said_in(mails[m["Message-ID"]]) for m in office.arrived), "what came twice says the same"
