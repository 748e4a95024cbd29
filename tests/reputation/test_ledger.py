"""The ledger: what each fact earns, what holds it, what takes it back."""

from datetime import UTC, datetime, timedelta

import pytest
from support import people, wishes
from support.people import viewer

from community.forum.events import AnswerAccepted, DownvoteImported, DownvoteWithdrawn, KudosGiven, KudosWithdrawn
from community.forum.services import answers, edits, kudos, verdicts, visibility
from community.kernel import clock, consumers
from community.kernel.db import db
from ideas.services import submissions, votes
from kb_harvest.events import ArticlePublished
from reputation.ledger import LEDGER
from reputation.models import Line

START = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def question(board, asker):
    return people.topic(board, asker, "The hub does not find my battery")


def earned(ledger, member, *rules):
    """Return the lines of these rules (of all but ACT1 where none is named)."""
    return [line for line in ledger.lines(member) if (line[0] in rules if rules else line[0] != "ACT1")]


def test_an_accepted_answer_earns_both(ledger, resolved_topic, asker, helper):
    assert earned(ledger, helper) == [("CNF1", 15, "")]
    assert earned(ledger, asker) == [("CNF1-asker", 2, "")]


def test_a_mark_taken_back_is_shown_and_given_again_counts_anew(ledger, resolved_topic, answer, asker, helper):
    answers.unaccept_answer(post=answer, topic=resolved_topic, by=viewer(asker))
    people.accept(resolved_topic, answer, asker)

    assert earned(ledger, helper) == [("CNF1", 15, "unaccepted"), ("CNF1", 15, "")]
    assert earned(ledger, asker) == [("CNF1-asker", 2, "unaccepted"), ("CNF1-asker", 2, "")]


def test_one_s_own_answer_earns_nothing_by_being_accepted(ledger, question, asker):
    people.accept(question, people.answer(question, asker), asker)

    assert earned(ledger, asker) == [("CNF1", 15, "self")]


def test_a_moderator_s_mark_is_not_the_asker_s_word(ledger, topic, answer, asker, helper, agent):
    people.accept(topic, answer, agent)

    assert earned(ledger, helper) == [("CNF1", 15, "on_behalf")]
    assert earned(ledger, asker) == []


def test_an_imported_mark_is_the_asker_s(ledger, topic, answer, asker, helper):
    ids = {"post_id": answer.id, "topic_id": topic.id, "board_id": topic.board_id}
    ledger.tell_imported(START, AnswerAccepted(**ids, author_id=helper.id, asker_id=asker.id))

    assert earned(ledger, helper) == [("CNF1", 15, "")]


def test_kudos_earn_by_what_they_are_for(ledger, topic, answer, asker, helper, stranger):
    remark = people.comment(answer, topic, helper)
    for post in (people.opening(topic), answer, remark):
        kudos.give_kudos(post=post, topic=topic, by=viewer(stranger))

    assert earned(ledger, asker) == [("RAT2", 5, "")]
    assert earned(ledger, helper) == [("RAT1", 10, "")]


def test_kudos_taken_back_are_reversed(ledger, topic, answer, helper, stranger):
    kudos.give_kudos(post=answer, topic=topic, by=viewer(stranger))
    earnings_before = earned(ledger, helper)
    kudos.withdraw_kudos(post=answer, topic=topic, by=viewer(stranger))

    assert earnings_before == [("RAT1", 10, "")]
    assert earned(ledger, helper) == [("RAT1", 10, "withdrawn")]


def test_imported_votes_come_and_go_one_by_one(ledger, topic, answer, helper):
    about = {"post_id": answer.id, "topic_id": topic.id, "board_id": topic.board_id}
    about |= {"post_kind": "answer", "author_id": helper.id}
    ledger.tell_imported(START, *(KudosGiven(**about) for _ in range(7)), DownvoteImported(**about))
    ledger.tell_imported(START + timedelta(days=1), KudosWithdrawn(**about), DownvoteWithdrawn(**about))

    ratings = earned(ledger, helper)
    assert ratings.count(("RAT1", 10, "")) == 6
    assert ratings.count(("RAT1", 10, "withdrawn")) == 1
    assert ratings[-1] == ("RAT3", -2, "withdrawn")


def confirm(post, topic, *readers):
    for reader in readers:
        verdicts.confirm(post=post, topic=topic, by=viewer(reader))


@pytest.fixture
def readers(app):
    return [people.member(f"Reader {n}") for n in range(5)]


def test_three_people_for_whom_an_answer_worked_count(ledger, topic, answer, helper, readers):
    confirm(answer, topic, *readers)

    assert earned(ledger, helper) == [("CNF2", 10, "")] * 3 + [("CNF2", 10, "three_an_answer")] * 2


