"""Two people at the same moment: nobody sees an error of ours, and every counter is right."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from support import people
from support.people import viewer

from community.forum import addresses, recounts
from community.forum.services import visibility
from community.kernel.db import db
from community.kernel.errors import Refused

ROUNDS = 3


@pytest.fixture
def conversation(live_app):
    board = people.board("Getting started")
    asker, helper = people.member("Ines Asker"), people.member("Tom Helper")
    topic = people.topic(board, asker, "The hub does not find my battery")
    return topic, people.answer(topic, helper), asker


def at_once(app: Any, *calls: Callable[[], Any]) -> list[Any]:
    """Run the calls in threads of their own that start together; return what each returned."""
    db.session.commit()
    gate = threading.Barrier(len(calls))
    results: list[Any] = [None] * len(calls)

    def run(number: int, call: Callable[[], Any]) -> None:
        gate.wait()
        results[number] = call()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def posting(app: Any, member: Any, address: str, **form: str) -> Callable[[], int]:
    client = app.test_client().sign_in(member)
    # FlaskClient.open as it is: the session of the test is not the thread's business
    return lambda: super(type(client), client).open(address, method="POST", data=form).status_code


def mended() -> dict[str, int]:
    return {name: rows for name, rows in recounts.recount() if rows}


def test_two_acceptances_at_once_count_once(live_app, conversation):
    topic, answer, asker = conversation
    address = addresses.post_act(answer.id, "accept")

    codes = at_once(live_app, *(posting(live_app, asker, address) for _ in range(2)))

    db.session.refresh(topic)
    assert codes == [303, 303]
    assert topic.accepted == 1
    assert mended() == {}


def test_two_kudos_of_one_member_at_once_count_once(live_app, conversation):
    _topic, answer, asker = conversation
    address = addresses.post_act(answer.id, "kudos")

    codes = at_once(live_app, *(posting(live_app, asker, address) for _ in range(2)))

    db.session.refresh(answer)
    assert codes == [303, 303]
    assert answer.kudos == 1
    assert mended() == {}


def test_repliers_at_once_are_all_counted(live_app, conversation):
    topic, _answer, _asker = conversation
    writers = [people.member(f"Writer {n}") for n in range(4)]
    address = addresses.topic_act(topic.id, "reply")

    codes = [
        code
        for _ in range(ROUNDS)
        for code in at_once(live_app, *(posting(live_app, w, address, body="The same here.") for w in writers))
    ]

    db.session.refresh(topic)
    assert codes == [303] * len(writers) * ROUNDS
    assert topic.replies == 1 + len(writers) * ROUNDS
    assert mended() == {}


def test_one_form_sent_twice_at_once_makes_one_answer(live_app, conversation):
    topic, _answer, asker = conversation
    address, form = addresses.topic_act(topic.id, "reply"), {"body": "Twice said.", "once": "the-same-token"}

    codes = at_once(live_app, *(posting(live_app, asker, address, **form) for _ in range(3)))

    db.session.refresh(topic)
    assert codes == [303, 303, 303]
    assert topic.replies == 2
    assert mended() == {}


def test_different_acts_on_one_topic_at_once_leave_the_counters_right(live_app, conversation):
    topic, answer, asker = conversation
    agent, guest = people.member("Abel Agent", role="agent"), people.member("Gus Guest")

    codes = at_once(
        live_app,
        posting(live_app, asker, addresses.post_act(answer.id, "accept")),
        posting(live_app, guest, addresses.post_act(answer.id, "kudos")),
        posting(live_app, guest, addresses.topic_act(topic.id, "reply"), body="The same here."),
        posting(live_app, agent, addresses.post_act(answer.id, "hide"), reason="Off the topic."),
    )

    assert max(codes) < 500
    assert mended() == {}


def test_of_two_moderators_who_hide_at_once_one_is_told_that_it_is_done(live_app, conversation):
    topic, answer, _asker = conversation
    agent, other = people.member("Abel Agent", role="agent"), people.member("Ada Admin", role="admin")
    assert answer.hidden_at is None  # what this moderator read, before the other one was faster
    db.session.commit()
    hiding = posting(live_app, other, addresses.post_act(answer.id, "hide"), reason="Off the topic.")
    first = at_once(live_app, hiding)

    with pytest.raises(Refused, match="hidden already"):
        visibility.hide_post(post=answer, topic=topic, by=viewer(agent), reason="Off the topic.")

    db.session.rollback()
    assert first == [303]
    assert mended() == {}
