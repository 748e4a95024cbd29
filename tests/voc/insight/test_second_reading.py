"""Every number of a week is read again, by a naive reading of the tables."""

from community.kernel import db as kernel_db
from community.kernel.weeks import Week
from tests.voc.insight import naive
from voc.insight.health import FACTORS
from voc.insight.specs import ALL
from voc.insight.topics import business_zone

INDICES = ("health", "health_diagnostic", "health_predictive")


def test_the_second_reading_covers_every_number_that_there_is(live_app):
    week = Week.parse("2026-W47")

    with kernel_db.reading():
        again = naive.Naive(business_zone())
        read = {*again.counts(week.monday), *again.rates(week.monday), *again.health(week.monday)}

    assert read == {name for name, spec in ALL.items() if spec.missing is None}
    assert {*FACTORS, *INDICES} <= read
