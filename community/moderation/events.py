"""What the moderation room says happened. A case knows its thing; the facts name the case and the thing's author."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from community.kernel.events import Event

from .policy import Reason


@dataclass(frozen=True, kw_only=True)
class ThingFlagged(Event):
    """Somebody said that a thing breaks a rule of the comment policy."""

    kind: ClassVar[str] = "moderation.thing_flagged"
    case_id: int
    reason: Reason


@dataclass(frozen=True, kw_only=True)
class ThingHeld(Event):
    """A thing went out of sight until somebody rules on it; there is no reason where a check noticed it."""

    kind: ClassVar[str] = "moderation.thing_held"
    case_id: int
    author_id: int | None
    reason: Reason | None


@dataclass(frozen=True, kw_only=True)
class FlagsUpheld(Event):
    """A second person found that the thing breaks this rule; unless it is passed on, it is removed."""

    kind: ClassVar[str] = "moderation.flags_upheld"
    case_id: int
    author_id: int | None
    reason: Reason


@dataclass(frozen=True, kw_only=True)
class FlagsDeclined(Event):
    """A second person found nothing wrong; what was held is shown again."""

    kind: ClassVar[str] = "moderation.flags_declined"
    case_id: int
    author_id: int | None


@dataclass(frozen=True, kw_only=True)
class DecisionUndone(Event):
    """A decision was taken back; the case waits again."""

    kind: ClassVar[str] = "moderation.decision_undone"
    case_id: int
    author_id: int | None


@dataclass(frozen=True, kw_only=True)
class DecisionAppealed(Event):
    """The author objects to a decision."""

    kind: ClassVar[str] = "moderation.decision_appealed"
    case_id: int
    author_id: int | None


@dataclass(frozen=True, kw_only=True)
class AppealRuled(Event):
    """Somebody who had no part in the decision ruled on the author's objection."""

    kind: ClassVar[str] = "moderation.appeal_ruled"
    case_id: int
    author_id: int | None
    ruling: Literal["overturned", "confirmed"]


@dataclass(frozen=True, kw_only=True)
class ThingRedacted(Event):
    """Private words were cut out of a thing for good."""

    kind: ClassVar[str] = "moderation.thing_redacted"
    redaction_id: int
    author_id: int | None
    reason: Reason


@dataclass(frozen=True, kw_only=True)
class MemberSanctioned(Event):
    """A member may not write, or do anything but read, until a date."""

    kind: ClassVar[str] = "moderation.member_sanctioned"
    sanction_id: int
    member_id: int
    sanction: Literal["silence", "suspend"]


@dataclass(frozen=True, kw_only=True)
class SanctionLifted(Event):
    """A sanction ended before its date."""

    kind: ClassVar[str] = "moderation.sanction_lifted"
    sanction_id: int
    member_id: int


@dataclass(frozen=True, kw_only=True)
class TrustLevelReached(Event):
    """These members have this trust level now, whether they rose or fell to it."""

    kind: ClassVar[str] = "moderation.trust_level_reached"
    level: int
    member_ids: tuple[int, ...]
