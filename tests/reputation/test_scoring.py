"""Points and standing: golden figures and laws."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reputation import scoring
from reputation.scoring import Evidence, Line

DAY = date(2026, 11, 16)
counts = st.floats(0, 10_000)


def test_a_day_of_votes_is_capped_and_accepts_are_not():
    lines = [Line(DAY, "RAT1", 10)] * 25 + [Line(DAY, "CNF1", 15)] * 2

    points = scoring.total(lines)

    assert points == 230


def test_confirmations_are_free_of_the_day_s_cap_and_denials_cost_nothing():
    lines = [Line(DAY, "RAT1", 10)] * 25 + [Line(DAY, "CNF2", 10)] * 3 + [Line(DAY, "CNF2-denial", 0)] * 9

    assert scoring.total(lines) == 230


def test_down_votes_never_make_a_debt():
    points = scoring.total([Line(DAY, "RAT3", -2)] * 3)

    assert points == 0


@pytest.mark.parametrize(("age", "weight"), [(0, 1), (30, 0.8909), (90, 0.7071), (180, 0.5), (365, 0.2452)])
def test_events_weigh_half_after_half_a_year(age, weight):
    decayed = scoring.decay(age)

    assert decayed == pytest.approx(weight, abs=1e-4)


@pytest.mark.parametrize(
    ("evidence", "total", "rank"),
    [
        (Evidence(posts=60, solutions=10, reuses=8, positive=45, ratings=50, assessment=0.5), "55.73", "Expert"),
        (Evidence(posts=300, positive=3, ratings=10), "10.49", "Contributor"),
        (Evidence(posts=20, solutions=15, reuses=12, positive=30, ratings=31), "52.26", "Expert"),
        (Evidence(), "0.00", "New"),
    ],
)
def test_standing_has_the_golden_figures(evidence, total, rank):
    standing = scoring.standing(evidence)

    assert standing.total == Decimal(total)
    assert standing.rank == rank


def test_the_five_terms_are_printed_as_the_golden_ones():
    standing = scoring.standing(Evidence(posts=60, solutions=10, reuses=8, positive=45, ratings=50, assessment=0.5))

    assert [str(value) for _name, value in standing.terms] == ["5.00", "15.00", "12.50", "15.73", "7.50"]


@given(counts, counts, counts, counts, st.floats(0, 1), st.floats(0, 1))
def test_printed_terms_sum_to_the_total_and_stay_within_a_hundred(posts, solutions, reuses, ratings, share, assessed):
    standing = scoring.standing(
        Evidence(
            posts=posts,
            solutions=solutions,
            reuses=reuses,
            positive=ratings * share,
            ratings=ratings,
            assessment=assessed,
        )
    )

    assert sum(value for _name, value in standing.terms) == standing.total
    assert 0 <= standing.total <= 100


@pytest.mark.parametrize(
    ("given_", "returned", "weight"), [(1, 0, 1), (2, 2, 1), (5, 5, 0.25), (10, 1, 1), (10, 8, 0.1429)]
)
def test_votes_between_two_who_vote_for_each_other_weigh_less(given_, returned, weight):
    found = scoring.reciprocity(given_, returned)

    assert found == pytest.approx(weight, abs=1e-4)


def test_one_giver_helps_one_author_five_times_a_month_and_accepts_once():
    verdicts = scoring.effective([(0, True), (1, True), (2, False), (3, False), (4, False), (5, False), (6, False)])

    assert verdicts == [True, False, True, True, True, True, False]


def test_the_pair_cap_frees_itself_after_thirty_days():
    verdicts = scoring.effective([(0, True), (29.9, True), (30, True)])

    assert verdicts == [True, False, True]
