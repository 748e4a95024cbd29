"""What every teller shares: the time span, the random stream, the people, the decks of phrases, the titles taken."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from community.sample.company import APP, FIRMWARE, MOMENTS, at_week, version
from community.sample.crowd import Crowd
from community.sample.people import Persona
from community.sample.words import Decks, fill, strip_marks

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
ENDINGS = {
    "question": (
        "{title} ({hub})",
        "{stem} ({hub}, {fw})",
        "{stem} (firmware {fw})",
        "{hub}: {title}",
        "Help: {title}",
        "{stem}, any ideas?",
        "{title} ({inverter})",
        "Once more: {title}",
        "Question: {title}",
        "{stem} - please help",
        "Beginner here: {title}",
        "{stem} ({hub} and {inverter})",
        "{title} [{hub}]",
    ),
    "paper": (
        "Question: {title}",
        "Once more: {title}",
        "{stem} ({month})",
        "Beginner here: {title}",
        "{stem} (second try)",
        "{stem} (again)",
        "Still: {title}",
    ),
    "opinion": ("{stem}!", "{stem} ...", "Once more: {title}", "{stem}, honestly", "Openly: {title}", "{stem} (long)"),
    "discussion": (
        "{stem} ({month})",
        "{stem}, part two",
        "Again: {title}",
        "{stem}, once more",
        "{month}: {title}",
        "{stem} - your view?",
        "{title} ({place})",
    ),
    "announcement": ("{stem} ({month})",),
}


@dataclass
class Telling:
    """The one thing in motion while a plan is made."""

    since: datetime
    until: datetime
    rng: Random
    crowd: Crowd
    decks: Decks
    titles: set[str] = field(default_factory=set)

    def slots(self, persona: Persona, at: datetime) -> dict[str, str]:
        """Return the slots for something that `persona` writes at `at`: their kit, the day, a few figures."""
        rng = self.rng
        local = at.astimezone(persona.zone)
        past = local - timedelta(days=rng.randint(1, 5))
        return persona.kit | {
            "fw": version(self.since, at, FIRMWARE),
            "app": version(self.since, at, APP),
            "n": str(rng.randint(2, 9)),
            "kw": f"{rng.randint(21, 84) / 10:.1f}",
            "soc": str(rng.randint(34, 88)),
            "mins": str(rng.randint(6, 48)),
            "clock": f"{rng.randint(5, 23):02d}:{rng.randint(0, 59):02d}",
            "day": DAYS[past.weekday()],
            "month": MONTHS[(local - timedelta(days=22)).month - 1],
            "date": past.date().isoformat(),
            "today": (past + timedelta(days=1)).date().isoformat(),
            "ticket": f"LK-{rng.randint(20000, 89999)}",
        }

    def allowed(self, lines: Sequence[Any], at: datetime, variant: int | None = None) -> list[Any]:
        """Return the lines that may be said at `at` (and after answer `variant`), stripped of their marks."""
        found = []
        for line in lines:
            moment, number, words = strip_marks(line if isinstance(line, str) else line[0])
            early = moment is not None and at < at_week(self.since, *MOMENTS[moment])
            if not early and (variant is None or number in (None, str(variant))):
                found.append(words if isinstance(line, str) else [words, *line[1:]])
        return found

    def draw(self, key: str, lines: Sequence[Any], at: datetime | None = None, variant: int | None = None) -> Any:
        """Return one of `lines`, each once before any comes again; an empty string when none may be said yet."""
        if at is None:
            return self.decks.draw(key, lines)
        told = self.allowed(lines, at, variant)
        return self.decks.draw(f"{key}/{variant}/{len(told)}", told) if told else ""

    def chance(self, share: float) -> bool:
        """Return True in `share` of all cases."""
        return self.rng.random() < share

    def title(self, key: str, lines: list[str], slots: dict[str, str], kind: str = "question") -> str:
        """Return a title that nobody has used yet."""
        wanted = [line for line in lines if slots.get("battery") or "{battery}" not in line]
        for _ in wanted:
            title = fill(self.draw(key, wanted), slots)
            if self._take(title):
                return title
        stem = fill(self.draw(key, wanted), slots)
        for ending in self.rng.sample(ENDINGS[kind], len(ENDINGS[kind])):
            title = fill(ending, slots | {"title": stem, "stem": stem.rstrip("?.!")})
            said_twice = any(
                slots[name] in stem for name in ("hub", "fw", "inverter", "month") if f"{{{name}}}" in ending
            )
            if not said_twice and self._take(title):
                return title
        return self.title(key, lines, slots | {"month": f"{slots['month']} {self.rng.randint(2, 99)}"}, kind)

    def _take(self, title: str) -> bool:
        if title.casefold() in self.titles:
            return False
        self.titles.add(title.casefold())
        return True
