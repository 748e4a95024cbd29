"""Shapes of the room engagement. Written by `make client`."""

from dataclasses import dataclass
from datetime import datetime

from ..decoding import Shape
from .shared import Person


@dataclass(frozen=True, kw_only=True)
class WatchMade(Shape):
    """What `engagement.add_entry` answers."""

    id: int


@dataclass(frozen=True, kw_only=True)
class Watched(Shape):
    """Somebody on the watchlist: W, its inputs (nothing where one is unknown), why and since when."""

    member: Person
    w: float
    v: float | None
    r: float | None
    p: float | None
    formula: str
    reasons: tuple[str, ...]
    why: str
    since: datetime
    entry: int | None
    owner: str | None
    owner_handle: str | None


@dataclass(frozen=True, kw_only=True)
class Watchlist(Shape):
    """What `engagement.show_watchlist` answers."""

    watched: tuple[Watched, ...]
    preset: str
    in_use: str
