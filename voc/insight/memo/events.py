"""What the weekly memo says happened."""

from dataclasses import dataclass
from typing import ClassVar

from community.kernel.events import Event

from .rules import Fate


@dataclass(frozen=True, kw_only=True)
class MemoDrafted(Event):
    """The scheduler wrote down what a week's memo is made of."""

    kind: ClassVar[str] = "insight.memo_drafted"
    memo_id: int


@dataclass(frozen=True, kw_only=True)
class MemoSigned(Event):
    """An editor chose what the week is remembered for, and stands by it."""

    kind: ClassVar[str] = "insight.memo_signed"
    memo_id: int


@dataclass(frozen=True, kw_only=True)
class MemoPublished(Event):
    """An edition came out, signed or not, and was mailed to so many people."""

    kind: ClassVar[str] = "insight.memo_published"
    memo_id: int
    signed: bool
    recipients: int


@dataclass(frozen=True, kw_only=True)
class AskFollowedUp(Event):
    """Somebody said what became of what an edition had asked for."""

    kind: ClassVar[str] = "insight.ask_followed_up"
    memo_id: int
    fate: Fate
