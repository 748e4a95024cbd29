"""Shapes of the room kernel. Written by `make client`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..decoding import Shape


@dataclass(frozen=True, kw_only=True)
class Change(Shape):
    """A fact: `at` is when it happened, `recorded_at` when we learned it; the payload holds ids, numbers and codes."""

    seq: int
    kind: str
    schema: int
    at: datetime
    recorded_at: datetime
    actor_id: int | None
    imported: bool
    payload: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Changes(Shape):
    """What `changes.list` answers."""

    changes: tuple[Change, ...]
    next: str | None
