"""Picking people: who was there, who fits, who writes more often than others."""

from bisect import bisect_left
from collections.abc import Callable, Collection
from datetime import datetime
from itertools import accumulate
from random import Random

from community.sample.people import Persona

PATIENCE = 400


def anyone(_: Persona) -> bool:
    """Accept everybody."""
    return True


class Crowd:
    """Everybody, picked by weight among those who had joined."""

    def __init__(self, personas: list[Persona], rng: Random):
        self.personas = personas
        self._rng = rng
        self._sums = {
            "asks": list(accumulate(persona.asks for persona in personas)),
            "answers": list(accumulate(persona.answers for persona in personas)),
            "reads": list(accumulate(persona.asks + 0.4 * persona.answers + 1 for persona in personas)),
        }

    def pick(
        self, weight: str, at: datetime, *, but: Collection[str] = (), fits: Callable[[Persona], bool] = anyone
    ) -> Persona:
        """Return somebody who had joined by `at`, is not among the handles in `but`, and fits."""
        sums = self._sums[weight]
        for _ in range(PATIENCE):
            index = bisect_left(sums, self._rng.random() * sums[-1])
            persona = self.personas[min(index, len(sums) - 1)]
            if persona.person.joined < at and persona.handle not in but and fits(persona):
                return persona
        return self._anyhow(at, but, fits)

    def _anyhow(self, at: datetime, but: Collection[str], fits: Callable[[Persona], bool]) -> Persona:
        present = [persona for persona in self.personas if persona.person.joined < at and persona.handle not in but]
        fitting = [persona for persona in present if fits(persona)]
        return self._rng.choice(fitting or present)
