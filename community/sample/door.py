"""Who came to the sign-up form in the last weeks: mostly people, now and then what looked like a machine."""

from datetime import datetime, timedelta
from random import Random
from typing import Literal

from community.sample.model import SignUp

DAYS = 28
SECONDS = 86_400
DOUBTS = (("quick",), ("throwaway",), ("no_form",), ("quick", "trap"), ("many",))
MACHINES = frozenset({"trap", "no_form"})  # with these doubts nobody answers
FAILS = 0.6  # share of those who are asked and answer wrongly, or not at all


def sign_ups(until: datetime, rng: Random) -> tuple[SignUp, ...]:
    """Return what was sent to the form in the last weeks, in order of time; who is asked and answers right joins."""
    found: list[SignUp] = []
    for _ in range(2 * DAYS):
        at = until - timedelta(seconds=rng.randint(SECONDS, DAYS * SECONDS))
        doubts = rng.choice(DOUBTS) if rng.random() < 0.4 else ()
        if doubts:
            found.append(SignUp(at=at, doubts=doubts, outcome="asked"))
        outcome: Literal["joined", "failed"] = "joined"
        if doubts and (MACHINES & set(doubts) or rng.random() < FAILS):
            outcome = "failed"
        found.append(SignUp(at=at + timedelta(seconds=rng.randint(5, 40)), doubts=doubts, outcome=outcome))
    return tuple(sorted(found, key=lambda one: one.at))
