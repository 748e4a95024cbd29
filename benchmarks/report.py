"""What was measured, as lines of a table."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One measured number; `mark` is what we promise for it, where we promise anything."""

    name: str
    value: float
    unit: str
    mark: float | None = None

    def line(self) -> str:
        mark = "" if self.mark is None else f"{self.mark:g}"
        share = "" if self.mark is None else f"{self.value / self.mark:.2f}"
        return f"{self.name:<46} {_plain(self.value):>10} {self.unit:<15} {mark:>6} {share:>6}"


def _plain(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.2f}"


def heading(title: str) -> str:
    """Return the head of one part of the report."""
    return f"\n{title:<46} {'reached':>10} {'':<15} {'mark':>6} {'share':>6}\n{'-' * 87}"


def show(title: str, figures: Iterable[Figure]) -> None:
    """Print one part of the report."""
    print(heading(title))
    for figure in figures:
        print(figure.line(), flush=True)
