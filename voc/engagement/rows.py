"""What the room hands to pages and to other rooms, as small frozen values."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from flask_babel import lazy_gettext as _l

from community.accounts.authors import Author

from .eligibility import Reason
from .scoring import DECIMALS, FLOOR, INPUT_DECIMALS, Preset, Score

PRESET_LABELS: dict[Preset, Any] = {
    "balanced": _l("Balanced"),
    "b2c": _l("Consumer brand"),
    "boutique": _l("Few large customers"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ByHand:
    """Somebody whom a colleague put on the watchlist, and why."""

    member: Author
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One input of W: its letter and name, its value or None where it is unknown, and what it rests on."""

    letter: str
    name: str
    value: float | None
    basis: str
    counted: float | None
    weight: Fraction | None

    @property
    def shown(self) -> str:
        return "–" if self.value is None else f"{self.value:.{INPUT_DECIMALS}f}"

    @property
    def raised(self) -> bool:
        """Tell whether the input counts as the floor, because it lies below."""
        return self.value is not None and self.value < FLOOR

    @property
    def term(self) -> str:
        return f"{self.counted or 0:.{INPUT_DECIMALS}f}^({self.weight})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """Somebody on the watchlist; `v`, `r` and `p` are 0 to 1, None where unknown; `why` is one line."""

    member: Author
    score: Score
    inputs: tuple[Input, Input, Input]
    reasons: tuple[Reason, ...]
    why: str
    since: datetime
    entry_id: int | None
    owner: Author | None

    @property
    def w(self) -> float:
        return self.score.w

    @property
    def v(self) -> float | None:
        return self.inputs[0].value

    @property
    def r(self) -> float | None:
        return self.inputs[1].value

    @property
    def p(self) -> float | None:
        return self.inputs[2].value

    @property
    def unknown(self) -> tuple[str, ...]:
        """Return the letters of the inputs that are not known, and so were left out."""
        return tuple(one.letter for one in self.inputs if one.value is None)

    @property
    def shown_w(self) -> str:
        return f"{self.w:.{DECIMALS}f}"

    @property
    def formula(self) -> str:
        """W with everything it is made of, to be worked out by hand to the last digit."""
        terms = " × ".join(one.term for one in self.inputs if one.value is not None)
        return f"W = 100 × {terms} = {self.shown_w}"

    @property
    def url(self) -> str | None:
        return self.member.url


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which weights are in use, and who chose them when; nobody did before the first choice."""

    preset: Preset
    at: datetime | None
    by: str | None
