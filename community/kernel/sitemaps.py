"""What a room's public pages are, for those who look for pages from outside: https://www.sitemaps.org/protocol.html."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from .db import db

IDS_PER_PART = 10_000  # the protocol allows 50,000 addresses and 50 MB


@dataclass(frozen=True)
class PublicPage:
    """A page that everybody may read: its path, and when what it shows last changed."""

    path: str
    changed_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Sitemap:
    """The public pages of one kind, cut by their ids, so that a page stays in its part and a part costs what it holds.

    `ids` is the column they are cut by; `between(first, last)` returns the pages whose id is in first..last that nobody
    in particular may read: nothing hidden, held or private.
    """

    name: str
    ids: Any
    between: Callable[[int, int], Iterable[PublicPage]]

    @property
    def parts(self) -> int:
        highest: int = db.session.scalar(select(func.max(self.ids))) or 0
        return -(-highest // IDS_PER_PART)
