"""Moments in words: how long ago, or in how long."""

from datetime import timedelta

import pytest

from community.kernel import clock
from community.kernel.web import wording


@pytest.mark.parametrize(
    ("distance", "says"),
    [
        (timedelta(seconds=-20), "just now"),
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=-5), "5 minutes ago"),
        (timedelta(hours=3, minutes=1), "in 3 hours"),
        (timedelta(days=6, hours=12, minutes=1), "in 7 days"),
        (timedelta(days=60), "22 Jan 2027"),
        (timedelta(days=-60), "24 Sep 2026"),
    ],
)
def test_a_moment_is_told_from_both_sides(app, distance, says):
    now = clock.now().replace(year=2026, month=11, day=23)
    with clock.at(now), app.test_request_context():
        assert wording.ago(now + distance) == says
