"""How a topic was resolved: the highest grade that holds, and what shows it."""

from datetime import UTC, datetime, timedelta

import pytest

from kb_harvest.resolution import Said, holds_at, resolved

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


def said(number, kind="answer", *, asker=False, text="", parent=None, **rated):
    return Said(id=number, kind=kind, parent_id=parent, by_asker=asker, at=START + number * HOUR, text=text, **rated)


OPENING = said(0, "opening", asker=True)


def test_an_accepted_answer_comes_before_all_others():
    thanks = said(3, "comment", asker=True, text="That worked.", parent=1)

    found = resolved([OPENING, said(1, kudos=9), said(2, accepted=True), thanks])

    assert (found.grade, found.answer_id, found.evidence_id) == ("accepted", 2, None)


def test_of_several_accepted_answers_the_best_rated_is_meant_and_of_equals_the_earlier():
    answers = [said(1, accepted=True), said(2, accepted=True, kudos=3), said(3, accepted=True, kudos=4, against=1)]

    assert resolved([OPENING, *answers]).answer_id == 2


@pytest.mark.parametrize(("parent", "answer"), [(1, 1), (None, 2)])
def test_a_confirmation_speaks_of_the_answer_it_stands_under_or_of_the_last_one_before(parent, answer):
    kind = "comment" if parent else "answer"
    thanks = said(3, kind, asker=True, text="Solved it, thanks!", parent=parent)

    found = resolved([OPENING, said(1), said(2), thanks, said(4)])

    assert (found.grade, found.answer_id, found.evidence_id) == ("confirmed", answer, 3)


@pytest.mark.parametrize(
    "later",
    [
        said(3, "comment", asker=True, text="And what about the second hub?", parent=1),
        said(3, asker=True, text="It came back. Any other idea?"),
    ],
)
def test_a_later_question_of_the_asker_takes_the_confirmation_back(later):
    thanks = said(2, "comment", asker=True, text="That worked.", parent=1)

    assert resolved([OPENING, said(1), thanks, later]) is None


def test_an_answer_that_worked_for_somebody_is_confirmed_before_words_and_whoever_wrote_it():
    thanks = said(4, "comment", asker=True, text="That worked.", parent=1)
    answers = [said(1), said(2, worked=1), said(3, asker=True, worked=2)]

    found = resolved([OPENING, *answers, thanks])

    assert (found.grade, found.answer_id, found.evidence_id) == ("confirmed", 3, None)


def test_of_answers_that_worked_for_as_many_the_better_rated_is_meant():
    assert resolved([OPENING, said(1, worked=1, against=1), said(2, worked=1), said(3, kudos=9)]).answer_id == 2


def test_a_question_before_the_confirmation_does_not():
    back = said(2, "comment", asker=True, text="Which button?", parent=1)
    thanks = said(3, "comment", asker=True, text="That worked.", parent=1)

    assert resolved([OPENING, said(1), back, thanks]).grade == "confirmed"


def test_nobody_but_the_asker_confirms_and_not_before_an_answer():
    stranger = said(2, "comment", text="That worked.", parent=1)
    early = said(1, "comment", asker=True, text="Solved it, thanks.", parent=0)

    assert resolved([OPENING, said(1), stranger]) is None
    assert resolved([OPENING, early]) is None
    assert resolved([OPENING, said(1, asker=True, text="Solved it: a loose cable.")]) is None


@pytest.mark.parametrize(
    ("rated", "grade"),
    [({"kudos": 2}, "likely"), ({"kudos": 1}, None), ({"kudos": 7, "against": 1}, None), ({}, None)],
)
def test_two_ratings_and_none_against_suggest_that_it_is_likely(rated, grade):
    found = resolved([OPENING, said(1, **rated)])

    assert (found.grade if found else None) == grade


def test_a_likely_answer_waits_until_the_asker_was_silent_for_14_days():
    found = resolved([OPENING, said(1, kudos=2), said(5, "comment", asker=True, text="I will try.", parent=1)])

    assert found.silent_since == START + 5 * HOUR
    assert not holds_at(found, START + 5 * HOUR + timedelta(days=14) - timedelta(seconds=1))
    assert holds_at(found, START + 5 * HOUR + timedelta(days=14))


def test_a_topic_without_answers_is_not_resolved():
    assert resolved([OPENING]) is None
