"""What the admin room's queries return."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l

from community.accounts.authors import Author
from community.accounts.shown import ROLE_LABELS
from community.kernel.jobs import JobRun

RUN_LABELS = {
    "installed": _l("not yet"),
    "asked": _l("waits for the worker"),
    "running": _l("runs"),
    "done": _l("done"),
    "failed": _l("failed"),
}


@dataclass(frozen=True, kw_only=True)
class JobRow:
    """A job with its latest runs, the newest first, and when it is due next."""

    name: str
    next_due: datetime
    runs: Sequence[JobRun]


@dataclass(frozen=True, kw_only=True)
class ConsumerRow:
    """How far a consumer has read."""

    name: str
    is_projection: bool
    lag: int
    moved_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Truth:
    """How far what is derived follows what is true."""

    last_seq: int
    waiting: int
    oldest_waiting: datetime | None
    consumers: Sequence[ConsumerRow]
    documents: int
    index_bytes: int
    index_behind: int | None
    views_until: datetime | None
    workers: Sequence[tuple[str, datetime]]
    engine: str
    database_bytes: int


@dataclass(frozen=True, kw_only=True)
class MessageRow:
    """A message of the outbox without what it says."""

    id: int
    key: str
    channel: str
    state: str
    attempts: int
    created_at: datetime
    next_at: datetime
    sent_at: datetime | None
    error: str | None
    heads: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class HolderRow:
    """A member with a role of power."""

    member: Author
    role: str

    @property
    def label(self) -> Any:
        return ROLE_LABELS[self.role]


@dataclass(frozen=True, kw_only=True)
class ChangeRow:
    """A change of role with its reason."""

    at: datetime
    member: Author
    by: Author | None
    from_role: str
    to_role: str
    reason: str

    @property
    def labels(self) -> tuple[Any, Any]:
        return ROLE_LABELS[self.from_role], ROLE_LABELS[self.to_role]


@dataclass(frozen=True, kw_only=True)
class SignIns:
    """How many administrators and other employees sign in, and how many of each without a second step."""

    admins: int
    admins_alone: int
    others: int
    others_alone: int


@dataclass(frozen=True, kw_only=True)
class PowerRow:
    """An act of power from the log: who, what in words, whose, and the fact's ids and codes."""

    id: int
    at: datetime
    by: Author | None
    kind: str
    words: Any
    whose: Author | None
    details: Mapping[str, Any]
