"""The board's rules, without a database."""

from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.kernel.errors import Refused
from ideas import rules

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
counts = st.integers(0, 10_000)
ages = st.floats(0, 100_000)


# Worked out by hand: (30 + 2)^1.4 = 2^(5 x 1.4) = 2^7 = 128; (1022 + 2)^1.4 = 2^14 = 16384; (6 + 2)^1.4 = 2^4.2.
@pytest.mark.parametrize(
    ("votes", "comments", "age_hours", "expected"),
    [
        (10, 4, 30.0, 62 / 128),
        (0, 1, 30.0, 0.023438),
        (16, 16, 1022.0, 128 / 16384),
        (1, 0, 6.0, 0.272047),
        (1, 0, 0.0, 1.894646),
        (0, 0, 0.0, 0.0),
    ],
)
def test_hotness_is_what_the_formula_gives_by_hand(votes, comments, age_hours, expected):
    hot = rules.hotness(votes=votes, comments=comments, age_hours=age_hours)

    assert hot == pytest.approx(expected, abs=1e-6)


@given(counts, counts, ages)
def test_a_vote_warms_more_than_a_comment_and_both_warm(votes, comments, age):
    cold = rules.hotness(votes=votes, comments=comments, age_hours=age)

    with_comment = rules.hotness(votes=votes, comments=comments + 1, age_hours=age)
    with_vote = rules.hotness(votes=votes + 1, comments=comments, age_hours=age)

    assert cold <= with_comment <= with_vote


@given(counts, counts, ages, st.floats(0, 1000))
def test_time_never_warms(votes, comments, age, later):
    young = rules.hotness(votes=votes, comments=comments, age_hours=age)

    old = rules.hotness(votes=votes, comments=comments, age_hours=age + later)

    assert old <= young


@pytest.mark.parametrize(
    ("passed", "hours"),
    [(timedelta(minutes=90), 1.5), (timedelta(minutes=2), 0.0), (timedelta(days=7), 168.0), (-timedelta(hours=1), 0.0)],
)
def test_age_is_in_hours_to_the_tenth(passed, hours):
    age = rules.age_in_hours(NOON, NOON + passed)

    assert age == hours


def test_every_status_lies_in_one_of_the_five_sets():
    assert set(rules.SET_OF) == set(rules.STATUSES)
    assert set(rules.SET_OF.values()) == set(get_args(rules.StatusSet))


def test_the_lists_by_state_divide_all_statuses():
    parts = [status for name in get_args(rules.StatusSet) for status in rules.statuses_in(name)]

    assert sorted(parts) == sorted(rules.statuses_in("all"))
    assert set(rules.statuses_in("open")) == {status for status in parts if rules.is_open(status)}


def test_votes_are_live_until_an_idea_is_completed_or_closed():
    taking = {status for status in rules.STATUSES if rules.is_open(status)}

    assert taking == {"new", "under_review", "needs_information", "planned", "in_development"}


@pytest.mark.parametrize(("live", "left"), [(0, 10), (9, 1), (10, 0), (12, 0)])
def test_ten_live_votes_are_the_budget(live, left):
    assert rules.votes_left(live) == left


def test_declining_keeps_its_reason_and_other_moves_have_none():
    declined = rules.checked_move("new", "declined", "too_costly")
    planned = rules.checked_move("new", "planned", "too_costly")

    assert (declined, planned) == ("too_costly", None)


@pytest.mark.parametrize(
    ("to", "reason", "sentence"),
    [
        ("declined", None, "Declining an idea needs a reason"),
        ("declined", "because", "Declining an idea needs a reason"),
        ("new", None, "The idea has this status already"),
        ("forgotten", None, "There is no such status"),
    ],
)
def test_a_move_that_is_none_is_refused(to, reason, sentence):
    with pytest.raises(Refused, match=sentence):
        rules.checked_move("new", to, reason)
