"""Proportions and quantiles as every room publishes them."""

import statistics as standard

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import spearmanr

from community.kernel.statistics import proportion, quantile, spearman


@pytest.mark.parametrize(
    ("hits", "count", "low", "high"),
    [
        (48, 205, 0.1814, 0.2967),
        (39, 280, 0.1036, 0.1847),
        (43, 100, 0.3373, 0.5278),
        (45, 50, 0.7864, 0.9565),
        (0, 20, 0, 0.1611),
        (20, 20, 0.8389, 1),
        (1, 1, 0.2065, 1),
    ],
)
def test_golden_wilson_intervals(hits, count, low, high):
    found = proportion(hits, count)

    assert found.value == hits / count
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-4)


def test_a_share_of_nothing_has_no_value():
    found = proportion(0, 0)

    assert (found.value, found.low, found.high) == (None, 0, 1)


@pytest.mark.parametrize(("hits", "count"), [(2, 1), (-1, 3)])
def test_what_is_no_proportion_is_refused(hits, count):
    with pytest.raises(ValueError, match="no proportion"):
        proportion(hits, count)


@given(st.lists(st.integers(-1000, 1000), min_size=2))
def test_quartiles_are_those_of_the_standard_library(values):
    ours = [quantile(values, share) for share in (0.25, 0.5, 0.75)]

    assert ours == pytest.approx(standard.quantiles(values, n=4, method="inclusive"))


@pytest.mark.parametrize(("values", "expected"), [([], None), ([7.0], 7.0), ([1.0, 2.0], 1.9)])
def test_quantile_of_few_values(values, expected):
    found = quantile(values, 0.9)

    assert found == (expected if expected is None else pytest.approx(expected))


def test_a_quantile_outside_of_the_whole_is_refused():
    with pytest.raises(ValueError, match="no share"):
        quantile([1.0], 90)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=30))
def test_spearman_is_the_one_of_scipy(pairs):
    first, second = ([pair[side] for pair in pairs] for side in (0, 1))

    found = spearman(first, second)

    if len(set(first)) == 1 or len(set(second)) == 1:
        assert found is None
    else:
        assert found == pytest.approx(spearmanr(first, second).statistic, abs=1e-9)
