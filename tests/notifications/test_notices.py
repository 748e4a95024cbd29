"""Who is told of what: once a fact, for the strongest reason, and never of what is one's own or out of sight."""

import pytest
from support import articles, blogging, people, rulings, wishes
from support.people import viewer

from community.forum.services import answers, edits, follows, kudos, verdicts, visibility
from community.kernel.db import db
from community.kernel.errors import Refused
from community.moderation import subjects
from community.moderation.services import redactions, sanctions
from community.notifications import queries
from community.notifications.models import Choice, Notice
from community.notifications.services import choosing


def reasons(rows):
    return [row.reason for row in rows]


def follow(topic, member):
    follows.follow(thing="topic", thing_id=topic.id, by=viewer(member))


def test_an_answer_tells_the_asker_and_not_its_author(topic, helper, asker, tell, told):
    people.answer(topic, helper)

    tell()

    assert [(row.reason, row.title, row.unread) for row in told(asker)] == [("answer", topic.title, True)]
    assert "Tom Helper answered your question" in told(asker)[0].says
    assert told(helper) == []


def test_nobody_is_told_of_what_they_did_themselves(topic, asker, tell, told):
    people.answer(topic, asker, f"I found it, said @{asker.handle}.")

    tell()

    assert told(asker) == []


def test_one_post_makes_one_notice_for_the_strongest_reason(topic, helper, asker, tell, told):
    follow(topic, asker)
    follows.follow_member(member=helper, by=viewer(asker))
    people.answer(topic, helper, f"Look here, @{asker.handle}.")

    tell()

    assert reasons(told(asker)) == ["mention"]


def test_a_mention_that_is_read_later_makes_the_notice_of_the_post_stronger(topic, helper, stranger, tell, told):
    follow(topic, stranger)
    post = people.answer(topic, helper, "Look here.")
    tell()
    before = reasons(told(stranger))

    edits.edit_post(post=post, topic=topic, by=viewer(helper), body=f"Look here, @{stranger.handle}.")
    tell()

    assert before == ["topic"]
    assert reasons(told(stranger)) == ["mention"]


def test_followers_of_a_topic_and_of_a_person_are_told(topic, helper, stranger, mvp, tell, told):
    follow(topic, stranger)
    follows.follow_member(member=helper, by=viewer(mvp))
    people.answer(topic, helper)

    tell()

    assert (reasons(told(stranger)), reasons(told(mvp))) == (["topic"], ["person"])


def test_a_comment_tells_who_wrote_the_post_above(topic, answer, helper, stranger, tell, told):
    people.comment(answer, topic, stranger)

    tell()

    assert reasons(told(helper)) == ["reply"]


def test_kudos_stand_in_one_notice_while_it_is_unread(topic, answer, helper, asker, stranger, mvp, tell, told):
    for giver in (asker, stranger, mvp):
        kudos.give_kudos(post=answer, topic=topic, by=viewer(giver))
        tell()

    kudos.withdraw_kudos(post=answer, topic=topic, by=viewer(asker))
    tell()

    assert [row.says for row in told(helper)] == ["Mia Veep and 1 other gave you kudos"]


def test_kudos_after_reading_begin_another_notice(topic, answer, helper, asker, stranger, tell, told):
    kudos.give_kudos(post=answer, topic=topic, by=viewer(asker))
    tell()
    choosing.read_all(by=viewer(helper))
    kudos.give_kudos(post=answer, topic=topic, by=viewer(stranger))

    tell()

    assert [(row.says, row.unread) for row in told(helper)] == [
        ("Sam Stranger gave you kudos", True),
        ("Ines Asker gave you kudos", False),
    ]


@pytest.mark.parametrize("apart", [True, False])
def test_what_was_taken_back_before_it_was_read_leaves_no_notice(apart, topic, answer, helper, asker, tell, told):
    tell()
    for act in (answers.accept_answer, kudos.give_kudos, verdicts.confirm):
        act(post=answer, topic=topic, by=viewer(asker))
    if apart:
        tell()

    for act in (answers.unaccept_answer, kudos.withdraw_kudos, verdicts.withdraw_verdict):
        act(post=answer, topic=topic, by=viewer(asker))
    tell()

    assert told(helper) == []


def test_accepted_and_confirmed_answers_tell_their_author(topic, answer, helper, asker, stranger, tell, told):
    answers.accept_answer(post=answer, topic=topic, by=viewer(asker))
    verdicts.confirm(post=answer, topic=topic, by=viewer(stranger))

    tell()

    assert sorted(reasons(told(helper))) == ["accepted", "confirmed"]


def test_who_is_followed_hears_of_it_once(helper, stranger, tell, told):
    for _ in range(2):
        follows.follow_member(member=helper, by=viewer(stranger))
        follows.unfollow(thing="member", thing_id=helper.id, by=viewer(stranger))

    tell()

    assert [(row.reason, row.url) for row in told(helper)] == [("follower", stranger.url)]


def test_nobody_is_told_of_what_they_may_not_see(staff_board, agent, stranger, mvp, tell, told):
    private = people.topic(staff_board, agent, "The recall of next week")
    for reader in (stranger, mvp):
        follow(private, reader)
    people.answer(private, agent, f"Ask @{stranger.handle}.")

    tell()

    assert told(stranger) == told(mvp) == []
    assert queries.unread(viewer(stranger)) == 0


