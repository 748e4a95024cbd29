"""Decisions and appeals: by a second person, with a listed reason, told to the author, and undone without a trace."""

import pytest
from support import people, rulings
from support.people import viewer

from community.forum import recounts as forum_recounts
from community.forum import topic_page
from community.forum.models import Board, Post, Topic
from community.kernel.auth import NOBODY
from community.kernel.db import db
from community.kernel.errors import Refused
from community.moderation import queries
from community.moderation.models import Act, Case
from community.moderation.services import appeals, cases, decisions, flags


def is_shown(post):
    db.session.expire_all()
    return topic_page.post_and_topic(post.id, NOBODY) is not None


def state_of(answer):
    """Return every column of an answer, its topic and its board."""
    db.session.expire_all()
    rows = [db.session.get_one(Post, answer.id)]
    rows += [db.session.get_one(Topic, answer.topic_id), db.session.query(Board).first()]
    return [{c.key: getattr(row, c.key) for c in type(row).__table__.columns} for row in rows]


@pytest.fixture
def flagged(answer, stranger):
    return rulings.flag(answer, stranger)


@pytest.fixture
def removed(flagged, agent):
    return rulings.uphold(flagged, agent)


def test_upholding_removes_the_post_with_the_rule_and_keeps_its_text(flagged, answer, agent, stranger):
    case = rulings.uphold(flagged, agent, "OFF_TOPIC", "Cars have a board of their own.")

    assert (case.state, case.reason, case.decided_by_id) == ("upheld", "OFF_TOPIC", agent.id)
    assert case.text == "Press the button on its side for five seconds."
    assert not is_shown(answer)
    assert db.session.get_one(Post, answer.id).hidden_reason == "Off the topic"
    assert flags.record_of(stranger.id) == (1, 1)


@pytest.mark.parametrize("reason", ["", None, "CRITICISM"])
def test_a_removal_without_a_listed_reason_is_refused(reason, flagged, answer, agent):
    with pytest.raises(Refused, match="comment policy"):
        rulings.uphold(flagged, agent, reason)

    assert is_shown(answer)


def test_an_accusation_is_removed_with_a_sentence_only(flagged, agent):
    with pytest.raises(Refused, match="criticism"):
        rulings.uphold(flagged, agent, "UNSUPPORTED_ACCUSATION")


def test_a_question_of_the_press_is_passed_on_and_stays(answer, helper, stranger, agent):
    case = rulings.uphold(rulings.flag(answer, stranger, "MEDIA_INQUIRY"), agent, "MEDIA_INQUIRY")

    assert case.state == "upheld"
    assert is_shown(answer)
    with pytest.raises(Refused, match="nothing here"):
        appeals.appeal(case=case, by=viewer(helper), text="I want to appeal here.")


def test_what_was_held_and_kept_is_exactly_as_before(resolved_topic, answer, mvp, agent):
    before = state_of(answer)
    case = rulings.flag(answer, mvp, "HATE_VIOLENCE")
    held = state_of(answer)

    rulings.keep(case, agent)

    assert held != before
    assert state_of(answer) == before
    assert {name: n for name, n in forum_recounts.recount() if n} == {}
    assert flags.record_of(mvp.id) == (0, 1)


def test_the_flagger_never_decides_alone(answer, mvp):
    case = rulings.flag(answer, mvp, "SPAM_MALWARE")

    for act in (rulings.uphold, rulings.keep):
        with pytest.raises(Refused, match="You flagged this"):
            act(case, mvp)
    with pytest.raises(Refused, match="You flagged this"):
        cases.claim(case=case, by=viewer(mvp))


def test_members_do_not_decide(flagged, asker):
    with pytest.raises(Refused, match="Only moderators"):
        rulings.keep(flagged, asker)


def test_a_moderator_does_not_decide_about_their_own_words(topic, stranger, agent):
    case = rulings.flag(people.answer(topic, agent, "An agent's own words."), stranger)

    with pytest.raises(Refused, match="what they wrote"):
        rulings.keep(case, agent)


