"""Shapes of the room search. Written by `make client`."""

from dataclasses import dataclass
from datetime import datetime

from ..decoding import Shape


@dataclass(frozen=True, kw_only=True)
class Hit(Shape):
    """One thing found; `snippet` is HTML with the words marked."""

    kind: str
    title: str
    url: str
    board: str
    author: str
    at: datetime
    snippet: str
    solved: bool


@dataclass(frozen=True, kw_only=True)
class Results(Shape):
    """What `search.search` answers."""

    hits: tuple[Hit, ...]
    total: int
    relaxed: bool
