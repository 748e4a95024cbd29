"""Who lives in the sample community: names from many places, a household, a temper, and how much they write."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from community.sample.model import Person
from community.sample.words import fill, load

STAFF = ("agent", "editor", "executive", "admin")
HEADCOUNT = {"member": 281, "mvp": 6, "agent": 8, "editor": 2, "executive": 2, "admin": 1}
TEMPERS = (("polite", 30), ("chatty", 22), ("puzzled", 24), ("terse", 18), ("angry", 6))

SLIPS = (("", 82), ("typo", 11), ("lower", 7))

BATTERIES = ("Perch 5", "Perch 10", "Perch 10", "")
CHARGERS = ("Roost 7", "Roost 22", "Roost 22", "")
PHONES = (
    "an older Android phone",
    "a two-year-old iPhone",
    "a fairly new Android phone",
    "an iPhone",
    "an Android tablet",
)
ROUTERS = (
    "the router from my provider",
    "a mesh system with three nodes",
    "a router that I bought last year",
    "the provider's box plus a repeater",
    "a small business router",
)
CARS = (
    "our hatchback",
    "the family van",
    "my small city car",
    "our estate",
    "the company car",
    "our old electric runabout",
)
TARIFFS = (
    "a flat rate",
    "a day and night tariff",
    "half-hourly prices",
    "hourly prices with a fixed fee",
    "a green tariff with two levels",
)


@dataclass(frozen=True)
class Persona:
    """A person as the generator sees them; `kit` fills the slots of what they write."""

    person: Person
    called: str
    kit: dict[str, str] = field(hash=False)
    temper: str
    slip: str
    signs: bool
    asks: float
    answers: float
    zone: ZoneInfo

    @property
    def handle(self) -> str:
        """The unique name on the platform."""
        return self.person.handle

    @property
    def staff(self) -> bool:
        """Whether this person works at the company."""
        return self.person.role in STAFF


def settle(rng: Random, since: datetime, until: datetime) -> list[Persona]:
    """Return everybody, ordered by the day they joined; the first of each role carries its fixed address."""
    taken: set[str] = set()
    places = [(role, rank) for role, count in HEADCOUNT.items() for rank in range(count)]
    crowd = [_persona(rng, role, rank, taken, (since, until)) for role, rank in places]
    return sorted(crowd, key=lambda persona: (persona.person.joined, persona.handle))


def _persona(rng: Random, role: str, rank: int, taken: set[str], span: tuple[datetime, datetime]) -> Persona:
    region = weighted(rng, [(row, row["weight"]) for row in load("names")["region"]])
    first, last = _name(rng, region, taken)
    handle = _handle(rng, first, last, role, taken)
    kit = _kit(rng, rng.choice(region["places"])) | {"name": first, "me": first}
    person = Person(
        handle=handle,
        name=f"{first} {last}",
        role=role,
        sign_in=rank == 0,
        time_zone=region["zone"],
        email=f"{role}@sample.example" if rank == 0 else f"{handle}@people.example",
        language=region["language"],
        joined=_joined(rng, role, rank, span),
        about=_about(rng, role, kit),
    )
    plain = role == "member" and rank > 0
    return Persona(
        person=person,
        called=_called(first, handle),
        kit=kit,
        zone=ZoneInfo(region["zone"]),
        temper=weighted(rng, TEMPERS) if plain else "polite",
        slip=weighted(rng, SLIPS) if plain else "",
        signs=rng.random() < 0.13,
        asks=_asks(rng, role, rank),
        answers=_answers(rng, role),
    )


def weighted(rng: Random, choices: Iterable[tuple[Any, float]]) -> Any:
    """Return one of the (value, weight) pairs' values."""
    values, weights = zip(*choices, strict=True)
    return rng.choices(values, weights)[0]


def _name(rng: Random, region: dict[str, Any], taken: set[str]) -> tuple[str, str]:
    while True:
        first, last = rng.choice(region["first"]), rng.choice(region["last"])
        if f"{first} {last}" not in taken:
            taken.add(f"{first} {last}")
            return first, last


def _plain(text: str) -> str:
    text = text.translate(str.maketrans("øłıäöüßæ", "olaaous" + "a"))
    ascii_only = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "".join(letter for letter in ascii_only.lower() if letter.isalnum())


def _handle(rng: Random, first: str, last: str, role: str, taken: set[str]) -> str:
    if role in STAFF:
        shapes = [f"{_plain(first)}_larkspan", f"{_plain(first)}.{_plain(last)}_larkspan"]
    else:
        words = load("names")["handles"]
        nick = rng.choice(words["nouns"]) + rng.choice(words["tails"])
        shapes = [
            _plain(first) + _plain(last)[0],
            f"{_plain(first)}.{_plain(last)}",
            nick,
            f"{_plain(first)}_{rng.randint(61, 99)}",
            f"{nick}{rng.randint(2, 99)}",
        ]
        rng.shuffle(shapes)
    handle = next((shape for shape in shapes if shape not in taken), f"{shapes[0]}{len(taken)}")
    taken.add(handle)
    return handle


def _called(first: str, handle: str) -> str:
    """People with a speaking handle are addressed by it, all others by their first name."""
    return first if _plain(first) in handle else handle


def _kit(rng: Random, place: str) -> dict[str, str]:
    return {
        "hub": rng.choice(("Hub 2", "Hub 3", "Hub 3")),
        "inverter": rng.choice(("Glide 4", "Glide 6")),
        "battery": rng.choice(BATTERIES),
        "charger": rng.choice(CHARGERS),
        "kwp": f"{rng.randint(38, 148) / 10:.1f}",
        "phone": rng.choice(PHONES),
        "router": rng.choice(ROUTERS),
        "car": rng.choice(CARS),
        "tariff": rng.choice(TARIFFS),
        "place": place,
        "serial": f"LS3-{rng.randint(2, 9)}{rng.choice('ABCDEFGH')}{rng.randint(2, 9)}{rng.choice('KLMN')}"
        f"-{rng.randint(1000, 9999)}",
    }


def _joined(rng: Random, role: str, rank: int, span: tuple[datetime, datetime]) -> datetime:
    since, until = span
    early = role != "member" or rank == 0 or rng.random() < 0.55
    if early:
        return since - timedelta(days=3 + 700 * rng.random() ** 1.5, seconds=rng.randint(0, 86400))
    share: float = 0.985 * rng.random() ** 0.85
    return since + (until - since) * share


def _about(rng: Random, role: str, kit: dict[str, str]) -> str:
    if role in STAFF:
        return {
            "agent": "Larkspan support.",
            "editor": "Larkspan, community editor.",
            "executive": "Larkspan, management.",
            "admin": "Keeps this place running.",
        }[role]
    words = load("names")["about"]["words"]
    return fill(rng.choice([line for line in words if kit["battery"] or "{battery}" not in line]), kit)


def _asks(rng: Random, role: str, rank: int) -> float:
    if role == "member":
        return 9.0 if rank == 0 else min(rng.paretovariate(1.25), 13.0)
    return 1.2 if role == "mvp" else 0.0


def _answers(rng: Random, role: str) -> float:
    if role == "member":
        return min(0.25 * rng.paretovariate(0.8), 28.0)
    return {"mvp": 30 + 25 * rng.random(), "agent": 17 + 10 * rng.random(), "editor": 2.0}.get(role, 0.15)
