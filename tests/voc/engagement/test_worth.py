"""V of customers without a tier: their places among the customers by revenue and loyalty, worked out by hand."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import people

from community.accounts.customers import Customer, Told
from voc.engagement import queries, scoring, worth
from voc.engagement.scoring import PRESETS

DAY = date(2026, 1, 5)
NOW = datetime(2026, 10, 28, tzinfo=UTC)


def told(value):
    return Told(value=value, source="CRM", as_of=DAY)


def customers(field, values, **more):
    return {id_: Customer(**{field: told(value)}, **more) for id_, value in enumerate(values, 1)}


def v_of(known):
    return {id_: one.value for id_, one in worth.worths(known).items()}


def test_ten_different_revenues_stand_at_the_middles_of_tenths():
    found = v_of(customers("arpu", [str(10 * n) for n in range(1, 11)]))

    assert list(found.values()) == [0.05, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95]


@pytest.mark.parametrize(
    ("values", "found"),
    [
        (["20"] * 10, {0.5}),
        (["10"] * 5 + ["20"] * 5, {0.25, 0.75}),
        (["1000"] + ["10"] * 19, {0.975, 0.475}),
        (["10"] * 9, set()),  # fewer than ten say nothing
        (["10 EUR"] * 5 + ["20 USD"] * 5, set()),  # amounts of two currencies are not compared
        (["10 EUR"] * 10 + ["9 USD"], {0.5}),
    ],
)
def test_equal_revenues_share_a_place_within_their_currency(values, found):
    assert set(v_of(customers("arpu", values)).values()) == found


def test_loyalty_levels_that_are_called_like_tiers_are_in_order():
    levels = ["Bronze"] * 4 + ["silver"] * 4 + ["GOLD"] * 2 + ["Sunflower"]

    found = v_of(customers("loyalty_level", levels))

    assert found == {**dict.fromkeys(range(1, 5), 0.2), **dict.fromkeys(range(5, 9), 0.6), 9: 0.9, 10: 0.9}


def test_what_is_known_counts_alike():
    known = customers("arpu", [str(10 * n) for n in range(1, 11)])
    top = Customer(arpu=told("200"), contract_value=told("1"))
    poor = {id_: Customer(contract_value=told(str(id_))) for id_ in range(101, 110)}

    found = worth.worths(known | poor | {100: top})[100]

    assert [(place.field, place.percentile, place.peers) for place in found.places] == [
        ("contract_value", 0.05, 10),
        ("arpu", pytest.approx(10.5 / 11), 11),
    ]
    assert found.value == round((0.05 + 10.5 / 11) / 2, 4) == 0.5023


def test_a_tier_wins_and_staff_are_no_peers():
    known = customers("arpu", [str(10 * n) for n in range(1, 12)])
    known[1] = Customer(arpu=told("10"), tier=told("gold"))

    found = worth.worths(known, nobody={11})

    assert sorted(found) == list(range(2, 11))
    assert found[10].value == 0.95
    assert scoring.value("gold", has_record=True, worth=None) == 0.75


@pytest.mark.parametrize(
    ("tier", "has_record", "place", "value"),
    [
        *[(None, True, 0.95, 0.95), ("bronze", True, 0.95, 0.25), ("none", True, 0.95, 0.1)],
        *[(None, True, None, 0.1), (None, False, None, 0.25)],
    ],
)
def test_v_is_the_tier_then_the_place_then_the_least(tier, has_record, place, value):
    assert scoring.value(tier, has_record=has_record, worth=place) == value


@pytest.mark.parametrize(("preset", "w"), [("balanced", 83.28), ("b2c", 79.70), ("boutique", 92.26)])
def test_w_of_somebody_with_high_revenue_and_24000_followers(preset, w):
    assert scoring.score(0.95, 0.73, None, PRESETS[preset]).w == w


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=60))
def test_places_lie_within_0_and_1_grow_with_the_value_and_have_the_mean_one_half(values):
    ranks = worth.mid_ranks(values)

    assert all(0 < rank < 1 for rank in ranks.values())
    assert [ranks[value] for value in sorted(ranks)] == sorted(ranks.values())
    assert sum(ranks[value] for value in values) / len(values) == pytest.approx(0.5)


def test_a_customer_without_a_tier_stands_on_the_list_by_revenue_and_the_list_says_why(board, asker, tell):
    people.topic(board, asker, "The hub does not find my battery")
    asker.joined_at = datetime(2026, 1, 1, tzinfo=UTC)
    tell(asker, arpu="900 EUR")
    before = {one.member.name: one.v for one in queries.watchlist(NOW)}
    for number in range(9):
        someone = people.member(f"Customer {number}")
        someone.joined_at = datetime(2026, 1, 1, tzinfo=UTC)
        tell(someone, arpu=f"{number + 1} EUR")

    found = {one.member.name: one for one in queries.watchlist(NOW)}["Ines Asker"]

    assert "Ines Asker" not in before
    assert found.v == 0.95
    assert (
        found.inputs[0].basis
        == "revenue per user 900 EUR at percentile 0.9500 of 10 customers, says CRM as of 5 Jan 2026"
    )
    assert found.why.startswith("A score of 50 or more")