def test_the_next_one_counts_when_one_of_the_three_takes_it_back(ledger, topic, answer, helper, readers):
    confirm(answer, topic, *readers)
    ledger.bring_up()
    verdicts.withdraw_verdict(post=answer, topic=topic, by=viewer(readers[1]))

    assert [why for *_, why in earned(ledger, helper)] == ["", "withdrawn", "", "", "three_an_answer"]


def test_three_are_the_first_by_time_in_whichever_order_they_are_read(ledger, topic, answer, helper, readers):
    for day, reader in zip((4, 2, 3, 1), readers, strict=False):
        with clock.at(START + timedelta(days=day)):
            confirm(answer, topic, reader)
        ledger.bring_up()

    assert [why for *_, why in earned(ledger, helper)] == ["three_an_answer", "", "", ""]


def test_a_confirmation_takes_room_in_the_pair_from_when_it_counts(ledger, question, helper, stranger, readers):
    posts = [people.answer(question, helper, f"Answer number {n} of many.") for n in range(6)]
    with clock.at(START):
        confirm(posts[0], question, *readers[:3], stranger)
    for number, post in enumerate(posts[1:], 1):
        with clock.at(START + timedelta(days=number)):
            kudos.give_kudos(post=post, topic=question, by=viewer(stranger))
    before = [why for *_, why in earned(ledger, helper)]
    verdicts.withdraw_verdict(post=posts[0], topic=question, by=viewer(readers[0]))

    after = [why for *_, why in earned(ledger, helper)]

    assert before == ["", "", "", "three_an_answer", "", "", "", "", ""]
    assert after == ["withdrawn", "", "", "", "", "", "", "", "pair_cap"]
    assert consumers.check(LEDGER) == []


def test_an_answer_that_did_not_work_costs_nothing_and_is_told(ledger, topic, answer, helper, stranger):
    verdicts.deny(post=answer, topic=topic, by=viewer(stranger), because="The light blinks as before.")
    denied = earned(ledger, helper)
    confirm(answer, topic, stranger)

    assert denied == [("CNF2-denial", 0, "")]
    assert earned(ledger, helper) == [("CNF2-denial", 0, "withdrawn"), ("CNF2", 10, "")]


def test_verdicts_are_acts_between_two(ledger, question, helper, stranger):
    posts = [people.answer(question, helper, f"Answer number {n} of many.") for n in range(7)]
    for post in posts[:4]:
        confirm(post, question, stranger)
    verdicts.deny(post=posts[4], topic=question, by=viewer(stranger), because="It blinks.")
    verdicts.deny(post=posts[5], topic=question, by=viewer(stranger), because="It blinks.")
    confirm(posts[6], question, stranger)

    assert [why for *_, why in earned(ledger, helper)] == [""] * 5 + ["pair_cap"] * 2


def test_what_is_hidden_earns_nothing_until_it_is_shown_again(ledger, resolved_topic, answer, helper, agent, stranger):
    kudos.give_kudos(post=answer, topic=resolved_topic, by=viewer(stranger))
    visibility.hide_post(post=answer, topic=resolved_topic, by=viewer(agent), reason="An advertisement.")
    hidden = ledger.lines(helper)
    visibility.restore_post(post=answer, topic=resolved_topic, by=viewer(agent))

    assert {why for _rule, _points, why in hidden} == {"hidden"}
    assert {why for _rule, _points, why in ledger.lines(helper)} == {""}


def test_kudos_taken_back_while_hidden_stay_away(ledger, topic, answer, helper, agent, stranger):
    kudos.give_kudos(post=answer, topic=topic, by=viewer(stranger))
    visibility.hide_post(post=answer, topic=topic, by=viewer(agent), reason="An advertisement.")
    ledger.bring_up()
    kudos.withdraw_kudos(post=answer, topic=topic, by=viewer(stranger))
    visibility.restore_post(post=answer, topic=topic, by=viewer(agent))

    assert earned(ledger, helper) == [("RAT1", 10, "withdrawn")]


def test_hiding_a_question_takes_the_asker_s_points_and_nobody_else_s(ledger, resolved_topic, asker, helper, agent):
    opening = people.opening(resolved_topic)
    visibility.hide_post(post=opening, topic=resolved_topic, by=viewer(agent), reason="Private data.")

    assert earned(ledger, asker, "ACT1") == [("ACT1", 1, "hidden")]
    assert earned(ledger, helper) == [("CNF1", 15, "")]


def test_five_posts_a_day_count(ledger, question, helper):
    with clock.at(START):
        for _ in range(7):
            people.answer(question, helper, "A post of more than twenty characters.")

    assert [why for _rule, _points, why in ledger.lines(helper)] == [""] * 5 + ["five_a_day"] * 2


def test_a_hidden_post_makes_room_for_the_next_one_of_its_day(ledger, question, helper, agent):
    with clock.at(START):
        posts = [people.answer(question, helper, "A post of more than twenty characters.") for _ in range(6)]
    ledger.bring_up()
    visibility.hide_post(post=posts[0], topic=question, by=viewer(agent), reason="Twice the same.")

    assert [why for _rule, _points, why in ledger.lines(helper)] == ["hidden", "", "", "", "", ""]


