"""The interval of the health index: deterministic, around the index, wider where days differ."""

import numpy as np
import pytest

from voc.insight import health, resampling
from voc.insight.health import FACTORS
from voc.insight.resampling import Days

WEEKS = 4


def days(spread):
    """Return a week of 70 of everything; with a spread, half of the days hold it all."""
    each = np.array([10 * (1 + spread * (-1) ** n) for n in range(7)])
    return Days(
        members=each,
        content=each,
        traffic=each,
        response_sum=each * 0.5,
        opportunities=each,
        interaction_sum=each * 3,
        threads=each,
        posts=np.stack([each, each]),
    )


def series():
    return {
        "members": [70.0] * 20,
        "content": [70.0] * 20,
        "traffic": [70.0] * 20,
        "responsiveness": [0.5] * 20,
        "interaction": [3.0] * 20,
        "liveliness": [70 / 120] * 20,
    }


def found(spread, seed=47, counted=FACTORS):
    return resampling.interval(series(), [days(spread)] * WEEKS, counted, seed=seed)


def test_equal_days_leave_no_doubt():
    scores = dict.fromkeys(FACTORS, 0.5) | {"liveliness": 70 / 120}

    assert found(0).low == found(0).high == round(health.index(scores))


def test_uneven_days_leave_more():
    assert found(0.9).low < found(0).low <= found(0).high
    assert found(0.9).high - found(0.9).low > found(0.3).high - found(0.3).low


def test_the_same_week_gives_the_same_bytes():
    assert found(0.9) == found(0.9)
    assert found(0.9, seed=47) != found(0.9, seed=48)


def test_too_few_factors_have_no_interval():
    assert found(0.5, counted=FACTORS[:3]) is None


@pytest.mark.parametrize("factor", FACTORS)
def test_every_factor_is_drawn(factor):
    uneven = [f for f in FACTORS if f != factor]
    flat = {name: getattr(days(0), name) for name in Days.__dataclass_fields__}
    parts = {
        "members": ("members",),
        "content": ("content",),
        "traffic": ("traffic",),
        "responsiveness": ("response_sum",),
        "interaction": ("interaction_sum",),
        "liveliness": ("posts",),
    }[factor]
    one = Days(**(flat | {name: getattr(days(0.9), name) for name in parts}))

    with_it = resampling.interval(series(), [one] * WEEKS, FACTORS, seed=1)
    without = resampling.interval(series(), [one] * WEEKS, uneven, seed=1)

    assert with_it.low < with_it.high
    assert without.low == without.high
