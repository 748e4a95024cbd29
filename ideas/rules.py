"""The board's rules that need no database: statuses in their five sets, the budget of votes, hotness, limits."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal, get_args

from community.forum.rules import checked, checked_title
from community.kernel.errors import Refused

Status = Literal[
    "new",
    "under_review",
    "needs_information",
    "planned",
    "in_development",
    "delivered",
    "declined",
    "already_exists",
    "duplicate",
]
StatusSet = Literal["new", "in_progress", "on_hold", "completed", "closed"]
Reason = Literal["other_direction", "few_would_use_it", "too_costly", "not_possible", "law_or_safety"]
State = Literal["open", "new", "in_progress", "on_hold", "completed", "closed", "all"]
Sort = Literal["people", "new", "hot"]

SET_OF: Mapping[str, StatusSet] = {
    "new": "new",
    "under_review": "in_progress",
    "needs_information": "on_hold",
    "planned": "in_progress",
    "in_development": "in_progress",
    "delivered": "completed",
    "declined": "closed",
    "already_exists": "closed",
    "duplicate": "closed",
}
STATUSES: tuple[Status, ...] = get_args(Status)
REASONS: tuple[Reason, ...] = get_args(Reason)
OPEN_SETS = ("new", "in_progress", "on_hold")  # a vote is live in these, and comes back in the others
OPEN = tuple(status for status in STATUSES if SET_OF[status] in OPEN_SETS)

VOTE_BUDGET = 10
TEXT_LENGTH = (20, 10_000)
COMMENT_LENGTH = (2, 1_000)
RESPONSE_LENGTH = (10, 4_000)
EXCERPT_LENGTH = 220

RECENT = timedelta(days=7)
VOTE_WEIGHT, COMMENT_WEIGHT = 5, 3
HEAD_START_HOURS, GRAVITY = 2, 1.4


def hotness(*, votes: int, comments: int, age_hours: float) -> float:
    """Return (recent votes x 5 + recent comments x 3) / (age in hours + 2)^1.4, rounded to 6 decimals."""
    cooling: float = (age_hours + HEAD_START_HOURS) ** GRAVITY
    return round((votes * VOTE_WEIGHT + comments * COMMENT_WEIGHT) / cooling, 6)


def age_in_hours(since: datetime, now: datetime) -> float:
    """Return the hours from `since` to `now`, to the tenth that the page prints; never below zero."""
    return max(0.0, round((now - since) / timedelta(hours=1), 1))


def statuses_in(state: State) -> tuple[Status, ...]:
    """Return the statuses that a list narrowed to `state` holds."""
    if state == "all":
        return STATUSES
    if state == "open":
        return OPEN
    return tuple(status for status in STATUSES if SET_OF[status] == state)


def is_open(status: str) -> bool:
    """Tell whether an idea of this status still takes votes."""
    return status in OPEN


def votes_left(live: int) -> int:
    """Return how many votes somebody with `live` votes on open ideas may still cast; never below zero."""
    return max(0, VOTE_BUDGET - live)


def checked_move(before: str, to: str, reason: str | None) -> Reason | None:
    """Return the reason that goes into the log with this move; refuse a move that is none or lacks its reason."""
    if to not in STATUSES:
        raise Refused("There is no such status; please choose one from the list.")
    if to == before:
        raise Refused("The idea has this status already; a response goes with a move to another one.")
    if to != "declined":
        return None
    for known in REASONS:
        if reason == known:
            return known
    raise Refused("Declining an idea needs a reason from the list, beside the text.")


def idea_title(text: str) -> str:
    """Return the title on one line; refuse one that is too short or too long."""
    return checked_title(text)


def idea_text(text: str) -> str:
    """Return what is wished for, in its stored form; refuse it outside its limits."""
    return checked(text, TEXT_LENGTH, "The text")


def comment_text(text: str) -> str:
    """Return a comment in its stored form; refuse it outside its limits."""
    return checked(text, COMMENT_LENGTH, "The comment")


def response_text(text: str) -> str:
    """Return an official response in its stored form; refuse it outside its limits."""
    return checked(text, RESPONSE_LENGTH, "The response")
