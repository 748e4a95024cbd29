"""One topic as its weeks: how fast people answered each other, how many talked, and what stayed unanswered; pure.

The community's own posts make the sequence in which gaps are measured; employees' posts are counted beside it, and
bots' nowhere. Everything follows from the moments of the posts, never from the clock, so that a week, once it is over,
stays what it was. Formulas: DOMAIN, sections 1.2 and 4.6.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final, Literal
from zoneinfo import ZoneInfo

from community.kernel.weeks import Week

from .health import TAU_MINUTES, interaction, response

TAU: Final = timedelta(minutes=TAU_MINUTES)
DECIMALS: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One visible post, by `person` (a member's id, or the name that came with imported words)."""

    id: int
    kind: Literal["opening", "answer", "comment"]
    at: datetime
    person: int | str
    staff: bool
    bot: bool
    accepted_at: datetime | None

    @property
    def community(self) -> bool:
        return not self.staff and not self.bot


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """When a topic was opened, first answered by somebody else, first by an employee, and solved."""

    opening: Said
    first_reply: Said | None
    first_staff: Said | None
    solved: Said | None


@dataclass(slots=True, kw_only=True)
class Cell:
    """What happened in one topic in one week; `participants` and `depth` count from the topic's beginning.

    Both are 0 in a week in which an opening became overdue and nobody wrote.
    """

    posts: Counter[str] = field(default_factory=Counter)
    participants: int = 0
    depth: int = 0
    terms: list[float] = field(default_factory=list)
    overdue: int = 0

    @property
    def interaction(self) -> float:
        return round(interaction(self.participants, self.depth), DECIMALS)

    @property
    def response_sum(self) -> float:
        return round(sum(self.terms), DECIMALS)


def in_order(posts: Sequence[Said]) -> list[Said]:
    """Return the posts in the order in which they count: the opening, then by time."""
    return sorted(posts, key=lambda p: (p.kind != "opening", p.at, p.id))


def summary(posts: Sequence[Said]) -> Summary | None:
    """Return the topic's moments; None without a visible opening."""
    opening = next((p for p in posts if p.kind == "opening"), None)
    if opening is None:
        return None
    others = sorted(
        (p for p in posts if p.person != opening.person and not p.bot and p is not opening), key=lambda p: (p.at, p.id)
    )
    accepted = [p for p in posts if p.accepted_at]
    return Summary(
        opening=opening,
        first_reply=next(iter(others), None),
        first_staff=next((p for p in others if p.staff), None),
        solved=min(accepted, key=lambda p: (p.accepted_at, p.id), default=None),
    )


def responses(posts: Sequence[Said]) -> Iterator[tuple[Said, float]]:
    """Yield each community post that followed somebody else's, with 1/(1+g/tau) for its gap of g minutes."""
    own = [p for p in in_order(posts) if p.community]
    for before, post in pairwise(own):
        if post.person != before.person and post.at >= before.at:  # what a wrong clock tells is no gap
            yield post, response((post.at - before.at) / timedelta(minutes=1))


def overdue_at(posts: Sequence[Said], zone: ZoneInfo) -> datetime | None:
    """Return when the opening ran out of its expected response time, if nobody else replied by that week's end."""
    told = summary(posts)
    if told is None or not told.opening.community:
        return None
    due = told.opening.at + TAU
    first = told.first_reply
    return due if first is None or first.at >= Week.of(due, zone).end(zone) else None


def weeks(posts: Sequence[Said], zone: ZoneInfo, *, waits: bool = True) -> dict[Week, Cell]:
    """Return the topic's cells by week, for the weeks in which something happened in it.

    One that `waits` for no answer, as an announcement, is never overdue, whoever made it.
    """
    cells: dict[Week, Cell] = defaultdict(Cell)
    people: set[int | str] = set()
    depth = 0
    for post in sorted((p for p in posts if not p.bot), key=lambda p: (p.at, p.id)):
        cell = cells[Week.of(post.at, zone)]
        cell.posts[f"staff_{post.kind}" if post.staff else post.kind] += 1
        if post.community:
            people.add(post.person)
            depth += 1
        cell.participants, cell.depth = len(people), depth
    for post, term in responses(posts):
        cells[Week.of(post.at, zone)].terms.append(term)
    due = overdue_at(posts, zone) if waits else None
    if due is not None:
        cells[Week.of(due, zone)].overdue = 1
    return dict(cells)