def test_the_day_is_that_of_utc(ledger, question, helper):
    midnight = datetime(2026, 3, 3, tzinfo=UTC)
    with clock.at(midnight - timedelta(seconds=1)):
        for _ in range(6):
            people.answer(question, helper, "A post of more than twenty characters.")
    with clock.at(midnight):
        people.answer(question, helper, "A post of more than twenty characters.")

    assert [why for _rule, _points, why in ledger.lines(helper)] == [""] * 5 + ["five_a_day", ""]


def test_a_short_post_counts_once_it_is_long_enough(ledger, question, helper):
    post = people.answer(question, helper, "Restart it, please.")
    short = ledger.lines(helper)
    edits.edit_post(post=post, topic=question, by=viewer(helper), body="Restart it, please, and wait.")

    assert short == [("ACT1", 1, "too_short")]
    assert ledger.lines(helper) == [("ACT1", 1, "")]


def test_one_giver_helps_one_author_five_times_a_month(ledger, question, helper, stranger):
    posts = [people.answer(question, helper, f"Answer number {n} of many.") for n in range(7)]
    for number, post in enumerate(posts):
        with clock.at(START + timedelta(days=number)):
            kudos.give_kudos(post=post, topic=question, by=viewer(stranger))

    assert [why for _rule, _points, why in earned(ledger, helper)] == [""] * 5 + ["pair_cap"] * 2


def test_one_accept_a_month_counts_between_two_and_the_asker_s_thanks_with_it(ledger, board, asker, helper):
    for day in (0, 10, 31):
        with clock.at(START + timedelta(days=day)):
            asked = people.topic(board, asker, f"Question of day {day}")
            people.accept(asked, people.answer(asked, helper), asker)

    assert [why for *_, why in earned(ledger, helper)] == ["", "pair_cap", ""]
    assert [why for *_, why in earned(ledger, asker)] == ["", "pair_cap", ""]


def test_an_act_taken_back_frees_its_place_in_the_pair(ledger, question, helper, stranger):
    posts = [people.answer(question, helper, f"Answer number {n} of many.") for n in range(6)]
    for post in posts:
        kudos.give_kudos(post=post, topic=question, by=viewer(stranger))
    ledger.bring_up()
    kudos.withdraw_kudos(post=posts[0], topic=question, by=viewer(stranger))

    assert [why for *_, why in earned(ledger, helper)] == ["withdrawn", "", "", "", "", ""]


def test_votes_for_an_idea_and_its_delivery_earn(ledger, asker, helper, agent):
    wish = wishes.vote(wishes.idea(asker), helper)
    votes.withdraw_vote(idea=wish, by=viewer(helper))
    wishes.vote(wish, helper)
    wishes.move(wish, agent, "delivered")

    assert earned(ledger, asker) == [("RAT2", 5, "withdrawn"), ("RAT2", 5, ""), ("IDE1", 50, "")]


def test_an_idea_that_is_not_delivered_after_all_or_hidden_earns_nothing(ledger, asker, agent):
    wish = wishes.move(wishes.idea(asker), agent, "delivered")
    wishes.move(wish, agent, "planned")
    moved_on = earned(ledger, asker)
    wishes.move(wish, agent, "delivered")
    submissions.hide_idea(idea=wish, by=viewer(agent), reason="Private data.")

    assert moved_on == [("IDE1", 50, "moved_on")]
    assert earned(ledger, asker) == [("IDE1", 50, "moved_on"), ("IDE1", 50, "hidden")]


def test_a_harvested_post_earns_once_however_often_its_article_is_published(ledger, resolved_topic, answer, helper):
    harvest = {"article_id": 7, "topic_id": resolved_topic.id, "post_ids": (answer.id,), "author_ids": (helper.id,)}
    ledger.tell(ArticlePublished(**harvest))
    ledger.bring_up()
    ledger.tell(ArticlePublished(**harvest))

    assert earned(ledger, helper, "REU1") == [("REU1", 20, "")]


def test_the_asker_s_words_in_an_article_are_a_line_about_the_opening(ledger, topic, asker):
    opening = people.opening(topic)
    ledger.tell(ArticlePublished(article_id=7, topic_id=topic.id, post_ids=(opening.id,), author_ids=(asker.id,)))
    ledger.bring_up()

    line = db.session.query(Line).filter_by(rule="REU1").one()

    assert (line.thing_kind, line.thing_id, line.article_id) == ("post", opening.id, 7)


def test_words_of_nobody_known_earn_nobody_anything(ledger, topic):
    about = {"post_id": 9_999, "topic_id": topic.id, "board_id": topic.board_id, "post_kind": "answer"}
    ledger.tell(KudosGiven(**about, author_id=None))
    ledger.bring_up()

    assert db.session.query(Line).filter_by(rule="RAT1").count() == 0
    assert consumers.check(LEDGER) == []
