"""Where points and bars stand."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from voc.insight import charts

values = st.lists(st.one_of(st.none(), st.floats(0, 1e6)), min_size=1, max_size=30)


def test_axes_have_round_marks_around_the_values():
    chart = charts.line_chart([("index", "Health", [486.0, 612.0, 540.0])], ["W1", "W2", "W3"])

    assert [tick.label for tick in chart.y_ticks] == ["450", "500", "550", "600", "650"]
    assert [tick.label for tick in chart.x_ticks] == ["W3"]


def test_a_week_without_a_value_is_a_gap_and_a_lonely_one_a_dot():
    chart = charts.line_chart([("index", "Health", [500.0, None, 510.0, 520.0])], ["a", "b", "c", "d"])

    assert chart.lines[0].path.count("M") == 2
    assert chart.lines[0].path.count("L") == 1


def test_labels_at_the_ends_do_not_cover_each_other():
    same = [500.0, 500.0]

    chart = charts.line_chart([(name, name, same) for name in ("one", "two", "three")], ["a", "b"])

    ends = sorted(line.end_y for line in chart.lines)
    assert min(b - a for a, b in pairwise(ends)) >= 16


def test_bars_begin_at_zero_and_the_tallest_fills_the_chart():
    found = charts.bars([("few", 2), ("many", 8), ("none", 0)])

    assert [bar.height for bar in found] == [41.0, 164.0, 0.0]


def test_an_interval_lies_around_its_value_within_the_scale():
    band = charts.interval_band(500, 400, 1200, least=0, most=1000)

    assert (band.low, band.value, band.low + band.width) == (96.0, 120.0, charts.BAND_WIDTH)


@given(values)
def test_every_point_stands_inside_the_chart(drawn):
    chart = charts.line_chart([("index", "Health", drawn)], [str(n) for n in range(len(drawn))])

    for line in chart.lines:
        assert charts.TOP - 1 <= line.end_y <= charts.HEIGHT - charts.BOTTOM + 1
    assert 2 <= len(chart.y_ticks) <= 8


@given(st.lists(st.integers(0, 1_000), min_size=1, max_size=20))
def test_small_bars_stand_inside_their_strip(counts):
    for bar in charts.spark(counts):
        assert 0 <= bar.y <= charts.SPARK_HEIGHT
        assert bar.height <= charts.SPARK_HEIGHT
