"""Influence: golden figures, laws, and networkx as the oracle."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reputation import influence

ANN, BOB, CAT, DAN, EVE, FAY = range(1, 7)
EDGES = [(ANN, BOB, 3), (ANN, CAT, 1), (DAN, BOB, 2), (EVE, BOB, 1), (BOB, CAT, 2), (FAY, EVE, 4)]
edges = st.lists(st.tuples(st.integers(1, 12), st.integers(1, 12), st.integers(1, 9)), min_size=1, max_size=40)


@pytest.fixture
def golden():
    return influence.graph(EDGES, damped=False)


def test_expertise_rank_counts_people_as_in_the_paper(golden):
    ranks = influence.expertise_rank(golden, weighted=False)

    assert ranks == pytest.approx(
        {ANN: 0.15, BOB: 0.577125, CAT: 0.704306, DAN: 0.15, EVE: 0.2775, FAY: 0.15}, abs=1e-6
    )


def test_expertise_rank_weighs_how_often_somebody_helped(golden):
    ranks = influence.expertise_rank(golden)

    assert (ranks[BOB], ranks[CAT], ranks[EVE]) == pytest.approx((0.609, 0.699525, 0.2775), abs=1e-6)


def test_page_rank_has_the_golden_figures(golden):
    ranks = influence.page_rank(golden)

    expected = {ANN: 0.073673, BOB: 0.299112, CAT: 0.343573, DAN: 0.073673, EVE: 0.136295, FAY: 0.073673}
    assert ranks == pytest.approx(expected, abs=1e-5)


def test_damping_keeps_one_busy_pair_from_capturing_the_score():
    ranks = influence.page_rank(influence.graph(EDGES))

    assert (ranks[ANN], ranks[BOB], ranks[CAT], ranks[EVE]) == pytest.approx(
        (0.073787, 0.297759, 0.344376, 0.136505), abs=1e-5
    )


def test_half_of_the_teleport_goes_to_the_seeds(golden):
    ranks = influence.page_rank(golden, {BOB: 1.0, CAT: 1.0})

    assert (ranks[ANN], ranks[BOB], ranks[CAT], ranks[EVE]) == pytest.approx(
        (0.045201, 0.319118, 0.461658, 0.083621), abs=1e-5
    )


def test_percentiles_rank_by_middle_and_give_nothing_to_those_who_helped_nobody(golden):
    ranks = influence.percentiles(influence.expertise_rank(golden), [BOB, CAT, EVE])

    assert (ranks[CAT], ranks[BOB], ranks[EVE], ranks[ANN]) == pytest.approx((0.9167, 0.75, 0.5833, 0), abs=1e-4)


@pytest.mark.parametrize(
    ("answers", "questions", "expected"), [(30, 10, 3.1623), (9, 0, 3.0), (1, 0, 1.0), (0, 5, -2.2361), (0, 0, 0.0)]
)
def test_z_score_has_the_golden_figures(answers, questions, expected):
    score = influence.z_score(answers, questions)

    assert score == pytest.approx(expected, abs=1e-4)


@given(edges)
def test_page_rank_equals_networkx(triples):
    oracle = nx.DiGraph()
    for asker, answerer, count in triples:
        if asker != answerer:
            before = oracle.get_edge_data(asker, answerer, {"weight": 0})["weight"]
            oracle.add_edge(asker, answerer, weight=before + count)

    ranks = influence.page_rank(influence.graph(triples, damped=False))

    assert ranks == pytest.approx(nx.pagerank(oracle, alpha=0.85, tol=1e-12, max_iter=1000) if oracle else {}, abs=1e-5)


@given(edges)
def test_order_of_edges_does_not_matter_and_nothing_is_negative(triples):
    forward = influence.expertise_rank(influence.graph(triples))
    backward = influence.expertise_rank(influence.graph(triples[::-1]))

    assert forward == backward
    assert all(str(rank) != "-0.0" and rank >= 0 for rank in forward.values())


def test_an_empty_graph_has_no_ranks():
    empty = influence.graph([(1, 1, 3)])

    assert influence.page_rank(empty) == influence.expertise_rank(empty) == {}
