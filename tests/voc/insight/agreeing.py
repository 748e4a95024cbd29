"""Whether the numbers of a week equal what a naive reading of the tables finds."""

from collections.abc import Sequence

import pytest

from community.kernel.weeks import Week
from tests.voc.insight import naive
from voc.insight.numbers import WeekNumbers, week_numbers
from voc.insight.topics import business_zone

close = pytest.approx


def disagreeing(weeks: Sequence[Week]) -> dict[str, list[str]]:
    """Return of each week the names of the measures on which the two readings differ, if there are any."""
    again = naive.Naive(business_zone())
    found = {week.key: differences(week_numbers(week), again) for week in weeks}
    return {key: names for key, names in found.items() if names}


def differences(numbers: WeekNumbers, again: naive.Naive) -> list[str]:
    """Return the names of the measures on which the two readings differ."""
    monday = numbers.week.monday
    rates, values = again.rates(monday), again.counts(monday) | again.health(monday)
    found = [name for name, (value, n) in rates.items() if not _same_rate(numbers[name], value, n)]
    return found + [name for name, value in values.items() if not _same(numbers[name], value)]


def _same(measure, value):
    if measure.value is None:  # before anything of its kind ever happened there is nothing to count
        return not value
    return value is not None and measure.value == close(value, abs=1e-4)


def _same_rate(measure, value, n):
    shown = measure.value is None or measure.value == close(value, abs=1e-5)
    return shown and measure.n == n and (measure.value is not None) == (n >= 10 and value is not None)
