"""The rule of corrections, without an index."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.kernel.search import spelling

LETTERS = st.text("abc", max_size=8)


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [("router", "router", 0), ("routre", "router", 1), ("rooter", "router", 1), ("ruter", "router", 1),
     ("rrouter", "router", 1), ("rutre", "router", 2), ("", "ab", 2)],
)  # fmt: skip
def test_slips_are_counted(one, other, slips):
    counted = spelling.distance(one, other, limit=3)

    assert counted == slips


@given(one=LETTERS, other=LETTERS)
def test_distance_is_symmetric_and_zero_only_for_the_same(one, other):
    there, back = spelling.distance(one, other, 8), spelling.distance(other, one, 8)

    assert there == back
    assert (there == 0) == (one == other)


@given(one=LETTERS, others=st.sets(LETTERS))
def test_quick_looks_lose_no_candidate(one, others):
    near = spelling.near(one, others)

    limit = spelling.reach(one)
    assert set(near) == {o for o in others if o != one and spelling.distance(one, o, limit) <= limit}


def test_fewest_slips_win_before_most_documents():
    best = spelling.best("powerr", {"power": 1, "powder": 900})

    assert best == "power"


def test_nothing_near_is_no_correction():
    assert spelling.best("zzzz", {"router": 5}) is None
