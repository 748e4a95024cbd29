"""Net sentiment: value, interval, change, and the correction for a scorer that errs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.listening import measure
from voc.listening.measure import Counts

NUMBERS = st.integers(0, 10_000)


def counts(positive, neutral, negative):
    return Counts(positive=positive, neutral=neutral, negative=negative)


def test_one_author_has_one_vote_however_much_they_write():
    voices = [("flooder", -0.9)] * 500 + [("ann", 0.6), ("ben", 0.4), ("ben", -0.38), ("cleo", 0.7), ("cleo", -0.1)]

    found = measure.votes(voices)

    assert found == counts(2, 1, 1)


def test_a_mean_on_the_border_belongs_to_its_class():
    found = measure.votes([("ann", 0.01), ("ann", 0.02), ("ann", 0.12), ("ben", -0.05)])

    assert found == counts(1, 0, 1)


def test_no_voices_are_no_votes():
    assert measure.votes([]) == counts(0, 0, 0)


@pytest.mark.parametrize(
    ("voices", "value", "low", "high"),
    [
        ((40, 30, 30), 10.0, -6.33, 25.75),
        ((20, 10, 70), -50.0, -64.20, -32.88),
        ((0, 30, 0), 0.0, -8.40, 8.40),
    ],
)
def test_golden_net_sentiment(voices, value, low, high):
    found = measure.net_sentiment(counts(*voices))

    assert found.value == value
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.005)


def test_no_voices_have_no_net_sentiment():
    found = measure.net_sentiment(counts(0, 0, 0))

    assert found.value is None
    assert -100 <= found.low < 0 < found.high <= 100


@given(NUMBERS, NUMBERS, NUMBERS)
def test_the_interval_stays_in_its_range_and_mirrors(positive, neutral, negative):
    found = measure.net_sentiment(counts(positive, neutral, negative))

    mirrored = measure.net_sentiment(counts(negative, neutral, positive))

    assert -100 <= found.low <= found.high <= 100
    assert (mirrored.low, mirrored.high) == pytest.approx((-found.high, -found.low))


def test_golden_change_between_two_weeks():
    z = measure.change(counts(40, 30, 30), counts(30, 25, 45))

    assert z == pytest.approx(2.0998, abs=1e-4)


def test_weeks_of_one_mind_each_can_be_compared():
    z = measure.change(counts(30, 0, 0), counts(0, 0, 30))

    assert 1.96 < z < 100


@pytest.mark.parametrize("weeks", [((0, 0, 0), (1, 1, 1)), ((1, 1, 1), (0, 0, 0))])
def test_an_empty_week_has_no_change(weeks):
    now, before = weeks

    assert measure.change(counts(*now), counts(*before)) is None


@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, "insufficient"), (1, "suppressed"), (9, "suppressed"), (10, "low_n"), (29, "low_n"), (30, "ok")],
)
def test_few_authors_are_said_to_be_few(count, expected):
    assert measure.status(count) == expected


@pytest.mark.parametrize(("observed", "expected"), [(0.30, 1 / 3), (0.0, 0.0), (0.05, 0.0), (1.0, 1.0)])
def test_golden_correction_of_a_share(observed, expected):
    found = measure.corrected_share(observed, sensitivity=0.7, specificity=0.9)

    assert found == pytest.approx(expected, abs=1e-4)


def test_a_scorer_that_only_guesses_corrects_nothing():
    assert measure.corrected_share(0.3, sensitivity=0.4, specificity=0.6) is None
