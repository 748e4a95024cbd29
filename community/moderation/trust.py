"""Trust levels: what a member has to have done, from facts that everybody can count; pure, and our own design.

Modelled on Discourse's levels 0 to 3, without what it reads from page views, which are no facts here.
"""

from dataclasses import dataclass
from typing import Final

LEVELS: Final = (0, 1, 2, 3)
LATELY_DAYS: Final = 100


@dataclass(frozen=True, kw_only=True)
class Record:
    """What counts for one member; "lately" is the last hundred days."""

    days_since_joining: int = 0
    posts: int = 0
    active_days: int = 0
    topics_answered: int = 0
    kudos_given: int = 0
    kudos_received: int = 0
    recent_active_days: int = 0
    recent_topics_answered: int = 0
    recent_removed: int = 0
    recent_sanctions: int = 0


@dataclass(frozen=True)
class Need:
    """One thing that a level asks for: at least (or, where `most`, at most) so much of a record's number."""

    of: str
    number: int
    most: bool = False

    def met_by(self, record: Record) -> bool:
        have: int = getattr(record, self.of)
        return have <= self.number if self.most else have >= self.number


NEEDS: Final[dict[int, tuple[Need, ...]]] = {
    1: (
        Need("days_since_joining", 1),
        Need("posts", 3),
        Need("active_days", 2),
        Need("recent_removed", 2, most=True),
        Need("recent_sanctions", 1, most=True),
    ),
    2: (
        Need("days_since_joining", 15),
        Need("posts", 15),
        Need("active_days", 8),
        Need("topics_answered", 3),
        Need("kudos_given", 1),
        Need("kudos_received", 1),
        Need("recent_removed", 1, most=True),
        Need("recent_sanctions", 0, most=True),
    ),
    3: (
        Need("recent_active_days", 25),
        Need("recent_topics_answered", 10),
        Need("kudos_given", 20),
        Need("kudos_received", 20),
        Need("recent_removed", 0, most=True),
    ),
}


def level_of(record: Record) -> int:
    """Return the highest level all of whose needs, and those of the levels below it, are met now."""
    reached = 0
    for level in LEVELS[1:]:
        if not all(need.met_by(record) for need in NEEDS[level]):
            break
        reached = level
    return reached
