"""The health index: worked values of the domain's section 1.2, and its laws."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.insight import health
from voc.insight.health import FACTORS

close = pytest.approx
scores = st.fixed_dictionaries(dict.fromkeys(FACTORS, st.one_of(st.none(), st.floats(0, 1))))
weekly = st.lists(st.one_of(st.none(), st.floats(0, 1e5)), min_size=1, max_size=60)
GOLDEN = dict(zip(FACTORS, (0.5, 0.55, 0.6, 0.4776, 0.5, 0.5), strict=True))


def test_content_is_posts_weighted_by_dampened_views():
    assert health.content([(3, 7), (5, 31), (1, 0), (2, 127)]) == close(48.0)


def test_responsiveness_is_the_mean_over_opportunities():
    terms = [health.response(gap) for gap in (10, 60, 500, 1000, 3000)]

    assert [round(term, 4) for term in terms] == [0.9901, 0.9434, 0.6667, 0.5, 0.25]
    assert health.responsiveness(sum(terms), len(terms), 1) == close(0.5584, abs=1e-4)
    assert health.responsiveness(0.0, 0, 0) is None


@pytest.mark.parametrize(
    ("people", "posts", "value"), [(1, 1, 1), (1, 6, 1.8171), (2, 4, 2.5198), (3, 5, 3.5569), (6, 6, 6)]
)
def test_interaction_weighs_people_by_their_talk(people, posts, value):
    assert health.interaction(people, posts) == close(value, abs=1e-4)


@pytest.mark.parametrize(
    ("boards", "value"), [([50] * 4, 0.5), ([10] * 20, 0.1667), ([200, 0, 0, 0], 0.2), ([200], 0.8), ([], None)]
)
def test_liveliness_is_concentration(boards, value):
    assert health.liveliness(boards) == (None if value is None else close(value, abs=1e-4))


@pytest.mark.parametrize(
    ("values", "mean"),
    [([10, 12, 11, 13, 40], 17.9741), ([40, 13, 11, 12, 10], 16.4663), ([10, 12, 11], None)],
)
def test_the_newest_week_weighs_most(values, mean):
    assert health.smoothed(values) == (None if mean is None else close(mean, abs=1e-4))


def test_the_memory_ends_after_fifty_weeks():
    weight = health.DECAY ** (health.MEMORY - 1)

    assert weight == close(0.0482, abs=1e-4)
    assert health.smoothed([1e6, *[10.0] * 50]) == close(10)


@pytest.mark.parametrize(
    ("short", "long", "score"),
    [(100, 100, 0.5), (150, 100, 0.5992), (50, 100, 0.3355), (0, 100, 0.0098), (10, 0, 0.9167), (0, 0, 0.5)],
)
def test_momentum_compares_the_last_weeks_with_the_memory(short, long, score):
    assert health.momentum(short, long) == close(score, abs=1e-4)


def test_a_spike_is_cut_and_the_first_eight_weeks_are_not():
    calm = [10.0, 12, 11, 13, 9, 10, 12, 11]

    assert health.winsorised([1e4, *calm[1:]])[0] == 1e4
    assert health.winsorised([*calm, 1e4])[-1] < 25
    assert health.winsorised([*calm, 11.5])[-1] == 11.5
    assert health.winsorised([*calm, None])[-1] is None


def test_a_community_at_its_norms_scores_five_hundred():
    assert round(health.index(dict.fromkeys(FACTORS, 0.5))) == 500


def test_worked_example_of_the_index():
    assert round(health.index(GOLDEN)) == 520
    assert round(health.part_index(GOLDEN, health.DIAGNOSTIC)) == 548
    assert round(health.part_index(GOLDEN, health.PREDICTIVE)) == 492


def test_one_dead_factor_neither_hides_nor_kills():
    assert round(health.index(dict.fromkeys(FACTORS, 0.5) | {"traffic": 0})) == 261


def test_a_factor_without_evidence_is_left_out_and_fewer_than_four_say_nothing():
    some = dict.fromkeys(FACTORS, 0.5) | {"traffic": None, "content": None}

    assert round(health.index(some)) == 500
    assert sum(health.shares(some).values()) == close(1)
    assert health.index(some | {"members": None}) is None
    assert health.part_index(some, health.DIAGNOSTIC) is None


@pytest.mark.parametrize(
    ("factor", "values"),
    [("members", [5.0] * 7), ("members", [0.0] * 20), ("traffic", [None] * 20), ("content", [None] * 15 + [3.0] * 5)],
)
def test_size_needs_eight_weeks_with_something_in_them(factor, values):
    assert health.size_score(factor, values, values).score is None


def test_evidence_rules_of_the_other_half():
    assert health.responsiveness_score(0.6, 19).score is None
    assert health.responsiveness_score(0.6, 20).score == 0.6
    assert health.interaction_score([3.0] * 5, [3.0] * 5, 9).score is None
    assert health.interaction_score([3.0] * 5, [3.0] * 5, 10).score == close(0.5)
    assert health.liveliness_score(None, 0).score is None


@given(scores)
def test_the_index_stays_within_its_scale(given_scores):
    value = health.index(given_scores)

    assert value is None or 10 <= round(value, 6) <= 1000


@given(scores, st.sampled_from(FACTORS), st.floats(0, 1))
def test_a_better_factor_never_lowers_the_index(given_scores, factor, score):
    worse, better = sorted((given_scores[factor] or 0.0, score))
    before, after = (health.index(given_scores | {factor: value}) for value in (worse, better))

    assert before is None or after >= before - 1e-9


@given(scores)
def test_printed_points_sum_to_the_printed_index(given_scores):
    value, parts = health.index(given_scores), health.points(given_scores)

    assert (value is None) == (not parts)
    if value is not None:
        assert health.NORM_SCORE + sum(parts.values()) == round(value)


@given(scores)
def test_a_factor_above_its_norm_never_takes_points(given_scores):
    for factor, part in health.points(given_scores).items():
        assert part >= -1 if given_scores[factor] >= 0.5 else part <= 1


@given(st.lists(st.integers(0, 500), min_size=1, max_size=20))
def test_an_empty_board_never_raises_liveliness(boards):
    assert health.liveliness([*boards, 0]) <= health.liveliness(boards)


@given(weekly)
def test_winsorising_never_raises_a_value(values):
    for cut, value in zip(health.winsorised(values), values, strict=True):
        assert (cut is None) == (value is None)
        assert cut is None or cut <= value


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 10_000)), max_size=20), st.randoms(use_true_random=False))
def test_the_order_of_threads_is_irrelevant(threads, dice: random.Random):
    mixed = dice.sample(threads, len(threads))

    assert health.content(mixed) == close(health.content(threads))


def test_bands_in_words():
    assert [health.band(score) for score in (10, 399, 400, 650, 651, 1000)] == [
        *("concern", "concern", "steady", "steady", "very_good", "very_good")
    ]


def test_early_warning_needs_three_weeks_of_falling_behind():
    steady, fallen = [500.0] * 16, [500.0] * 13 + [440.0, 430.0, 420.0]

    assert health.early_warning(fallen, steady)
    assert not health.early_warning([500.0] * 14 + [430.0, 420.0], steady)
    assert not health.early_warning(fallen, [500.0] * 13 + [490.0, 480.0, 470.0])
    assert not health.early_warning(fallen[3:], steady[3:])
    assert not health.early_warning([None] * 16, steady)


def test_lagged_correlation_finds_the_lead():
    leader = [float(n * 7 % 11) for n in range(30)]
    follower = [0.0] * 3 + leader[:-3]

    found = health.lagged_correlations(leader, follower)

    assert found[3] == close(1)
    assert max(found, key=lambda lag: found[lag] or -2) == 3
    assert set(health.lagged_correlations(leader[:7], leader[:7]).values()) == {None}
    assert health.lagged_correlations([1.0] * 10, leader[:10])[0] is None
