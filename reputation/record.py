"""A member's record, day by day, and the standing and rank that follow from it; pure. Our own design [OURS].

Ages are whole UTC days, so that a page and the columns beside a name say the same all day long.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from . import scoring
from .scoring import Evidence, Standing

RANK_STAYS = timedelta(days=365)
NOTICE_BEFORE = timedelta(days=30)
MUTUAL_WINDOW = timedelta(days=90)
CONFIRMATION = 1 / 3  # what "this worked for me" weighs among the solutions, where an accepted answer is 1
HARVEST = 2  # what a post that went into an article weighs among the reuses
DAY = timedelta(days=1)

Record = Sequence["Day"]


@dataclass(frozen=True, slots=True)
class Day:
    """What counted on one UTC day; records are sequences of days, the earliest first."""

    day: date
    evidence: Evidence


@dataclass(frozen=True)
class Vote:
    """One rating with a known giver."""

    giver_id: int
    author_id: int
    at: datetime


def day_of(day: date, counts: Mapping[str, int], *, discounted: float = 0.0) -> Day:
    """Return a day from the number of its lines by rule; `discounted` is what mutual votes lost of their weight."""
    positive = counts.get("RAT1", 0) + counts.get("RAT2", 0) - discounted
    made = Evidence(
        posts=counts.get("ACT1", 0),
        solutions=counts.get("CNF1", 0) + CONFIRMATION * counts.get("CNF2", 0),
        reuses=HARVEST * counts.get("REU1", 0),
        positive=positive,
        ratings=positive + counts.get("RAT3", 0) + counts.get("CNF2-denial", 0),
    )
    return Day(day, made)


def evidence(record: Record, on: date) -> Evidence:
    """Return what of the record up to `on` still weighs on that day."""
    return next(_evidences(record, [on]))


def standing(record: Record, on: date) -> Standing:
    """Return the standing of that day."""
    return scoring.standing(evidence(record, on))


def highest(record: Record, on: date) -> Standing:
    """Return the highest standing of the last 365 days, whose rank is shown.

    From one day of the record to the next every term falls or stays, so that only those days need a look.
    """
    first = on - RANK_STAYS
    days = sorted({first, on} | {day.day for day in record if first < day.day < on})
    return scoring.standing(max(_evidences(record, days), key=scoring.unrounded))


def rank_falls_on(record: Record, on: date) -> date | None:
    """Return the day on which the rank shown on `on` will be a lower one, if that is within 30 days."""
    days = [on - RANK_STAYS + n * DAY for n in range(RANK_STAYS.days + 1)]
    totals = [scoring.standing(found).total for found in _evidences(record, days)]
    floor = scoring.floor_of(scoring.rank_of(max(totals)))
    last_held = max(day for day, total in zip(days, totals, strict=True) if total >= floor)
    falls = last_held + RANK_STAYS + DAY
    return falls if floor and falls <= on + NOTICE_BEFORE else None


def discounts(votes: Iterable[Vote]) -> dict[tuple[int, date], float]:
    """Return what the votes of people who vote for each other lose of their weight, by author and UTC day.

    A vote is weighed by the votes between the two in the 90 days around it, so that its weight does not come back.
    """
    moments: dict[tuple[int, int], list[datetime]] = defaultdict(list)
    for vote in votes:
        moments[vote.giver_id, vote.author_id].append(vote.at)
    for given in moments.values():
        given.sort()
    lost: dict[tuple[int, date], float] = defaultdict(float)
    for (giver, author), given in moments.items():
        returned = moments.get((author, giver), [])
        if scoring.reciprocity(len(given), len(returned)) == 1:
            continue  # too few all told to be too many in any 90 days
        for at in given:
            lost[author, at.date()] += 1 - scoring.reciprocity(_around(given, at), _around(returned, at))
    return {place: loss for place, loss in lost.items() if loss}


def _around(moments: Sequence[datetime], at: datetime) -> int:
    half = MUTUAL_WINDOW / 2
    return bisect_right(moments, at + half) - bisect_left(moments, at - half)


def _evidences(record: Record, days: Sequence[date]) -> Iterator[Evidence]:
    """Yield the evidence of each of the days, which ascend, in one walk along the record."""
    weighed, last, place = Evidence(), days[0], 0
    for on in days:
        weighed = weighed.times(scoring.decay((on - last).days))
        while place < len(record) and record[place].day <= on:
            day = record[place]
            weighed = weighed.plus(day.evidence.times(scoring.decay((on - day.day).days)))
            place += 1
        last = on
        yield weighed
