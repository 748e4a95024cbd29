"""Shapes of the room reputation. Written by `make client`."""

from dataclasses import dataclass
from datetime import date, datetime

from ..decoding import Shape
from .shared import Person


@dataclass(frozen=True, kw_only=True)
class EarningRule(Shape):
    """A rule of the ledger; `given` says whether anything here earns by it yet."""

    rule: str
    label: str
    points: int
    capped: bool
    given: bool


@dataclass(frozen=True, kw_only=True)
class EarningRules(Shape):
    """What `reputation.list_rules` answers."""

    rules: tuple[EarningRule, ...]


@dataclass(frozen=True, kw_only=True)
class Influence(Shape):
    """Somebody's place among those who help."""

    place: int
    person: Person
    expertise: float
    page_rank: float
    z: float
    percentile: float
    helped: int
    answers: int
    asked: int


@dataclass(frozen=True, kw_only=True)
class Helpers(Shape):
    """Who helps whom, as of the newest run; nobody before the first one."""

    at: datetime | None
    people: tuple[Influence, ...]


@dataclass(frozen=True, kw_only=True)
class LedgerLine(Shape):
    """A line of the ledger; `why_not` says why it does not count, `title` nothing that the caller may not see."""

    at: datetime
    rule: str
    label: str
    points: int
    counts: bool
    why_not: str
    title: str
    url: str | None


@dataclass(frozen=True, kw_only=True)
class LedgerDay(Shape):
    """The lines of one UTC day, and how many of its points go beyond the day's cap."""

    day: date
    beyond_cap: int
    lines: tuple[LedgerLine, ...]


@dataclass(frozen=True, kw_only=True)
class Ledger(Shape):
    """What `people.list_ledger` answers."""

    days: tuple[LedgerDay, ...]
    next: str | None


@dataclass(frozen=True, kw_only=True)
class StandingTerm(Shape):
    """One of the five terms of a standing, what it may be at most, and what it is made of."""

    label: str
    value: float
    most: int
    says: str


@dataclass(frozen=True, kw_only=True)
class Reputation(Shape):
    """Somebody's points and standing, the rank shown, and what would change it."""

    points: int
    standing: float
    terms: tuple[StandingTerm, ...]
    rank: str
    falls_on: date | None
    next_rank: str | None
    ways: tuple[str, ...]
