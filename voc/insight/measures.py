"""A published measure: its value with n and interval, or the sentence why there is none; pure.

Conventions: DOMAIN, section 0. From 30 on a rate is ok, from 10 on it is marked as uncertain, below it is not shown
and the same figure over 4 and over 13 weeks is offered instead. A number without a denominator is None, never 0.
"""

from dataclasses import dataclass
from hashlib import sha256
from json import dumps
from typing import Any, Final, Literal

OK_FROM, LOW_FROM = 30, 10
WIDER_WEEKS: Final = (4, 13)
DECIMALS: Final = 6

Kind = Literal["activity", "outcome", "quality"]
Status = Literal["ok", "low_n", "insufficient", "suppressed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A value from `n` rows with its 95 % interval where it has one, and what it was computed from."""

    value: float | None
    n: int | None = None
    low: float | None = None
    high: float | None = None
    inputs: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wider:
    """The same figure over more weeks, offered where one week says too little."""

    weeks: int
    value: float | None
    n: int
    low: float | None
    high: float | None
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One measure of one week; `why` says in a sentence why `value` is None, or what to mind about it."""

    name: str
    label: str
    kind: Kind
    value: float | None
    unit: str
    n: int | None
    low: float | None
    high: float | None
    status: Status
    why: str
    definition_version: str
    inputs_hash: str
    rows_url: str | None
    wider: tuple[Wider, ...] = ()


def status_of(n: int) -> Status:
    """Say whether a rate from `n` rows may be shown."""
    if not n:
        return "insufficient"
    if n >= OK_FROM:
        return "ok"
    return "low_n" if n >= LOW_FROM else "suppressed"


def wider(weeks: int, figure: Figure) -> Wider | None:
    """Return the figure of more weeks as it may be offered; None where these say too little as well."""
    status = status_of(figure.n or 0)
    if figure.value is None or status in ("insufficient", "suppressed"):
        return None
    return Wider(
        weeks=weeks,
        value=rounded(figure.value),
        n=figure.n or 0,
        low=rounded(figure.low),
        high=rounded(figure.high),
        status=status,
    )


def hash_of(inputs: Any) -> str:
    """Return the SHA-256 of the inputs in a canonical form: the same inputs give the same digits anywhere."""
    plain = dumps(inputs, sort_keys=True, separators=(",", ":"), default=str)
    return sha256(plain.encode()).hexdigest()


def rounded(value: float | None) -> float | None:
    """Return the value as it is published, to six decimals."""
    return None if value is None else round(value, DECIMALS) + 0.0  # + 0.0 turns -0.0 into 0.0
