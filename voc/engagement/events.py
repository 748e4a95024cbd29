"""What the engagement room says happened."""

from dataclasses import dataclass
from typing import ClassVar

from community.kernel.events import Event

from .scoring import Preset


@dataclass(frozen=True, kw_only=True)
class EntryAdded(Event):
    """An employee put somebody on the watchlist by hand, with a reason."""

    kind: ClassVar[str] = "engagement.entry_added"
    entry_id: int
    member_id: int


@dataclass(frozen=True, kw_only=True)
class EntryRemoved(Event):
    """Somebody who was put on the watchlist by hand was taken off."""

    kind: ClassVar[str] = "engagement.entry_removed"
    entry_id: int
    member_id: int


@dataclass(frozen=True, kw_only=True)
class WeightsChosen(Event):
    """An administrator changed what W weighs."""

    kind: ClassVar[str] = "engagement.weights_chosen"
    preset: Preset
