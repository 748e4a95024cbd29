"""Who is on the watchlist, and which rules say so; pure.

Any rule is enough, because money talks and a famous critic matters: W, an open problem of a valuable customer, reach
elsewhere, expertise here. Of those whom only rules name, the first fifty by W are shown (DOMAIN, 3.1).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

Reason = Literal["score", "open_problem", "reach", "social", "by_hand", "mvp"]
WATCHED_FROM: Final = 50.0  # W
VALUABLE_FROM: Final = 0.75  # V: Gold and Platinum
FAMOUS_FROM: Final = 0.7  # R elsewhere: about 16,000 followers
EXPERT_FROM: Final = 0.9  # P
OPEN_FOR: Final = timedelta(days=90)  # an older question without accepted answer is no longer an open problem
MOST_BY_RULE: Final = 50
RULES: Final[Collection[Reason]] = ("score", "open_problem", "reach", "social")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody with the reasons that speak for them; `since` is the oldest fact that these rest on."""

    member_id: int
    w: float
    since: datetime
    reasons: tuple[Reason, ...]

    @property
    def always(self) -> bool:
        """Tell whether a person, not a rule, put them on the list."""
        return any(reason not in RULES for reason in self.reasons)


def by_rule(
    *, w: float, value: float, outside_reach: float | None, social: float | None, has_open_problem: bool
) -> tuple[Reason, ...]:
    """Return the rules that put somebody on the list."""
    held: dict[Reason, bool] = {
        "score": w >= WATCHED_FROM,
        "open_problem": has_open_problem and value >= VALUABLE_FROM,
        "reach": outside_reach is not None and outside_reach >= FAMOUS_FROM,
        "social": social is not None and social >= EXPERT_FROM,
    }
    return tuple(reason for reason, holds in held.items() if holds)


def listed(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the list: the highest W first; of equals who was earlier, then the lower id."""
    ranked = sorted((one for one in candidates if one.reasons), key=lambda one: (-one.w, one.since, one.member_id))
    ruled = [one for one in ranked if not one.always][:MOST_BY_RULE]
    kept = {one.member_id for one in ruled}
    return [one for one in ranked if one.always or one.member_id in kept]
