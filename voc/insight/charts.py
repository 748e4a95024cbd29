"""Charts as numbers: where the points of a line and the bars of a histogram stand in an SVG; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Final

WIDTH, HEIGHT = 720, 220
LEFT, RIGHT, TOP, BOTTOM = 44, 92, 12, 28
BAND_WIDTH = 240
STEPS: Final = (1, 2, 2.5, 5, 10)
SPARK_WIDTH, SPARK_HEIGHT, SPARK_GAP = 104, 24, 2


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis: where it is, and what it says."""

    at: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One series: its path, and where its last point stands with what it says."""

    name: str
    label: str
    path: str
    end_x: float
    end_y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChart:
    """Lines over weeks; a week without a value is a gap."""

    lines: tuple[Line, ...]
    y_ticks: tuple[Tick, ...]
    x_ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar, from the ground up."""

    x: float
    y: float
    width: float
    height: float
    label: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A value on its scale, and the range in which it may lie."""

    value: float
    low: float
    width: float


def interval_band(value: float, low: float, high: float, *, least: float, most: float) -> Band:
    """Return where a value and its interval lie on a scale from `least` to `most`."""

    def x(number: float) -> float:
        return round(BAND_WIDTH * (min(most, max(least, number)) - least) / (most - least), 1)

    return Band(value=x(value), low=x(low), width=round(x(high) - x(low), 1))


def line_chart(
    series: Sequence[tuple[str, str, Sequence[float | None]]], labels: Sequence[str], *, every: int = 4
) -> LineChart:
    """Return the chart of (name, label, values) series over the labelled places; every n-th label is printed."""
    known = [v for _name, _label, values in series for v in values if v is not None]
    low, high, step = _scale(min(known, default=0.0), max(known, default=1.0))
    place = (WIDTH - LEFT - RIGHT) / max(1, len(labels) - 1)

    def x(n: int) -> float:
        return round(LEFT + n * place, 1)

    def y(value: float) -> float:
        return round(HEIGHT - BOTTOM - (value - low) / (high - low) * (HEIGHT - TOP - BOTTOM), 1)

    lines = [
        _line(name, label, [(x(n), None if value is None else y(value)) for n, value in enumerate(values)])
        for name, label, values in series
    ]
    marks = [low + n * step for n in range(round((high - low) / step) + 1)]
    return LineChart(
        lines=tuple(_apart([line for line in lines if line.path])),
        y_ticks=tuple(Tick(y(mark), f"{mark:g}") for mark in marks),
        x_ticks=tuple(Tick(x(n), label) for n, label in enumerate(labels) if (len(labels) - 1 - n) % every == 0),
    )


def _scale(low: float, high: float) -> tuple[float, float, float]:
    """Return round bounds around the values, and a step that makes three to six marks."""
    rough = max(high - low, 1e-9, abs(high) * 0.02) / 4
    power = 10.0 ** floor(log10(rough))
    step = next(power * factor for factor in STEPS if power * factor >= rough * (1 - 1e-9))
    return floor(low / step) * step, max(ceil(high / step), floor(low / step) + 1) * step, step


def _line(name: str, label: str, points: Sequence[tuple[float, float | None]]) -> Line:
    path, pen = [], "M"
    for x, y in points:
        if y is not None:
            path.append(f"{pen}{x} {y}{'h0' if pen == 'M' else ''}")  # h0: a point between gaps is a dot
        pen = "M" if y is None else "L"
    shown = [(x, y) for x, y in points if y is not None]
    end_x, end_y = shown[-1] if shown else (0.0, 0.0)
    return Line(name=name, label=label, path=" ".join(path), end_x=end_x, end_y=end_y)


def _apart(lines: Sequence[Line], *, least: float = 16.0) -> list[Line]:
    """Push the labels at the lines' ends apart, so that none covers another."""
    placed: list[Line] = []
    lowest = float("-inf")
    for line in sorted(lines, key=lambda one: one.end_y):
        y = max(line.end_y, lowest + least)
        placed.append(Line(name=line.name, label=line.label, path=line.path, end_x=line.end_x, end_y=y))
        lowest = y
    return placed


def bars(counts: Sequence[tuple[str, int]]) -> list[Bar]:
    """Return the bars of a histogram; axes of bars begin at zero."""
    top = max([count for _label, count in counts] + [1])
    each = (WIDTH - 8) / max(1, len(counts))
    tall = HEIGHT - 2 * BOTTOM
    found = []
    for n, (label, count) in enumerate(counts):
        height = round(tall * count / top, 1)
        found.append(
            Bar(
                x=round(4 + n * each + each * 0.08, 1),
                y=round(HEIGHT - BOTTOM - height, 1),
                width=round(each * 0.84, 1),
                height=height,
                label=label,
                count=count,
            )
        )
    return found


def spark(values: Sequence[float]) -> list[Bar]:
    """Return small bars for the trend of a count."""
    top = max([*values, 1])
    each = SPARK_WIDTH / max(1, len(values))
    return [
        Bar(
            x=round(n * each, 1),
            y=round(SPARK_HEIGHT - max(1.0, SPARK_HEIGHT * value / top), 1),
            width=round(each - SPARK_GAP, 1),
            height=round(max(1.0, SPARK_HEIGHT * value / top), 1),
            label="",
            count=round(value),
        )
        for n, value in enumerate(values)
    ]
