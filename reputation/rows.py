"""What the room's pages show, as small frozen values, and the words for its codes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _l

from community.accounts.authors import Author

from .earning import GIVEN
from .scoring import CAPPED, POINTS

RULE_LABELS: dict[str, Any] = {
    "ACT1": _l("A post of at least 20 characters, the first five of a day"),
    "CNF1": _l("An answer that the asker accepted"),
    "CNF1-asker": _l("Accepting an answer to one's question"),
    "CNF2": _l("“This worked for me” from somebody else"),
    "CNF2-denial": _l("“It did not work” from somebody else; weighs in quality only"),
    "RAT1": _l("Kudos for an answer"),
    "RAT2": _l("Kudos for a question, or a vote for an idea"),
    "RAT3": _l("A down-vote on the site that the post was imported from"),
    "REU1": _l("A post that went into a published article"),
    "REU2": _l("That article helped again"),
    "IDE1": _l("An idea that was delivered"),
    "MOD1": _l("A post that broke the rules badly"),
}
HELD_LABELS: dict[str, Any] = {
    "self": _l("one's own doing"),
    "on_behalf": _l("marked by a moderator, not by the asker"),
    "too_short": _l("shorter than 20 characters"),
    "five_a_day": _l("after the fifth post of the day"),
    "three_an_answer": _l("after the third “this worked for me” for the answer"),
    "pair_cap": _l("pair cap: enough from one person in 30 days"),
}
REVERSAL_LABELS: dict[str, Any] = {
    "withdrawn": _l("taken back by its giver"),
    "unaccepted": _l("not the answer after all"),
    "moved_on": _l("the idea is not delivered after all"),
    "hidden": _l("hidden by a moderator"),
}
TERM_LABELS: dict[str, Any] = {
    "activity": _l("Activity"),
    "solutions": _l("Solutions"),
    "reuse": _l("Reuse"),
    "quality": _l("Quality"),
    "assessment": _l("Assessment"),
}
UNSEEN = {
    "post": _l("A post that is not shown to you"),
    "idea": _l("An idea that is not shown to you"),
}


def rules() -> list["RuleRow"]:
    """Return every rule of the ledger as the code has it."""
    return [
        RuleRow(rule=rule, points=points, capped=rule.startswith(CAPPED), given=rule in GIVEN)
        for rule, points in POINTS.items()
    ]


@dataclass(frozen=True, kw_only=True)
class LineRow:
    """One line of the ledger as its reader sees it: `title` says nothing of what the reader may not see."""

    at: datetime
    rule: str
    points: int
    held: str
    reversal: str
    reversed_at: datetime | None
    title: Any
    url: str | None

    @property
    def label(self) -> Any:
        return RULE_LABELS[self.rule]

    @property
    def counts(self) -> bool:
        return not self.held and not self.reversal

    @property
    def why_not(self) -> Any:
        """Why the line does not count; empty where it does."""
        return REVERSAL_LABELS[self.reversal] if self.reversal else HELD_LABELS.get(self.held, "")


@dataclass(frozen=True, kw_only=True)
class DayRow:
    """The lines of one UTC day, and what of its activity and ratings goes beyond the day's cap."""

    day: date
    lines: Sequence[LineRow]
    beyond_cap: int


@dataclass(frozen=True, kw_only=True)
class RuleRow:
    """A rule of the ledger with its points; `given` says whether anything here earns by it yet."""

    rule: str
    points: int
    capped: bool
    given: bool

    @property
    def label(self) -> Any:
        return RULE_LABELS[self.rule]


@dataclass(frozen=True, kw_only=True)
class TermRow:
    """One term of a standing with what it is made of."""

    label: Any
    value: Decimal
    most: int
    says: Any


@dataclass(frozen=True, kw_only=True)
class InfluenceLine:
    """Somebody's place in the table of influence."""

    place: int
    author: Author
    expertise: float
    page_rank: float
    z: float
    percentile: float
    helped: int
    answers: int
    asked: int
