"""A score that explains itself: terms rounded as they are printed, so that they sum to it to the last digit; pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Self

LAST_DIGIT = Decimal("0.01")


@dataclass(frozen=True)
class Sum:
    """The terms of a score by name, each rounded to two decimals, half to even."""

    terms: tuple[tuple[str, Decimal], ...]

    @classmethod
    def of(cls, values: Iterable[tuple[str, float]]) -> Self:
        """Return the score of these terms, rounding each."""
        return cls(tuple((name, Decimal(str(value)).quantize(LAST_DIGIT, ROUND_HALF_EVEN)) for name, value in values))

    @property
    def total(self) -> Decimal:
        return sum((value for _name, value in self.terms), Decimal(0))
