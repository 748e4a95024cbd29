"""Flags: one per person and thing, weighed by record; what is severe goes out of sight until a second person rules."""

import pytest
from support import people, rulings, wishes

from community.forum import recounts as forum_recounts
from community.forum import topic_page
from community.kernel.auth import NOBODY
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.events import EventRow
from community.moderation import queries, recounts
from community.moderation.models import Act, Case, Flag
from community.moderation.services import flags


def mended(*modules):
    return {name: rows for module in modules for name, rows in module.recount() if rows}


def is_shown(post):
    db.session.expire_all()
    return topic_page.post_and_topic(post.id, NOBODY) is not None


def test_a_flag_opens_a_case_and_hides_nothing(answer, stranger):
    case = rulings.flag(answer, stranger, "OFF_TOPIC", "It is about cars.")

    assert (case.state, case.flags, case.weight, case.held) == ("open", 1, 500, False)
    assert is_shown(answer)
    assert [f.note for f in queries.flags_of(case.id)] == ["It is about cars."]


def test_one_person_flags_a_thing_once(answer, stranger, asker):
    first = rulings.flag(answer, stranger)

    with pytest.raises(Refused, match="already"):
        rulings.flag(answer, stranger, "SPAM_MALWARE")
    db.session.rollback()
    second = rulings.flag(answer, asker)

    assert first.id == second.id
    assert second.flags == 2


def test_nobody_flags_their_own(answer, helper):
    with pytest.raises(Refused, match="your own"):
        rulings.flag(answer, helper)


@pytest.mark.parametrize("reason", ["", "RUDE", None])
def test_a_flag_needs_a_listed_reason(reason, answer, stranger):
    with pytest.raises(Refused, match="comment policy"):
        rulings.flag(answer, stranger, reason)


@pytest.mark.parametrize("reason", ["HATE_VIOLENCE", "OBSCENITY", "PII", "SPAM_MALWARE"])
def test_an_mvp_hides_what_is_severe_at_once_and_in_the_log(reason, answer, mvp):
    case = rulings.flag(answer, mvp, reason)

    assert case.held
    assert not is_shown(answer)
    assert [(a.act, a.by_id, a.code) for a in db.session.query(Act)] == [("held", mvp.id, reason)]


def test_an_mvp_does_not_hide_what_is_merely_off_the_topic(answer, mvp):
    case = rulings.flag(answer, mvp, "OFF_TOPIC")

    assert not case.held
    assert is_shown(answer)


def test_two_trusted_members_hide_what_is_severe_and_one_does_not(answer, trusted):
    first = rulings.flag(answer, trusted[0], "SPAM_MALWARE")
    after_one = is_shown(answer)
    second = rulings.flag(answer, trusted[1], "HATE_VIOLENCE")

    assert after_one
    assert second.held
    assert first.id == second.id
    assert [(a.act, a.by_id) for a in db.session.query(Act)] == [("held", trusted[1].id)]
    assert not is_shown(answer)


def test_newcomers_hide_nothing_however_many_they_are(answer):
    for number in range(4):
        rulings.flag(answer, people.member(f"New Comer {number}"), "SPAM_MALWARE")

    assert is_shown(answer)


def test_a_record_of_declined_flags_makes_a_flag_light(topic, helper, stranger, agent):
    for number in range(3):
        rulings.keep(rulings.flag(people.answer(topic, helper, f"Answer {number}"), stranger), agent)

    case = rulings.flag(people.answer(topic, helper, "One more answer"), stranger)

    assert flags.record_of(stranger.id) == (0, 3)
    assert case.weight == 200


def test_a_flag_is_a_fact_of_codes(answer, stranger):
    case = rulings.flag(answer, stranger, "PII", "Her address stands there.")

    fact = db.session.query(EventRow).filter_by(kind="moderation.thing_flagged").one()

    assert fact.payload == {"case_id": case.id, "reason": "PII"}
    assert fact.actor_id == stranger.id


def test_a_topic_is_flagged_with_its_opening_post(resolved_topic, mvp, browser):
    case = rulings.flag(people.opening(resolved_topic), mvp, "SPAM_MALWARE")

    assert (case.thing_kind, case.thing_id) == ("topic", resolved_topic.id)
    assert browser.get(f"/forum/topics/{resolved_topic.id}", follow_redirects=True).status_code == 410
    assert mended(forum_recounts) == {}


def test_ideas_and_their_comments_are_flagged_alike(asker, helper, mvp, agent, browser):
    idea = wishes.idea(asker)
    comment = wishes.comment(idea, helper, "Buy cheap pills at my place.")

    cases = [
        rulings.flag_thing("idea_comment", comment.id, mvp, "SPAM_MALWARE"),
        rulings.flag_thing("idea", idea.id, mvp, "SPAM_MALWARE"),
    ]
    gone = browser.get(f"/ideas/{idea.id}", follow_redirects=True).status_code
    for case in cases:
        rulings.keep(case, agent)

    assert [case.held for case in cases] == [True, True]
    assert gone == 410
    assert "cheap pills" in browser.get(f"/ideas/{idea.id}", follow_redirects=True).text


def test_the_author_still_sees_what_is_held(answer, mvp, helper, signed_in, topic):
    rulings.flag(answer, mvp, "SPAM_MALWARE")
    page = f"/forum/topics/{topic.id}"

    own = signed_in(helper).get(page, follow_redirects=True).text
    others = signed_in(people.member("Olga Other")).get(page, follow_redirects=True).text

    assert "Press the button on its side" in own
    assert "Spam or malware" in own
    assert "Press the button on its side" not in others


def test_flagging_works_without_a_script(answer, stranger, signed_in):
    client = signed_in(stranger)
    page = client.get(f"/moderation/flag/post/{answer.id}")

    sent = client.post(f"/moderation/flag/post/{answer.id}", data={"reason": "OFF_TOPIC", "note": "Cars."})

    assert "Press the button on its side" in page.text
    assert "No threats" in page.text
    assert page.text.count("hidden until ruled") == 4
    assert sent.status_code == 303
    assert db.session.query(Flag).one().member_id == stranger.id


@pytest.mark.parametrize("address", ["post/999999", "member/1", "nonsense/1"])
def test_what_cannot_be_flagged_is_not_there(address, stranger, signed_in):
    assert signed_in(stranger).get(f"/moderation/flag/{address}").status_code == 404


def test_what_one_cannot_see_one_cannot_flag(staff_board, agent, stranger, signed_in):
    topic = people.topic(staff_board, agent, "A plan for the autumn")

    assert signed_in(stranger).get(f"/moderation/flag/topic/{topic.id}").status_code == 404


def test_counters_of_cases_are_those_that_a_recount_gives(answer, stranger, asker, agent):
    rulings.flag(answer, stranger)
    rulings.keep(rulings.flag(answer, asker), agent)
    rulings.flag(answer, stranger, "PII")

    assert mended(recounts) == {}
    assert db.session.query(Case).count() == 2