def test_a_held_post_tells_nobody_until_it_is_shown(topic, asker, stranger, agent, tell, told):
    rulings.watch("casino", "hold")
    post = people.answer(topic, stranger, "It is in the casino.")
    tell()
    silent = told(asker)

    visibility.restore_post(post=post, topic=topic, by=viewer(agent))
    tell()

    assert silent == []
    assert [(row.reason, row.by.name) for row in told(asker)] == [("answer", "Sam Stranger")]


def test_what_is_hidden_later_is_shown_and_counted_no_more(topic, answer, asker, agent, tell, told):
    tell()
    visibility.hide_post(post=answer, topic=topic, by=viewer(agent), reason="Off the topic.")

    rows = told(asker)

    assert rows == []
    assert queries.unread(viewer(asker)) == 0


def test_a_muted_topic_is_silent(topic, helper, asker, tell, told):
    choosing.mute(member_id=asker.id, about=("topic", topic.id))
    people.answer(topic, helper, f"@{asker.handle}, look.")

    tell()

    assert told(asker) == []


def test_a_kind_that_nobody_wants_gives_way_to_the_next_reason(topic, helper, asker, tell, told):
    choosing.choose(member_id=asker.id, ways={"mention": "nothing", "answer": "nothing", "topic": "house"})
    people.answer(topic, helper, f"@{asker.handle}, look.")

    tell()

    assert reasons(told(asker)) == ["topic"]


def test_who_left_is_told_nothing(topic, helper, asker, tell):
    asker.active = False
    people.answer(topic, helper)

    tell()

    assert queries.notices(viewer(asker)).rows == []


def test_an_idea_that_is_answered_tells_its_author_and_its_voters(asker, helper, stranger, agent, tell, told):
    idea = wishes.vote(wishes.idea(asker), helper)
    wishes.comment(idea, stranger)
    wishes.move(idea, agent, "under_review")

    tell()

    assert (sorted(reasons(told(asker))), reasons(told(helper))) == (["idea_comment", "idea_moved"], ["idea_moved"])


def test_a_comment_in_the_blog_tells_the_author_of_the_post(agent, stranger, tell, told):
    post = blogging.post(agent, blogging.words("Why the hub learns to forecast"))
    blogging.comment(post, stranger, "For me too.")

    tell()

    assert reasons(told(agent)) == ["blog_comment"]


def test_an_article_tells_those_whose_words_it_holds(resolved_topic, helper, tell, told):
    editor = people.member("Edda Editor", role="editor")
    article = articles.draft(resolved_topic, editor)
    articles.move(article, "validated", editor)
    articles.publish(article, editor)

    tell()

    assert "article" in reasons(told(helper))
    assert told(editor) == []


def test_a_decision_tells_the_author_without_the_words(topic, answer, helper, agent, mvp, tell, told):
    rulings.uphold(rulings.flag_thing("post", answer.id, mvp), agent)

    tell()

    assert [(row.reason, row.url, row.excerpt) for row in told(helper)] == [("decision", "/moderation/yours", "")]
    assert answer.body not in str(told(helper))


def silence(member, by):
    told = {"kind": "silence", "days": 3, "reason": "OBSCENITY", "remark": "Please calm down."}
    return sanctions.impose(member=member, by=viewer(by), **told)


def test_a_sanction_and_its_end_are_told_here_and_by_one_letter_each(helper, agent, tell, told):
    made = silence(helper, agent)
    sanctions.lift(sanction=made, by=viewer(agent))

    tell()

    assert [(row.reason, row.url, row.excerpt) for row in told(helper)] == [("sanction", "/moderation/yours", "")] * 2
    assert [notice.bundle_id for notice in db.session.query(Notice)] == [None, None]


def test_words_that_were_cut_out_are_told_to_who_wrote_them(topic, asker, agent, tell, told):
    private = people.answer(topic, asker, "My number is on my desk and reads like no number at all.")
    thing = subjects.subjects([("post", private.id)], subjects.SYSTEM)["post", private.id]
    redactions.redact(thing=thing, words="on my desk", reason="PII", by=viewer(agent))
    db.session.commit()

    tell()

    assert [(row.reason, row.title) for row in told(asker)] == [("redaction", topic.title)]


@pytest.mark.parametrize("reason", ["decision", "redaction", "sanction"])
def test_of_decisions_about_them_everybody_is_told(reason, helper, agent, tell, told):
    db.session.add(Choice(member_id=helper.id, reason=reason, way="nothing"))  # chosen when that could be chosen
    silence(helper, agent)

    tell()

    assert len(told(helper)) == 1
    with pytest.raises(Refused, match="in any case"):
        choosing.choose(member_id=helper.id, ways={reason: "nothing"})


def test_a_thousand_followers_cost_no_more_questions_than_a_few(topic, helper, tell, count_queries):
    def grow(names):
        for name in names:
            follow(topic, people.member(name))
        people.answer(topic, helper)
        db.session.commit()

    grow(["One", "Two"])
    few = count_queries(tell)
    grow([f"Number {n}" for n in range(20)])

    assert count_queries(tell) <= few + 1
