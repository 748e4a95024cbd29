"""Shapes of the room notifications. Written by `make client`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from ..decoding import Shape


class HoursIn(TypedDict):
    """When mails may come, by the member's clock; without quiet hours both are null."""

    quiet_from: int | None
    quiet_to: int | None
    digest_hour: int


@dataclass(frozen=True, kw_only=True)
class Hours(Shape):
    """When mails may come, by the member's clock; without quiet hours both are null."""

    quiet_from: int | None
    quiet_to: int | None
    digest_hour: int


@dataclass(frozen=True, kw_only=True)
class Notice(Shape):
    """A notice."""

    id: int
    reason: str
    says: str
    title: str
    url: str
    at: datetime
    unread: bool


@dataclass(frozen=True, kw_only=True)
class NoticeSettings(Shape):
    """How a member is told."""

    ways: Mapping[str, str]
    hours: Hours
    top_topics: str | None


@dataclass(frozen=True, kw_only=True)
class Notices(Shape):
    """A page of notices, and how many are unread (100 stands for more)."""

    notices: tuple[Notice, ...]
    unread: int
    next: str | None
