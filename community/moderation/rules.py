"""Rules of flags and decisions that need no database: whose flag weighs what, and who may rule."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from community.kernel.auth import MODERATORS, Viewer
from community.kernel.errors import Refused

from .policy import SEVERE, Reason

CLAIM_HOLDS: Final = timedelta(minutes=30)
TRUSTED_FROM: Final = 2  # trust level
TRUSTED_NEEDED: Final = 2
FAIR_WEIGHT: Final = 500  # of somebody whose flags nobody has ruled on yet
NOTE_LENGTH: Final = 500


def flag_weight(upheld: int, decided: int) -> int:
    """Return (upheld + 1) / (decided + 2) in thousandths: a half at first, then towards the share that was upheld."""
    if not 0 <= upheld <= decided:
        raise ValueError(f"{upheld} of {decided} is no record")
    return round(1000 * (upheld + 1) / (decided + 2))


def hides_at_once(reason: Reason, by: Viewer, trusted: int) -> bool:
    """Tell whether a flag takes its thing out of sight: one moderator's, or that of the second trusted member."""
    return reason in SEVERE and (by.role in MODERATORS or trusted >= TRUSTED_NEEDED)


def is_trusted(trust_level: int, weight: int) -> bool:
    """Tell whether a member's severe flag counts towards hiding at once: trusted, with a record no worse than none."""
    return trust_level >= TRUSTED_FROM and weight >= FAIR_WEIGHT


def is_claimed(claimed_by: int | None, claimed_at: datetime | None, by: Viewer, now: datetime) -> bool:
    """Tell whether somebody other than `by` is looking at a case at present."""
    fresh = claimed_at is not None and now - claimed_at < CLAIM_HOLDS
    return fresh and claimed_by is not None and claimed_by != by.member_id


def may_rule(by: Viewer, author_id: int | None, flaggers: Collection[int | None]) -> None:
    """Refuse a ruling by somebody who flagged the thing, wrote it, or is no moderator."""
    if by.role not in MODERATORS:
        raise Refused("Only moderators can do this.")
    if by.member_id is not None and by.member_id == author_id:
        raise Refused("Nobody rules on what they wrote.")
    if by.member_id is not None and by.member_id in flaggers:
        raise Refused("You flagged this; somebody else decides.")


def may_uphold(by: Viewer, reason: Reason, flaggers: Collection[int | None]) -> None:
    """Refuse an MVP who would be the only person to find something severe."""
    if by.role == "mvp" and reason in SEVERE and not flaggers:
        raise Refused("An MVP does not rule on this alone; flag it too, and an employee or another MVP decides.")
