"""What worked for whom: verdicts on answers, and people who have the same trouble."""

import pytest
from sqlalchemy import select
from support import people
from support.people import viewer

from community.forum import addresses, topic_page
from community.forum.models import Post
from community.forum.services import me_too, topics, verdicts, visibility
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.events import EventRow

BECAUSE = "The light blinks as before."


def facts(*kinds):
    """Return kind and author's id of the facts of these kinds, in their order."""
    found = db.session.scalars(select(EventRow).where(EventRow.kind.in_([f"forum.{k}" for k in kinds])))
    return [(row.kind, row.payload.get("author_id")) for row in sorted(found, key=lambda row: row.id)]


def verdict_facts():
    return facts(
        "solution_confirmed", "solution_confirmation_withdrawn", "solution_denied", "solution_denial_withdrawn"
    )


def test_one_voice_each_however_often_it_is_said(topic, answer, stranger, mvp, helper):
    for who in (stranger, stranger, mvp):
        verdicts.confirm(post=answer, topic=topic, by=viewer(who))

    db.session.expire_all()
    assert (answer.worked, answer.failed) == (2, 0)
    assert verdict_facts() == [("forum.solution_confirmed", helper.id)] * 2


def test_changed_mind_moves_the_voice_and_says_both(topic, answer, stranger):
    verdicts.confirm(post=answer, topic=topic, by=viewer(stranger))
    verdicts.deny(post=answer, topic=topic, by=viewer(stranger), because=BECAUSE)

    db.session.expire_all()
    assert (answer.worked, answer.failed) == (0, 1)
    assert [kind for kind, _author in verdict_facts()] == [
        "forum.solution_confirmed",
        "forum.solution_confirmation_withdrawn",
        "forum.solution_denied",
    ]


def test_reason_stands_under_the_answer_and_stays_when_the_verdict_goes(topic, answer, stranger, browser):
    comment = verdicts.deny(post=answer, topic=topic, by=viewer(stranger), because=BECAUSE)
    denied = browser.get(addresses.topic(topic.id, topic.slug)).text

    verdicts.withdraw_verdict(post=answer, topic=topic, by=viewer(stranger))

    page = browser.get(addresses.topic(topic.id, topic.slug)).text
    assert "Did not work" in denied
    assert "did not for 1" in denied
    assert BECAUSE in page
    assert "Did not work" not in page
    assert (comment.kind, comment.parent_id, answer.failed) == ("comment", answer.id, 0)


def test_second_denial_is_refused_and_leaves_no_second_comment(topic, answer, stranger):
    verdicts.deny(post=answer, topic=topic, by=viewer(stranger), because=BECAUSE)

    with pytest.raises(Refused, match="You said already that this did not work"):
        verdicts.deny(post=answer, topic=topic, by=viewer(stranger), because=BECAUSE)

    assert len(db.session.scalars(select(Post.id).where(Post.kind == "comment")).all()) == 1


def test_author_does_not_judge_themselves_and_questions_do_not_work(topic, answer, helper, stranger):
    with pytest.raises(Refused, match="for others to say"):
        verdicts.confirm(post=answer, topic=topic, by=viewer(helper))
    with pytest.raises(Refused, match="Only a visible answer"):
        verdicts.confirm(post=people.opening(topic), topic=topic, by=viewer(stranger))


def test_hidden_answer_takes_no_verdict(topic, answer, agent, stranger):
    visibility.hide_post(post=answer, topic=topic, by=viewer(agent), reason="Off the topic.")

    with pytest.raises(Refused, match="Only a visible answer"):
        verdicts.deny(post=answer, topic=topic, by=viewer(stranger), because=BECAUSE)


def test_nobody_loses_kudos_or_standing_by_a_denial(topic, answer, helper, stranger):
    before = (helper.kudos, helper.accepted, helper.points)

    verdicts.deny(post=answer, topic=topic, by=viewer(stranger), because=BECAUSE)

    db.session.expire_all()
    assert (helper.kudos, helper.accepted, helper.points) == before


def test_page_offers_each_reader_what_is_left_to_say(topic, answer, stranger, helper, signed_in):
    client, author = signed_in(stranger), signed_in(helper)
    page = addresses.topic(topic.id, topic.slug)
    confirm, deny, unjudge = (addresses.post_act(answer.id, act) for act in ("confirm", "deny", "unjudge"))

    offered = client.get(page).text
    client.post(confirm)
    confirmed = client.get(page).text

    assert confirm in offered
    assert deny in offered
    assert unjudge not in offered
    assert confirm not in confirmed
    assert unjudge in confirmed
    assert "Worked for 1 person" in confirmed
    assert confirm not in author.get(page).text


def test_closed_topic_still_hears_what_worked_but_takes_no_more_words(topic, answer, agent, stranger):
    topics.close_topic(topic=topic, by=viewer(agent), reason="It is settled.")
    row = topic_page.topic_by_id(topic.id, viewer(stranger))
    shown = topic_page.topic_page(row, viewer(stranger), after=None).posts.rows[0]

    verdicts.confirm(post=answer, topic=topic, by=viewer(stranger))

    assert shown.acts.confirm_url
    assert shown.acts.deny_url is None
    with pytest.raises(Refused, match="This topic is closed"):
        verdicts.deny(post=answer, topic=topic, by=viewer(stranger), because=BECAUSE)


def test_me_too_counts_people_and_can_be_taken_back(topic, stranger, mvp, signed_in, board):
    client = signed_in(stranger)
    for who in (stranger, mvp, mvp):
        me_too.say_me_too(topic=topic, by=viewer(who))

    page = client.get(addresses.topic(topic.id, topic.slug)).text
    row = client.get(addresses.board(board.slug)).text
    client.post(addresses.topic_act(topic.id, "not_too"))

    db.session.refresh(topic)
    assert "2 people have this too" in page
    assert "2 also" in row
    assert topic.me_too == 1
    assert len(facts("me_too_said", "me_too_withdrawn")) == 3


def test_asker_is_counted_already_and_talk_is_nobodys_trouble(topic, asker, board, stranger):
    talk = topics.start_topic(board=board, by=viewer(asker), title="My roof in June", body="Look.", kind="discussion")

    with pytest.raises(Refused, match="counted already"):
        me_too.say_me_too(topic=topic, by=viewer(asker))
    with pytest.raises(Refused, match="Only a question"):
        me_too.say_me_too(topic=talk, by=viewer(stranger))
