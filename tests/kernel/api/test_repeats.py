"""A request that is sent twice with one key has one effect."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from support import people, uploading
from support.programs import Program

from community.forum.models import File, Topic
from community.kernel import clock, room
from community.kernel import db as kernel_db
from community.kernel.api import repeats
from community.kernel.api.repeats import KeptAnswer
from community.kernel.db import db
from tests.kernel.together import together

TOPIC = {"board": "getting-started", "title": "Why does it blink at night?", "body": "It *blinks*."}
LOG, LATER = ("hub.log", b"12:44 hub failed\n"), ("hub.log", b"12:45 hub failed\n")
KEY = {"Idempotency-Key": "4c9d-first"}


@pytest.fixture
def writer(app, asker, board):
    return Program(app, asker)


def start(program, key=KEY, **more):
    return program.send("POST", "topics", headers=key, json=TOPIC | more)


def topics():
    return db.session.scalar(select(func.count()).select_from(Topic)) or 0


def kept():
    return db.session.scalar(select(func.count()).select_from(KeptAnswer)) or 0


def test_request_sent_twice_has_one_effect_and_one_answer(writer):
    first, second = start(writer), start(writer)

    assert (first.status_code, second.status_code) == (201, 201)
    assert second.data == first.data
    assert "Idempotency-Replayed" not in first.headers
    assert second.headers["Idempotency-Replayed"] == "true"
    assert topics() == 1


def test_request_with_another_key_or_none_has_an_effect_of_its_own(writer):
    for key in (KEY, {"Idempotency-Key": "another"}, {}, {}):
        start(writer, key)

    assert topics() == 4


def test_key_of_another_request_is_refused(writer):
    start(writer)

    other = start(writer, title="Why does it hum at night?")

    assert other.status_code == 422
    assert "take a new one" in other.json["detail"]
    assert topics() == 1


def upload(program, *files, **fields):
    form = {"files": uploading.field(*files)} | fields
    return program.send("POST", "files", headers=KEY, data=form, content_type="multipart/form-data")


def test_upload_sent_twice_has_one_effect_although_it_is_packed_anew(writer):
    first, second = upload(writer, LOG), upload(writer, LOG)

    file = writer.get(f"files/{first.json['files'][0]['id']}")
    assert (first.status_code, second.status_code) == (201, 201)
    assert second.data == first.data
    assert second.headers["Idempotency-Replayed"] == "true"
    assert file.data == LOG[1]
    assert db.session.query(File).count() == 1


@pytest.mark.parametrize("other", [[LATER], [("pump.log", LOG[1])], [LOG, LOG]])
def test_key_of_another_upload_is_refused(other, writer):
    upload(writer, LOG)

    again = upload(writer, *other)

    assert again.status_code == 422
    assert "take a new one" in again.json["detail"]
    assert db.session.query(File).count() == 1


def test_key_of_one_member_is_nothing_to_another(app, writer, helper):
    start(writer)

    start(Program(app, helper))

    assert topics() == 2


def test_refused_request_keeps_no_key(writer):
    refused = start(writer, title="?")

    accepted = start(writer)

    assert (refused.status_code, accepted.status_code) == (422, 201)
    assert topics() == 1


@pytest.mark.parametrize("key", ["", "with space", "größe", "x" * 256])
def test_key_that_is_none_is_refused(key, writer):
    answer = start(writer, {"Idempotency-Key": key})

    assert answer.status_code == 400
    assert topics() == 0


def test_answers_are_forgotten_after_a_day(writer):
    start(writer)
    sent_at = clock.now()

    for hours, left in ((23, 1), (25, 0)):
        with clock.at(sent_at + timedelta(hours=hours)), kernel_db.writing():
            room.tidy("")
        assert kept() == left


def test_whoever_leaves_leaves_no_answers(writer, asker):
    start(writer)

    told = repeats.PERSONAL.told(asker.id)
    with kernel_db.writing():
        repeats.PERSONAL.erase(asker.id)

    assert [row["key"] for row in told] == ["4c9d-first"]
    assert kept() == 0


@pytest.mark.parametrize("senders", [2, 4])
def test_request_sent_at_the_same_moment_has_one_effect(live_app, senders):
    people.board("Getting started")
    asker = people.member("Ines Asker")
    programs = [Program(live_app, asker) for _ in range(senders)]

    answers = together(live_app, senders, lambda i: start(programs[i]))

    assert [answer.status_code for answer in answers] == [201] * senders
    assert len({answer.data for answer in answers}) == 1
    assert sum("Idempotency-Replayed" in answer.headers for answer in answers) == senders - 1
    assert topics() == 1
