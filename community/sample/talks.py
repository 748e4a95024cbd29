"""Topics that ask for no solution: opinions, hellos, setups, the month's yield, the closed circles."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any

from community.sample.company import at_week
from community.sample.people import Persona
from community.sample.rhythm import hour_on, ordinary_days
from community.sample.telling import Telling
from community.sample.thread import Opening, Thread
from community.sample.voice import speak
from community.sample.words import fill, load, subjects

OPINIONS, MVP_TALKS, STAFF_TALKS, SETUPS, HELLOS = 108, 11, 18, 24, 40
BACK = "= "  # marks a line with which the author answers the line before it

Fits = Callable[[Persona], bool]


def members(persona: Persona) -> bool:
    """Accept those who take part in talks."""
    return persona.asks > 0 and not persona.staff


def circle(persona: Persona) -> bool:
    """Accept those who read the MVP board."""
    return persona.person.role == "mvp" or persona.person.role in ("agent", "editor")


def colleagues(persona: Persona) -> bool:
    """Accept those who work at the company, except its management."""
    return persona.person.role in ("agent", "editor", "admin")


def talks(telling: Telling) -> list[Thread]:
    """Return all talks, in no particular order."""
    rows = {
        board: [row for row in subjects() if (row["board"] if row["board"] in ("mvp", "staff") else "") == board]
        for board in ("", "mvp", "staff")
    }
    told = _subjects(telling, rows[""], OPINIONS, members)
    told += _subjects(telling, rows["mvp"], MVP_TALKS, circle)
    told += _subjects(telling, rows["staff"], STAFF_TALKS, colleagues)
    return told + _setups(telling) + _hellos(telling) + _yields(telling)


def _moments(telling: Telling, count: int, fits: Fits) -> list[tuple[Persona, datetime]]:
    """Return who opens a talk and when."""
    found = []
    for day in ordinary_days(telling.rng, telling.since, count):
        author = telling.crowd.pick("reads" if fits is members else "answers", day, fits=fits)
        found.append((author, hour_on(telling.rng, day, author.zone)))
    return [(author, at) for author, at in found if telling.since <= at < telling.until and author.person.joined < at]


def _subjects(telling: Telling, rows: list[dict[str, Any]], count: int, fits: Fits) -> list[Thread]:
    threads = []
    for author, at in sorted(_moments(telling, count, fits), key=lambda moment: moment[1]):
        row = telling.draw(f"subjects/{rows[0]['board']}", rows)
        slots = telling.slots(author, at)
        threads.append(_open(telling, row | {"subject": row["key"]}, author, at, slots))
        _discuss(threads[-1], row["replies"], fits, telling.rng.randint(3, len(row["replies"])))
    return threads


def _open(telling: Telling, row: dict[str, Any], author: Persona, at: datetime, slots: dict[str, str]) -> Thread:
    key = row["subject"]
    lines = row["bodies"] if slots["battery"] else [line for line in row["bodies"] if "{battery}" not in line]
    title = telling.title(f"{key}/title", row["titles"], slots, "discussion")
    body = speak(author, fill(telling.draw(f"{key}/body/{len(lines)}", lines), slots), telling.rng)
    opening = Opening(
        board=row["board"],
        kind="discussion",
        title=title,
        tags=row.get("tags", []),
        author=author,
        at=at,
        body=body,
        subject=key,
        mood=row.get("mood", "chatty"),
        slots=slots,
    )
    return Thread(telling, opening, at, voices={author.handle: author})


def _discuss(thread: Thread, lines: list[str], fits: Fits, count: int) -> None:
    """Let others answer with some of `lines`, in their order; now and then somebody adds a word."""
    telling, author = thread.telling, thread.opening.author
    for index, line in _some(telling.rng, lines, count):
        if line.startswith(BACK):
            thread.say(author, line.removeprefix(BACK), hours=2, under=len(thread.replies))
            continue
        who = telling.crowd.pick("reads" if fits is members else "answers", thread.now, but=thread.voices, fits=fits)
        said = thread.say(who, line, hours=5 + index if fits is members else 3)
        if said and telling.chance(0.07):
            chat = telling.draw("talk/chat", load("showcase")["chat"]["words"])
            thread.say(author, chat, hours=3, under=said)


def _some(rng: Random, lines: list[str], count: int) -> list[tuple[int, str]]:
    """Return about `count` of `lines` in their order; a line that answers another only comes with it."""
    heads = [index for index, line in enumerate(lines) if not line.startswith(BACK)]
    chosen = set(rng.sample(heads, min(count, len(heads))))
    followers = {index for index, line in enumerate(lines) if line.startswith(BACK) and index - 1 in chosen}
    return [(index, lines[index]) for index in sorted(chosen | followers)]


def _hellos(telling: Telling) -> list[Thread]:
    """Let newcomers say hello within their first days."""
    words = load("showcase")["hello"] | {"board": "lounge", "subject": "hello", "mood": "happy"}
    fresh = [
        persona for persona in telling.crowd.personas if persona.person.joined > telling.since and not persona.staff
    ]
    threads = []
    for author in telling.rng.sample(fresh, min(HELLOS, len(fresh))):
        at = hour_on(telling.rng, author.person.joined + timedelta(days=telling.rng.randint(1, 5)), author.zone)
        if author.person.joined < at < telling.until:
            slots = telling.slots(author, at) | {"origin": telling.draw("origins", words["origins"])}
            threads.append(_open(telling, words, author, at, slots))
            lines = telling.rng.sample(words["replies"], len(words["replies"]))
            _discuss(threads[-1], lines, members, telling.rng.randint(1, 5))
    return threads


def _setups(telling: Telling) -> list[Thread]:
    words = load("showcase")["setup"] | {"board": "lounge", "subject": "setup", "mood": "happy"}
    threads = []
    for author, at in _moments(telling, SETUPS, lambda persona: members(persona) and persona.kit["battery"] != ""):
        roof = telling.draw("roofs", words["roofs"])
        slots = telling.slots(author, at) | {
            "roof": roof,
            "roof_capital": roof[0].upper() + roof[1:],
            "extra": telling.draw("extras", words["extras"]),
        }
        threads.append(_open(telling, words, author, at, slots))
        _discuss(threads[-1], words["replies"], members, telling.rng.randint(3, 8))
    return threads


def _yields(telling: Telling) -> list[Thread]:
    """Open a comparison on the second of each month; everybody answers with a figure of their own."""
    words = load("showcase")["yield"] | {"board": "lounge", "subject": "yield"}
    threads = []
    for day in range(7 * 26):
        at = at_week(telling.since, 0, day, 17)
        if at.day != 2 or not telling.since <= at < telling.until:
            continue
        author = telling.crowd.pick("reads", at, fits=members)
        slots = telling.slots(author, at) | {"quality": telling.draw("qualities", words["qualities"])}
        threads.append(_open(telling, words, author, at, slots))
        _figures(threads[-1], words)
    return threads


def _figures(thread: Thread, words: dict[str, Any]) -> None:
    telling = thread.telling
    for _ in range(telling.rng.randint(9, 16)):
        who = telling.crowd.pick("reads", thread.now, but=thread.voices, fits=members)
        weather, least, most = telling.draw("weathers", words["weathers"])
        slots = {
            "yield": str(telling.rng.randint(least, most)),
            "place": who.kit["place"],
            "n": str(telling.rng.randint(2, 9)),
            "weather": weather,
        }
        thread.say(who, fill(telling.draw("yields", words["replies"]), slots), hours=7)
