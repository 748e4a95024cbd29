"""Who stands on the list: any rule is enough, people decide always, and equals keep one order."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.engagement.eligibility import MOST_BY_RULE, RULES, Candidate, by_rule, listed

NOON = datetime(2026, 9, 30, 12, tzinfo=UTC)


def ask(**known):
    plain = {"w": 0.0, "value": 0.25, "outside_reach": None, "social": None, "has_open_problem": False}
    return by_rule(**(plain | known))


def candidate(member_id, w, *reasons, hours=0):
    return Candidate(member_id=member_id, w=w, since=NOON + timedelta(hours=hours), reasons=reasons)


@pytest.mark.parametrize(
    ("known", "reasons"),
    [
        ({}, ()),
        ({"w": 49.99}, ()),
        ({"w": 50.0}, ("score",)),
        ({"value": 0.75}, ()),
        ({"value": 0.75, "has_open_problem": True}, ("open_problem",)),
        ({"value": 0.5, "has_open_problem": True}, ()),
        ({"outside_reach": 0.6999}, ()),
        ({"outside_reach": 0.7}, ("reach",)),
        ({"social": 0.8999}, ()),
        ({"social": 0.9}, ("social",)),
        ({"w": 60.0, "social": 0.95, "outside_reach": 0.8}, ("score", "reach", "social")),
    ],
)
def test_any_rule_is_enough(known, reasons):
    assert ask(**known) == reasons


def test_nobody_stands_there_without_a_reason():
    assert listed([candidate(1, 99.0)]) == []


def test_rules_name_the_fifty_highest_and_people_come_on_top():
    ruled = [candidate(number, 50 + number / 2, "score") for number in range(80)]
    chosen = [candidate(100, 6.0, "by_hand"), candidate(101, 7.0, "mvp"), candidate(102, 8.0, "mvp", "social")]

    found = listed([*ruled, *chosen])

    assert len(found) == MOST_BY_RULE + 3
    assert [one.member_id for one in found[-3:]] == [102, 101, 100]
    assert min(one.w for one in found if not one.always) == 50 + 30 / 2


def test_of_equals_the_earlier_stands_first_then_the_lower_id():
    found = listed([candidate(3, 60.0, "score"), candidate(1, 60.0, "score", hours=1), candidate(2, 60.0, "score")])

    assert [one.member_id for one in found] == [2, 3, 1]


@given(
    st.lists(
        st.builds(
            candidate,
            st.integers(1, 10_000),
            st.integers(0, 100).map(float),
            st.sampled_from([*RULES, "by_hand", "mvp"]),
            hours=st.integers(0, 3),
        ),
        max_size=70,
        unique_by=lambda one: one.member_id,
    )
)
def test_the_order_of_arrival_is_irrelevant(candidates):
    by_id = sorted(candidates, key=lambda one: one.member_id)

    assert listed(candidates) == listed(candidates[::-1]) == listed(by_id)
