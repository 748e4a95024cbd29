"""The candidate score: its golden values, and the laws of its printed parts."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_harvest import scoring
from kb_harvest.scoring import Worth
from kb_harvest.similarity import Titles

WORTHS = st.builds(
    Worth,
    grade=st.sampled_from(["accepted", "confirmed", "likely"]),
    views=st.floats(0, 10_000),
    kudos=st.integers(0, 1_000),
    against=st.integers(0, 1_000),
    standing=st.floats(0, 100),
    sufferers=st.integers(0, 50),
    similarity=st.floats(0, 1),
)


@pytest.mark.parametrize(
    ("worth", "terms"),
    [
        (Worth(grade="accepted"), "30.00 0.00 0.00 0.00 10.00"),
        (Worth(grade="confirmed", views=100, kudos=45, against=5), "21.00 8.33 15.73 0.00 10.00"),
        (Worth(grade="likely", views=900, kudos=2, sufferers=2), "12.00 20.45 6.85 4.29 10.00"),
        (
            Worth(grade="accepted", views=200, standing=55.73, sufferers=9, similarity=0.25),
            "30.00 12.50 11.15 9.64 7.50",
        ),
        (Worth(grade="accepted", against=3, standing=80, similarity=1), "30.00 0.00 0.00 0.00 0.00"),
    ],
)
def test_terms_by_hand(worth, terms):
    found = scoring.score(worth)

    assert " ".join(str(points) for _name, points in found.terms) == terms
    assert found.total == sum(map(Decimal, terms.split()))


@given(WORTHS)
def test_the_printed_terms_sum_to_the_printed_score_which_lies_between_0_and_100(worth):
    found = scoring.score(worth)

    assert str(found.total) == str(sum(points for _name, points in found.terms))
    assert 0 <= found.total <= 100
    assert all(0 <= points <= scoring.WEIGHTS[name] for name, points in found.terms)


@given(WORTHS, st.floats(0, 1_000))
def test_more_views_never_make_a_topic_worth_less(worth, more):
    raised = Worth(**vars(worth) | {"views": worth.views + more})

    assert scoring.score(raised).total >= scoring.score(worth).total


def test_weights_sum_to_100():
    assert sum(scoring.WEIGHTS.values()) == 100


@pytest.mark.parametrize(("views", "age", "demand"), [(900, 450, 180.0), (10, 0.2, 900.0), (0, 30, 0.0)])
def test_demand_of_an_imported_topic_is_reckoned_from_its_age(views, age, demand):
    assert scoring.imported_demand(views, age) == pytest.approx(demand, abs=1e-4)


def test_the_nearest_title_shares_the_rarest_words():
    known = Titles([(1, "The hub finds no battery"), (2, "The hub blinks red"), (3, "Charging stops at night")])

    same = known.nearest("Hub finding no batteries")
    other = known.nearest("Invoice for last year")

    assert same == (pytest.approx(1.0), 1)
    assert other == (0.0, None)
    assert known.nearest("Why does the hub blink?")[1] == 2


def test_similarity_by_hand():
    """Two titles of two words, one shared: idf of the shared is 1, of the other ln(3/2) + 1."""
    rare = 1.4054651081081644

    similarity, _ = Titles([(1, "alpha beta"), (2, "alpha gamma")]).nearest("alpha gamma beta")

    assert similarity == pytest.approx((1 + rare**2) / ((1 + rare**2) ** 0.5 * (1 + 2 * rare**2) ** 0.5), abs=1e-4)


def test_without_articles_everything_is_a_gap():
    assert Titles([]).nearest("The hub finds no battery") == (0.0, None)
