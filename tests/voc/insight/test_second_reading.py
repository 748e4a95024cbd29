"""Every number of a week again, by a naive reading of the tables."""

import pytest
from support import databases, lived

from community.kernel import db as kernel_db
from community.kernel.weeks import Week
from tests.voc.insight import naive
from voc.insight.health import FACTORS
from voc.insight.numbers import WeekNumbers, week_numbers
from voc.insight.specs import ALL
from voc.insight.topics import business_zone

SHORT_LIFE = 5  # weeks of the sample community that `make test` lives through
INDICES = ("health", "health_diagnostic", "health_predictive")
close = pytest.approx


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


@pytest.mark.prove
@pytest.mark.timeout(1_500)
@pytest.mark.parametrize("kind", databases.REDUCED_KINDS, indirect=True, scope="session")
def test_both_readings_agree_on_the_sample_community(live_app, kind, compared_weeks, record_property):
    planned = lived.sample(None if compared_weeks > SHORT_LIFE else SHORT_LIFE)
    zone = business_zone()
    last = Week.of(planned.until, zone).plus(-1)
    if compared_weeks <= SHORT_LIFE:
        last = Week.of(planned.since, zone).plus(SHORT_LIFE - 1)

    with kernel_db.reading():
        again = naive.Naive(zone)
        found = {week.key: differences(week_numbers(week), again) for week in last.back(compared_weeks)}

    assert {key: names for key, names in found.items() if names} == {}
    assert len(found) == compared_weeks
    what = "numbers of a week of the sample community equal a naive reading of the tables"
    record_property("proven", [what, kind, f"{compared_weeks} weeks"])


def test_the_second_reading_covers_every_number_that_there_is(live_app):
    week = Week.parse("2026-W47")

    with kernel_db.reading():
        again = naive.Naive(business_zone())
        read = {*again.counts(week.monday), *again.rates(week.monday), *again.health(week.monday)}

    assert read == {name for name, spec in ALL.items() if spec.missing is None}
    assert {*FACTORS, *INDICES} <= read
