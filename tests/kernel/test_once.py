"""One-time tokens: a form sent twice makes one thing, and both senders arrive at it."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from support import people

from community.forum.models import Topic
from community.kernel import clock, room
from community.kernel import db as kernel_db
from community.kernel.db import db
from community.kernel.web import once
from community.kernel.web.once import OnceToken
from tests.kernel.together import together

QUESTION = {
    "title": "The hub does not find my battery",
    "body": "It worked last week, and the lamp is green.",
    "kind": "question",
    "tags": "",
    "once": "a-token",
}


@pytest.fixture
def question(app, board):
    return QUESTION | {"board": board.slug}


def topics() -> int:
    return db.session.scalar(select(func.count()).select_from(Topic)) or 0


def test_form_sent_twice_makes_one_thing(signed_in, asker, question):
    first, second = (signed_in(asker).post("/forum/ask", data=question) for _ in range(2))

    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert topics() == 1


def test_fresh_form_makes_another_thing(signed_in, asker, question):
    signed_in(asker).post("/forum/ask", data=question)

    signed_in(asker).post("/forum/ask", data=question | {"once": once.fresh()})

    assert topics() == 2


def test_token_of_one_member_is_nothing_to_another(signed_in, asker, helper, question):
    signed_in(asker).post("/forum/ask", data=question)

    signed_in(helper).post("/forum/ask", data=question)

    assert topics() == 2


def test_token_of_a_form_that_was_shown_again_can_still_be_used(signed_in, asker, question):
    refused = signed_in(asker).post("/forum/ask", data=question | {"title": ""})

    accepted = signed_in(asker).post("/forum/ask", data=question)

    assert (refused.status_code, accepted.status_code) == (422, 303)
    assert topics() == 1


def test_form_without_a_token_still_works(signed_in, asker, question):
    answer = signed_in(asker).post("/forum/ask", data={k: v for k, v in question.items() if k != "once"})

    assert answer.status_code == 303
    assert topics() == 1


def test_every_page_has_a_token_of_its_own(signed_in, asker, board):
    pages = [signed_in(asker).get("/forum/ask").text for _ in range(2)]
    tokens = {page.partition('name="once" value="')[2].partition('"')[0] for page in pages}

    assert len(tokens) == 2
    assert "" not in tokens


def test_used_tokens_are_forgotten_after_two_days(signed_in, asker, question):
    signed_in(asker).post("/forum/ask", data=question)
    used_at = clock.now()

    for days, left in ((1, 1), (3, 0)):
        with clock.at(used_at + timedelta(days=days)), kernel_db.writing():
            room.tidy("")
        assert db.session.scalar(select(func.count()).select_from(OnceToken)) == left


@pytest.mark.parametrize("senders", [2, 4])
def test_form_sent_at_the_same_moment_makes_one_thing_at_which_all_arrive(live_app, senders):
    asker, board = people.member("Ines Asker"), people.board("Getting started")
    question = QUESTION | {"board": board.slug}
    clients = [live_app.test_client().sign_in(asker) for _ in range(senders)]

    answers = together(live_app, senders, lambda i: clients[i].post("/forum/ask", data=question))

    assert [answer.status_code for answer in answers] == [303] * senders
    assert len({answer.location for answer in answers}) == 1
    assert clients[0].get(answers[0].location).status_code == 200
    assert topics() == 1
