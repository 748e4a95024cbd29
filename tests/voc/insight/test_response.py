"""Response measures: worked values of the domain's section 4.6, and their laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.insight import response
from voc.insight.response import Wait

close = pytest.approx
HOURS = (0.5, 1, 2, 3, 5, 6, 8, 12, 30, 92.5)


def after(*hours):
    return [Wait(hours=h, answered=True) for h in hours]


def waiting(*hours):
    return [Wait(hours=h, answered=False) for h in hours]


wait = st.builds(Wait, hours=st.floats(0, 1_000), answered=st.booleans())


def test_the_mean_hides_what_the_quantiles_tell():
    waits = after(*HOURS)

    assert response.mean(waits) == close(16.0)
    assert response.quantile_of(waits, 0.5) == close(5.5)
    assert response.quantile_of(waits, 0.9) == close(36.25)


def test_the_target_itself_counts_as_within():
    found = response.within(after(*HOURS))

    assert (found.hits, found.count, found.share.value) == (6, 10, 0.6)


def test_unanswered_past_the_target_are_misses_and_younger_ones_left_out():
    found = response.within([*after(*HOURS), *waiting(50, 7, 3)])

    assert (found.hits, found.count, found.left_out, found.share.value) == (6, 12, 1, 0.5)


def test_the_honest_median_counts_those_who_still_wait():
    waits = [*after(0.5, 1, 2, 5, 6, 8, 12, 30), *waiting(3, 7, 50)]

    shares = [round(share, 4) for _hours, share in response.survival(waits)]

    assert shares == [0.9091, 0.8182, 0.7273, 0.6234, 0.5195, 0.3896, 0.2597, 0.1299]
    assert response.honest_median(waits) == 8


def test_no_honest_median_where_most_still_wait():
    assert response.honest_median([*after(1), *waiting(2, 3)]) is None
    assert response.honest_median([]) is None


def test_the_histogram_is_closed_on_the_right():
    bins, unanswered = response.histogram([*after(*HOURS), *waiting(3)])

    assert [b.count for b in bins] == [2, 1, 1, 2, 2, 0, 1, 1]
    assert unanswered == 1


def test_a_response_before_its_question_is_an_error_of_a_clock():
    assert response.valid([*after(-1, 2), *waiting(5)]) == [*after(2), *waiting(5)]


def test_nothing_asked_gives_nothing():
    assert response.mean([]) is None
    assert response.quantile_of([], 0.5) is None
    assert response.within([]).share.value is None


@given(st.lists(wait, max_size=30))
def test_every_wait_is_in_one_place_of_the_histogram(waits):
    bins, unanswered = response.histogram(waits)

    assert sum(b.count for b in bins) + unanswered == len(waits)


@given(st.lists(wait, max_size=30))
def test_survival_falls_from_one_to_no_less_than_zero(waits):
    shares = [1.0, *(share for _hours, share in response.survival(waits))]

    assert shares == sorted(shares, reverse=True)
    assert shares[-1] >= -1e-9


@given(st.lists(wait, min_size=1, max_size=30), st.floats(0, 500), st.floats(0, 500))
def test_with_all_answered_a_longer_target_never_lowers_the_share(waits, one, other):
    told = [Wait(hours=w.hours, answered=True) for w in waits]

    shares = [response.within(told, target).share.value for target in sorted((one, other))]

    assert shares == sorted(shares)
