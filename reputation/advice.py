"""What would bring somebody the next rank; pure."""

from bisect import bisect_left

from . import scoring
from .record import HARVEST
from .scoring import RANKS, Evidence

ONE_MORE = {
    "CNF1": Evidence(solutions=1),
    "REU1": Evidence(reuses=HARVEST),
    "RAT1": Evidence(positive=1, ratings=1),
    "ACT1": Evidence(posts=1),
}
MOST = 200  # what needs more than that is no advice


def next_rank(rank: str) -> str | None:
    """Return the rank above, None above the highest that standing gives."""
    names = [name for _floor, name in reversed(RANKS)]
    place = names.index(rank) + 1
    return names[place] if place < len(names) else None


def ways_to(rank: str, of: Evidence) -> dict[str, int]:
    """Return by rule how many more of one kind alone, today, would bring the rank; kinds that cannot are left out."""
    floor = scoring.floor_of(rank)
    needed = {rule: _needed(floor, of, one) for rule, one in ONE_MORE.items()}
    return {rule: number for rule, number in needed.items() if number <= MOST}


def _needed(floor: int, of: Evidence, one: Evidence) -> int:
    """Return the smallest number of `one` with which the standing reaches `floor`; more than MOST where none does."""

    def reaches(number: int) -> bool:
        return scoring.standing(of.plus(one.times(number))).total >= floor

    return 1 + bisect_left(range(1, MOST + 1), True, key=reaches)
