"""Shapes of the room moderation. Written by `make client`."""

from dataclasses import dataclass
from datetime import datetime

from ..decoding import Shape
from .shared import Person


@dataclass(frozen=True, kw_only=True)
class Act(Shape):
    """A line of the log of acts of power; `code` is a rule, an action, or the number of a topic."""

    id: int
    at: datetime
    by: Person | None
    act: str
    case: int | None
    member: Person | None
    code: str


@dataclass(frozen=True, kw_only=True)
class Appeal(Shape):
    """An author's objection, and what became of it."""

    at: datetime
    text: str
    ruling: str
    ruled_at: datetime | None
    answer: str


@dataclass(frozen=True, kw_only=True)
class Subject(Shape):
    """What a case is about."""

    kind: str
    id: int
    title: str
    url: str
    text: str
    hidden: bool
    author: Person


@dataclass(frozen=True, kw_only=True)
class Case(Shape):
    """A case of the review queue; `reasons` are those of its flags, `reason` the one that was decided."""

    id: int
    url: str
    subject: Subject
    opened_at: datetime
    noticed: str
    state: str
    severe: bool
    held: bool
    flags: int
    weight: int
    reasons: tuple[str, ...]
    claimed_by: Person | None
    decided_by: Person | None
    decided_at: datetime | None
    reason: str | None
    remark: str
    appeal: Appeal | None


@dataclass(frozen=True, kw_only=True)
class Cases(Shape):
    """What `moderation.list_cases` answers."""

    cases: tuple[Case, ...]
    next: str | None


@dataclass(frozen=True, kw_only=True)
class Decision(Shape):
    """What was decided about something that the caller wrote; `text` is what was removed."""

    id: int
    title: str | None
    url: str | None
    opened_at: datetime
    state: str
    held: bool
    reason: str | None
    remark: str
    text: str
    appeal: Appeal | None


@dataclass(frozen=True, kw_only=True)
class FlagShare(Shape):
    """How many flags a rule got, and how many of those decided were upheld."""

    label: str
    flags: int
    upheld: int
    decided: int


@dataclass(frozen=True, kw_only=True)
class Figures(Shape):
    """The last thirteen weeks of moderation; hours are those from opening a case to its decision."""

    decided: int
    waiting: int
    median_hours: float | None
    ninth_hours: float | None
    overturned: int
    appeals: int
    rules: tuple[FlagShare, ...]


@dataclass(frozen=True, kw_only=True)
class Flag(Shape):
    """A flag as those who decide see it."""

    by: Person
    at: datetime
    reason: str
    note: str
    weight: int
    outcome: str


@dataclass(frozen=True, kw_only=True)
class Need(Shape):
    """What a level asks for: at least `number`, or at most where `most`; and what the caller has."""

    of: str
    number: int
    most: bool
    have: int
    met: bool


@dataclass(frozen=True, kw_only=True)
class Level(Shape):
    """A level of trust, and what it asks for."""

    level: int
    needs: tuple[Need, ...]


@dataclass(frozen=True, kw_only=True)
class Log(Shape):
    """What `moderation.list_acts` answers."""

    acts: tuple[Act, ...]
    next: str | None


@dataclass(frozen=True, kw_only=True)
class OwnFlag(Shape):
    """A flag of one's own, and its outcome."""

    at: datetime
    reason: str
    outcome: str


@dataclass(frozen=True, kw_only=True)
class OwnSanction(Shape):
    """A sanction of the caller's, and until when it holds."""

    kind: str
    reason: str
    remark: str
    at: datetime
    ends_at: datetime
    active: bool


@dataclass(frozen=True, kw_only=True)
class Rule(Shape):
    """A rule of the comment policy; `severe` ones hide at once, `passed_on` ones remove nothing."""

    code: str
    label: str
    words: str
    severe: bool
    passed_on: bool


@dataclass(frozen=True, kw_only=True)
class Policy(Shape):
    """What `moderation.show_policy` answers."""

    rules: tuple[Rule, ...]


@dataclass(frozen=True, kw_only=True)
class Redaction(Shape):
    """In how many places the passages stand, or stood before they were cut out."""

    places: int
    done: bool


@dataclass(frozen=True, kw_only=True)
class SanctionMade(Shape):
    """What `moderation.sanction` answers."""

    id: int
    ends_at: datetime


@dataclass(frozen=True, kw_only=True)
class Sanction(Shape):
    """A sanction with those it concerns."""

    id: int
    member: Person
    kind: str
    reason: str
    remark: str
    by: Person | None
    at: datetime
    ends_at: datetime
    lifted_at: datetime | None
    active: bool


@dataclass(frozen=True, kw_only=True)
class Sanctions(Shape):
    """What `moderation.list_sanctions` answers."""

    sanctions: tuple[Sanction, ...]
    next: str | None


@dataclass(frozen=True, kw_only=True)
class Trust(Shape):
    """The caller's trust level, with everything that it is made of."""

    level: int
    levels: tuple[Level, ...]


@dataclass(frozen=True, kw_only=True)
class WholeCase(Shape):
    """What `moderation.show_case` answers."""

    case: Case
    flags: tuple[Flag, ...]
    acts: tuple[Act, ...]


@dataclass(frozen=True, kw_only=True)
class Word(Shape):
    """A watched word."""

    id: int
    phrase: str
    action: str
    by: Person | None
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Words(Shape):
    """What `moderation.list_words` answers."""

    words: tuple[Word, ...]


@dataclass(frozen=True, kw_only=True)
class Yours(Shape):
    """What `me.list_yours` answers."""

    flags: tuple[OwnFlag, ...]
    decisions: tuple[Decision, ...]
    sanctions: tuple[OwnSanction, ...]
