"""What the room's pages show, as small frozen values, and the words for its codes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l

from community.accounts.authors import Author

from . import addresses, rules

STATUS_LABELS: dict[str, Any] = {
    "new": _l("New"),
    "under_review": _l("Under review"),
    "needs_information": _l("Needs information"),
    "planned": _l("Planned"),
    "in_development": _l("In development"),
    "delivered": _l("Delivered"),
    "declined": _l("Declined"),
    "already_exists": _l("Already exists"),
    "duplicate": _l("Duplicate"),
}
REASON_LABELS: dict[str, Any] = {
    "other_direction": _l("It leads away from where the product goes"),
    "few_would_use_it": _l("Too few would use it"),
    "too_costly": _l("It costs more than it gives"),
    "not_possible": _l("It cannot be done technically"),
    "law_or_safety": _l("Law or safety forbids it"),
}
STATE_LABELS: dict[str, Any] = {
    "open": _l("Open"),
    "new": _l("New"),
    "in_progress": _l("In progress"),
    "on_hold": _l("On hold"),
    "completed": _l("Completed"),
    "closed": _l("Closed"),
    "all": _l("All"),
}


@dataclass(frozen=True, kw_only=True)
class Heat:
    """An idea's hotness with the three numbers that it is made of."""

    votes: int
    comments: int
    age_hours: float

    @property
    def hotness(self) -> float:
        return rules.hotness(votes=self.votes, comments=self.comments, age_hours=self.age_hours)

    @property
    def millionths(self) -> int:
        """The hotness as a whole number, which a page key can carry."""
        return round(self.hotness * 1_000_000)


@dataclass(frozen=True, kw_only=True)
class IdeaRow:
    id: int
    title: str
    slug: str
    excerpt: str
    author: Author
    created_at: datetime
    status: str
    status_since: datetime
    votes: int
    comments: int
    hidden: bool
    voted: bool = False
    heat: Heat | None = None

    @property
    def url(self) -> str:
        return addresses.idea(self.id, self.slug)

    @property
    def status_label(self) -> Any:
        return STATUS_LABELS[self.status]

    @property
    def status_set(self) -> str:
        return rules.SET_OF[self.status]

    @property
    def takes_votes(self) -> bool:
        return rules.is_open(self.status) and not self.hidden


@dataclass(frozen=True, kw_only=True)
class MergedRow:
    """An idea that is seen under another one."""

    id: int
    title: str
    author: Author
    merged_at: datetime

    @property
    def part_url(self) -> str:
        return addresses.idea_act(self.id, "part")


@dataclass(frozen=True, kw_only=True)
class MoveRow:
    """One line of an idea's log: who moved it when, from where to where, and the official response."""

    by: Author
    at: datetime
    from_status: str
    to_status: str
    reason: str | None
    html: str

    @property
    def from_label(self) -> Any:
        return STATUS_LABELS[self.from_status]

    @property
    def to_label(self) -> Any:
        return STATUS_LABELS[self.to_status]

    @property
    def reason_label(self) -> Any:
        return REASON_LABELS[self.reason] if self.reason else ""


@dataclass(frozen=True, kw_only=True)
class CommentRow:
    id: int
    author: Author
    html: str
    created_at: datetime
    hidden: bool
    hidden_reason: str | None
    written_under: str | None = None

    @property
    def url(self) -> str:
        return addresses.comment(self.id)
