"""Two people at the same moment: nobody sees an error of ours, and every counter is right."""

import pytest
from sqlalchemy import select
from support import people
from support.at_once import at_once, posting
from support.people import viewer

from community.forum import addresses, recounts
from community.forum.models import Bookmark, Follow, SavedDraft
from community.forum.services import visibility
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.events import EventRow

ROUNDS = 3


@pytest.fixture
def conversation(live_app):
    board = people.board("Getting started")
    asker, helper = people.member("Ines Asker"), people.member("Tom Helper")
    topic = people.topic(board, asker, "The hub does not find my battery")
    return topic, people.answer(topic, helper), asker


def mended() -> dict[str, int]:
    return {name: rows for name, rows in recounts.recount() if rows}


def test_two_acceptances_at_once_count_once(live_app, conversation):
    topic, answer, asker = conversation
    address = addresses.post_act(answer.id, "accept")

    codes = at_once(*(posting(live_app, asker, address) for _ in range(2)))

    db.session.refresh(topic)
    assert codes == [303, 303]
    assert topic.accepted == 1
    assert mended() == {}


def test_two_kudos_of_one_member_at_once_count_once(live_app, conversation):
    _topic, answer, asker = conversation
    address = addresses.post_act(answer.id, "kudos")

    codes = at_once(*(posting(live_app, asker, address) for _ in range(2)))

    db.session.refresh(answer)
    assert codes == [303, 303]
    assert answer.kudos == 1
    assert mended() == {}


@pytest.mark.parametrize(("act", "column"), [("confirm", "worked"), ("deny", "failed")])
def test_two_verdicts_of_one_member_at_once_count_once(act, column, live_app, conversation):
    _topic, answer, asker = conversation
    address = addresses.post_act(answer.id, act)

    codes = at_once(*(posting(live_app, asker, address, body="Still dark.") for _ in range(2)))

    db.session.refresh(answer)
    assert sorted(codes) == ([303, 303] if act == "confirm" else [303, 422])
    assert getattr(answer, column) == 1
    assert mended() == {}


def test_verdicts_for_and_against_at_once_leave_the_counters_right(live_app, conversation):
    _topic, answer, asker = conversation
    others = [people.member(f"Guest {n}") for n in range(2)]
    calls = [(asker, "confirm"), (asker, "deny"), (asker, "unjudge"), *((guest, "confirm") for guest in others)]

    for _ in range(ROUNDS):
        codes = at_once(
            *(posting(live_app, who, addresses.post_act(answer.id, act), body="Still dark.") for who, act in calls),
        )
        assert max(codes) < 500

    db.session.refresh(answer)
    assert answer.worked >= len(others)
    assert mended() == {}


def test_two_who_have_it_too_at_once_are_two(live_app, conversation):
    topic, _answer, _asker = conversation
    guests = [people.member(f"Guest {n}") for n in range(2)]
    address = addresses.topic_act(topic.id, "too")

    codes = at_once(*(posting(live_app, guest, address) for guest in guests * 2))

    db.session.refresh(topic)
    assert codes == [303] * 4
    assert topic.me_too == 2
    assert mended() == {}


def test_two_follows_and_two_unfollows_at_once_are_one_each(live_app, conversation):
    topic, _answer, _asker = conversation
    guest = people.member("Gus Guest")
    codes, kept = [], []

    for act in ("follow", "unfollow"):
        codes += at_once(*(posting(live_app, guest, addresses.topic_act(topic.id, act)) for _ in range(3)))
        kept.append(len(db.session.scalars(select(Follow).where(Follow.member_id == guest.id)).all()))

    kinds = db.session.scalars(select(EventRow.kind).where(EventRow.actor_id == guest.id).order_by(EventRow.id))
    assert codes == [303] * 6
    assert kept == [1, 0]
    assert [kind for kind in kinds if "follow" in kind] == ["forum.followed", "forum.unfollowed"]


def test_kudos_of_several_members_at_once_are_all_counted(live_app, conversation):
    _topic, answer, _asker = conversation
    address = addresses.post_act(answer.id, "kudos")
    guests = [people.member(f"Guest {n}") for n in range(4)]

    codes = at_once(*(posting(live_app, guest, address) for guest in guests))

    db.session.refresh(answer)
    assert codes == [303] * 4
    assert answer.kudos == 4
    assert mended() == {}


def test_draft_saved_from_two_tabs_and_bookmark_pressed_twice_at_once_are_one_each(live_app, conversation):
    topic, _answer, asker = conversation
    calls = (addresses.keep_draft(topic.id), addresses.topic_act(topic.id, "bookmark"))

    codes = at_once(*(posting(live_app, asker, call, body="I think") for call in calls * 2))

    assert sorted(codes) == [204, 204, 303, 303]
    assert len(db.session.scalars(select(SavedDraft)).all()) == 1
    assert len(db.session.scalars(select(Bookmark)).all()) == 1


def test_repliers_at_once_are_all_counted(live_app, conversation):
    topic, _answer, _asker = conversation
    writers = [people.member(f"Writer {n}") for n in range(4)]
    address = addresses.topic_act(topic.id, "reply")

    codes = [
        code
        for _ in range(ROUNDS)
        for code in at_once(*(posting(live_app, w, address, body="The same here.") for w in writers))
    ]

    db.session.refresh(topic)
    assert codes == [303] * len(writers) * ROUNDS
    assert topic.replies == 1 + len(writers) * ROUNDS
    assert mended() == {}


def test_one_form_sent_twice_at_once_makes_one_answer(live_app, conversation):
    topic, _answer, asker = conversation
    address, form = addresses.topic_act(topic.id, "reply"), {"body": "Twice said.", "once": "the-same-token"}

    codes = at_once(*(posting(live_app, asker, address, **form) for _ in range(3)))

    db.session.refresh(topic)
    assert codes == [303, 303, 303]
    assert topic.replies == 2
    assert mended() == {}


def test_different_acts_on_one_topic_at_once_leave_the_counters_right(live_app, conversation):
    topic, answer, asker = conversation
    agent, guest = people.member("Abel Agent", role="agent"), people.member("Gus Guest")

    codes = at_once(
        posting(live_app, asker, addresses.post_act(answer.id, "accept")),
        posting(live_app, guest, addresses.post_act(answer.id, "kudos")),
        posting(live_app, guest, addresses.topic_act(topic.id, "reply"), body="The same here."),
        posting(live_app, agent, f"/moderation/flag/post/{answer.id}", reason="SPAM_MALWARE"),
    )

    assert max(codes) < 500
    assert mended() == {}


def test_of_two_moderators_who_hide_at_once_one_is_told_that_it_is_done(live_app, conversation):
    topic, answer, _asker = conversation
    agent, other = people.member("Abel Agent", role="agent"), people.member("Ada Admin", role="admin")
    assert answer.hidden_at is None  # what this moderator read, before the other one was faster
    db.session.commit()
    hiding = posting(live_app, other, f"/moderation/flag/post/{answer.id}", reason="SPAM_MALWARE")
    first = at_once(hiding)

    with pytest.raises(Refused, match="hidden already"):
        visibility.hide_post(post=answer, topic=topic, by=viewer(agent), reason="Off the topic.")

    db.session.rollback()
    assert first == [303]
    assert mended() == {}
