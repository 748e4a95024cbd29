"""A score's printed terms sum to the printed score."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from community.kernel.sums import Sum


@given(st.lists(st.floats(-1e6, 1e6), max_size=8))
def test_terms_as_they_are_printed_sum_to_the_score(values):
    made = Sum.of((str(n), value) for n, value in enumerate(values))

    assert sum((Decimal(f"{value:.2f}") for _name, value in made.terms), Decimal(0)) == made.total
    assert all(value == value.quantize(Decimal("0.01")) for _name, value in made.terms)


def test_a_half_of_the_last_digit_goes_to_the_even_one():
    made = Sum.of([("first", 0.125), ("second", 0.135)])

    assert made.terms == (("first", Decimal("0.12")), ("second", Decimal("0.14")))
    assert made.total == Decimal("0.26")
