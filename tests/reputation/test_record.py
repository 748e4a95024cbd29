"""Records: how standing moves with time, which rank is shown, and what mutual votes weigh."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reputation import record, scoring
from reputation.record import Day, Vote
from reputation.scoring import Evidence

TODAY = date(2026, 11, 16)
NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)
ANN, BOB = 1, 2


def days_ago(days, **counts):
    return Day(TODAY - timedelta(days=days), Evidence(**counts))


def some_day(age, posts, solutions, ups, downs):
    return days_ago(age, posts=posts, solutions=solutions, positive=ups, ratings=ups + downs)


few = st.integers(0, 5)
days = st.builds(some_day, st.integers(0, 900), few, few, few, few)
records = st.lists(days, max_size=30).map(lambda found: sorted(found, key=lambda d: d.day))


def test_a_day_s_lines_become_its_evidence():
    made = record.day_of(TODAY, {"ACT1": 4, "CNF1": 2, "REU1": 3, "RAT1": 5, "RAT2": 1, "RAT3": 2, "IDE1": 1})

    assert made.evidence == Evidence(posts=4, solutions=2, reuses=6, positive=6, ratings=8)


def test_a_confirmation_is_a_third_of_a_solution_and_a_denial_a_negative_rating():
    made = record.day_of(TODAY, {"CNF1": 1, "CNF2": 6, "RAT1": 4, "CNF2-denial": 1})

    assert made.evidence == Evidence(solutions=3, positive=4, ratings=5)
    assert [str(v) for _n, v in record.standing([made], TODAY).terms] == ["0.00", "6.92", "0.00", "7.51", "0.00"]


def test_evidence_weighs_half_after_half_a_year_and_what_is_to_come_nothing():
    found = record.evidence([days_ago(180, posts=4), days_ago(0, posts=1), days_ago(-1, posts=9)], TODAY)

    assert found.posts == pytest.approx(3)


@given(records)
def test_one_walk_along_the_record_gives_what_each_day_alone_gives(made):
    walked = list(record._evidences(made, [TODAY - timedelta(days=n) for n in range(400, -1, -50)]))

    alone = [record.evidence(made, TODAY - timedelta(days=n)) for n in range(400, -1, -50)]
    assert [scoring.unrounded(e) for e in walked] == pytest.approx([scoring.unrounded(e) for e in alone])


@given(records)
def test_the_highest_standing_is_the_highest_of_every_day_of_the_year(made):
    every_day = [record.standing(made, TODAY - timedelta(days=n)).total for n in range(366)]

    assert abs(record.highest(made, TODAY).total - max(every_day)) <= Decimal("0.02")


def test_the_rank_shown_is_the_highest_of_a_year():
    made = [days_ago(300, solutions=20)]

    now, shown = record.standing(made, TODAY), record.highest(made, TODAY)

    assert (now.total, now.rank) == (Decimal("11.59"), "Contributor")
    assert (shown.total, shown.rank) == (Decimal("20.00"), "Trusted")


@pytest.mark.parametrize(("age", "falls_in"), [(300, None), (334, None), (335, None), (336, 30), (365, 1)])
def test_a_month_before_a_rank_falls_there_is_a_notice(age, falls_in):
    made = [days_ago(age, solutions=20)]

    falls = record.rank_falls_on(made, TODAY)

    assert falls == (TODAY + timedelta(days=falls_in) if falls_in else None)


def test_newcomers_and_the_steady_are_told_nothing():
    steady = [days_ago(10 * n, posts=5, solutions=1) for n in range(40, -1, -1)]

    assert record.rank_falls_on([], TODAY) is None
    assert record.rank_falls_on(steady, TODAY) is None


def votes(giver, author, count, *, at=NOON):
    return [Vote(giver, author, at + timedelta(minutes=n)) for n in range(count)]


def test_votes_that_are_not_returned_keep_their_weight():
    assert record.discounts(votes(ANN, BOB, 9)) == {}


def test_mutual_votes_weigh_as_the_golden_figures_say():
    lost = record.discounts(votes(ANN, BOB, 5) + votes(BOB, ANN, 5))

    assert lost == {(BOB, TODAY): pytest.approx(5 * 0.75), (ANN, TODAY): pytest.approx(5 * 0.75)}


def test_what_was_returned_long_after_is_no_exchange():
    lost = record.discounts(votes(ANN, BOB, 5) + votes(BOB, ANN, 5, at=NOON + timedelta(days=46)))

    assert lost == {}
