"""W as worked out in the domain, and what must hold for any inputs."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.engagement import scoring
from voc.engagement.scoring import PRESETS

shares = st.floats(0, 1).map(lambda x: round(x, 4))
perhaps = st.none() | shares
presets = st.sampled_from(list(PRESETS.values()))


@pytest.mark.parametrize(
    ("followers", "second", "reach"),
    [(0, 0, 0), (99, 0, 0.3333), (999, 0, 0.5), (24_000, 0, 0.7300), (500, 50_000, 0.6234), (5_000_000, 0, 1)],
)
def test_reach_elsewhere(followers, second, reach):
    assert scoring.reach(followers, second) == pytest.approx(reach, abs=1e-4)


@pytest.mark.parametrize(("people", "reach"), [(0, None), (1, 0.0753), (200, 0.5758), (9_999, 1), (50_000, 1)])
def test_reach_inside_is_unknown_where_nobody_had_to_do_with_them(people, reach):
    assert scoring.reach_inside(people) == (None if reach is None else pytest.approx(reach, abs=1e-4))


@pytest.mark.parametrize(
    ("percentile", "external", "social"),
    [(None, None, None), (0.9167, None, 0.9167), (None, 70, 0.7), (0.5, 70, 0.6), (0.0, None, 0.0)],
)
def test_social_reputation_is_the_mean_of_what_is_known(percentile, external, social):
    assert scoring.social(percentile, external) == social


@pytest.mark.parametrize(
    ("tier", "has_record", "value"),
    [
        *[("platinum", True, 1.0), ("gold", True, 0.75), ("silver", True, 0.5), ("bronze", True, 0.25)],
        *[("none", True, 0.1), (None, True, 0.1), (None, False, 0.25)],
    ],
)
def test_value_of_a_tier_and_the_prior_of_a_stranger(tier, has_record, value):
    assert scoring.value(tier, has_record=has_record) == value


@pytest.mark.parametrize(
    ("inputs", "balanced", "b2c", "boutique"),
    [
        ((0.1, 0.9, 0.9), 43.27, 58.00, 15.52),
        ((1, 0.1, 0.1), 21.54, 15.85, 63.10),
        ((1, 0, 0), 13.57, 9.10, 54.93),
        ((0.5, 0.5, 0.5), 50, 50, 50),
    ],
)
def test_w_of_the_worked_examples(inputs, balanced, b2c, boutique):
    found = {name: scoring.score(*inputs, weights).w for name, weights in PRESETS.items()}

    assert found == {"balanced": balanced, "b2c": b2c, "boutique": boutique}


@pytest.mark.parametrize(
    ("inputs", "w"),
    [((1, None, 1), 100), ((0.25, 0.5758, 1), 52.41), ((0.25, 0.73, None), 42.72), ((0.25, 0.5, None), 35.36)],
)
def test_w_of_the_worked_examples_with_unknowns(inputs, w):
    assert scoring.score(*inputs, PRESETS["balanced"]).w == pytest.approx(w, abs=0.005)


def test_an_unknown_input_leaves_its_weight_to_the_others():
    found = scoring.score(0.25, None, 0.5, PRESETS["b2c"])

    assert {name: factor.weight for name, factor in found.factors.items()} == {
        "value": Fraction(1, 3),
        "social": Fraction(2, 3),
    }


@given(shares, perhaps, perhaps, presets)
def test_w_lies_between_5_and_100_and_its_weights_sum_to_one(value, reach, social, weights):
    found = scoring.score(value, reach, social, weights)

    assert 5 <= found.w <= 100
    assert sum(factor.weight for factor in found.factors.values()) == 1


@given(shares, shares, shares, shares, presets)
def test_more_of_anything_never_lowers_w(value, reach, social, more, weights):
    base = scoring.score(value, reach, social, weights).w

    assert scoring.score(max(value, more), reach, social, weights).w >= base
    assert scoring.score(value, max(reach, more), social, weights).w >= base
    assert scoring.score(value, reach, max(social, more), weights).w >= base


@given(shares, presets)
def test_an_unknown_input_is_like_one_that_agrees_with_the_others(share, weights):
    known = max(share, scoring.FLOOR)

    assert scoring.score(known, None, None, weights).w == scoring.score(known, known, known, weights).w


@given(st.integers(0, 10**7), st.integers(0, 10**7), st.integers(0, 10**7))
def test_reach_grows_with_followers(fewer, more, second):
    low, high = sorted((fewer, more))

    assert 0 <= scoring.reach(low, second) <= scoring.reach(high, second) <= 1