def test_a_case_that_somebody_took_is_left_to_them(flagged, agent, second_agent):
    cases.claim(case=flagged, by=viewer(agent))
    db.session.commit()

    with pytest.raises(Refused, match="Somebody else is looking"):
        rulings.keep(flagged, second_agent)
    db.session.rollback()
    cases.release(case=flagged, by=viewer(agent))
    rulings.keep(flagged, second_agent)

    assert flagged.decided_by_id == second_agent.id


def test_a_decided_case_is_not_decided_again(removed, second_agent):
    with pytest.raises(Refused, match="meanwhile"):
        rulings.keep(removed, second_agent)


def test_undoing_an_upholding_shows_the_post_and_the_case_waits_again(removed, answer, agent, stranger):
    decisions.undo(case=removed, by=viewer(agent))
    db.session.commit()

    assert is_shown(answer)
    assert (removed.state, removed.text) == ("open", "")
    assert flags.record_of(stranger.id) == (0, 0)


def test_undoing_a_keeping_hides_again_what_was_held(answer, mvp, agent):
    case = rulings.keep(rulings.flag(answer, mvp, "SPAM_MALWARE"), agent)
    shown = is_shown(answer)

    decisions.undo(case=case, by=viewer(agent))
    db.session.commit()

    assert shown
    assert not is_shown(answer)


def test_who_decided_takes_it_back_or_an_administrator(removed, second_agent, admin):
    with pytest.raises(Refused, match="Who decided"):
        decisions.undo(case=removed, by=viewer(second_agent))

    decisions.undo(case=removed, by=viewer(admin))

    assert removed.state == "open"


def test_the_author_appeals_once_and_somebody_else_rules(removed, answer, helper, agent, second_agent, stranger):
    appeals.appeal(case=removed, by=viewer(helper), text="It does answer the question.")
    db.session.commit()
    with pytest.raises(Refused, match="appealed already"):
        appeals.appeal(case=removed, by=viewer(helper), text="And once more I say so.")
    with pytest.raises(Refused, match="You decided this"):
        appeals.overturn(case=removed, by=viewer(agent), answer="I was right.")
    with pytest.raises(Refused, match="has appealed"):
        decisions.undo(case=removed, by=viewer(agent))

    appeals.overturn(case=removed, by=viewer(second_agent), answer="You are right, it does.")
    db.session.commit()

    assert is_shown(answer)
    assert removed.state == "overturned"
    assert flags.record_of(stranger.id) == (0, 1)
    with pytest.raises(Refused, match="no appeal that waits"):
        appeals.confirm(case=removed, by=viewer(second_agent), answer="Or perhaps not.")


def test_a_confirmed_decision_stands(removed, answer, helper, second_agent):
    appeals.appeal(case=removed, by=viewer(helper), text="It does answer the question.")
    appeals.confirm(case=removed, by=viewer(second_agent), answer="It is about another device.")
    db.session.commit()

    assert not is_shown(answer)
    assert queries.case_row(removed.id, viewer(second_agent)).appeal.answer == "It is about another device."


def test_only_the_author_appeals(removed, asker):
    with pytest.raises(Refused, match="Only who wrote it"):
        appeals.appeal(case=removed, by=viewer(asker), text="I liked that answer.")


def test_every_act_of_power_stands_in_the_log_and_none_can_be_changed(removed, agent, app):
    decisions.undo(case=removed, by=viewer(agent))
    db.session.commit()

    acts = [(a.act, a.by_id, a.case_id) for a in db.session.query(Act).order_by(Act.id)]

    assert acts == [("upheld", agent.id, removed.id), ("undone", agent.id, removed.id)]
    for verb in ("UPDATE moderation_act SET act = 'kept'", "DELETE FROM moderation_act"):
        with pytest.raises(Exception, match="kept as they are"), db.session.begin_nested():
            db.session.execute(db.text(verb))


def test_a_new_flag_after_a_decision_opens_a_new_case(flagged, answer, agent, stranger):
    rulings.keep(flagged, agent)

    again = rulings.flag(answer, stranger, "PII")

    assert again.id != flagged.id
    assert db.session.query(Case).filter_by(state="open").one().id == again.id
    with pytest.raises(Refused, match="newer case"):
        decisions.undo(case=flagged, by=viewer(agent))
