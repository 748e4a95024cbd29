"""What the company says, and what people say to that; and the few topics in other languages."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from community.sample.company import FIRMWARE, WEEKS, at_week
from community.sample.people import Persona
from community.sample.rhythm import awake, hour_on, ordinary_days
from community.sample.talks import members
from community.sample.telling import DAYS, Telling
from community.sample.thread import Opening, Thread
from community.sample.words import fill, load, problems

TOLD_APART = ("4.6.2", "4.8.1")  # before our time; announced as a repair
MAINTENANCE_WEEKS = (4, 10, 17, 22)
MARKS = {"mark", "words"}


def announcements(telling: Telling) -> list[Thread]:
    """Return the company's announcements with the voices below them."""
    words = load("announcements")
    told = [
        _announce(telling, row, at_week(telling.since, row["week"], row.get("day", 2), row.get("hour", 9)))
        for row in words["announcement"]
    ]
    told += [_release(telling, words["releases"], days, name) for days, name in FIRMWARE if name not in TOLD_APART]
    told += [
        _announce(telling, words["maintenance"], at_week(telling.since, week, 0, 10)) for week in MAINTENANCE_WEEKS
    ]
    return [thread for thread in told if thread]


def _release(telling: Telling, words: dict[str, Any], days: float, name: str) -> Thread | None:
    notes = "\n".join(f"- {telling.draw('notes', words['notes'])}" for _ in range(3))
    row = words | {"body": f"Firmware {name} is on its way to your hubs.\n\n{notes}", "fw": name}
    return _announce(telling, row, telling.since + timedelta(days=days, hours=1))


def _announce(telling: Telling, row: dict[str, Any], at: datetime) -> Thread | None:
    at = at + timedelta(seconds=telling.rng.randint(30, 2400))
    if not telling.since <= at < telling.until:
        return None
    author = telling.crowd.pick("answers", at, fits=lambda persona: persona.person.role == "editor")
    thread = Thread(telling, _news(telling, row, author, at), at, voices={author.handle: author})
    _react(thread, row)
    return thread


def _news(telling: Telling, row: dict[str, Any], author: Persona, at: datetime) -> Opening:
    soon = at + timedelta(days=6)
    dates = {"day": DAYS[soon.weekday()], "date": soon.date().isoformat(), "fw": row.get("fw", "")}
    slots = telling.slots(author, at) | dates
    wave = row.get("incident")
    return Opening(
        board="announcements",
        kind="announcement",
        title=telling.title(row["title"], [row["title"]], slots, "announcement"),
        tags=_tags(wave),
        author=author,
        at=at,
        body=fill(row["body"], slots),
        subject="announcement",
        mood="polite",
        slots=slots,
        incident=wave,
    )


def _tags(wave: str | None) -> list[str]:
    return {
        "pairing": ["firmware", "feather"],
        "outage": ["outage", "cloud"],
        "price": ["sky-plan"],
        "perch15": ["battery"],
        "app6": ["app"],
    }.get(wave or "", [])


def _react(thread: Thread, row: dict[str, Any]) -> None:
    """Let members react: a few words to ordinary news, a long row of voices to an incident."""
    telling = thread.telling
    updates = list(row.get("updates", []))
    for line in _voices(thread, row):
        if updates and thread.now >= thread.opening.at + timedelta(hours=updates[0][0]):
            thread.say(thread.opening.author, updates.pop(0)[1], hours=0.05, duty=True)
        who = telling.crowd.pick("reads", thread.now, but=list(thread.voices)[-12:], fits=partial(_reads_now, thread))
        thread.say(who, line, hours=0.7 if "incident" in row else 5)


def _reads_now(thread: Thread, persona: Persona) -> bool:
    return members(persona) and awake(thread.now, persona.zone)


def _voices(thread: Thread, row: dict[str, Any]) -> list[str]:
    telling, replies = thread.telling, row["replies"]
    if not isinstance(replies, str):
        return [telling.draw(f"react/{row['title']}", replies) for _ in range(telling.rng.randint(1, len(replies)))]
    lines = list(load("announcements")["reactions"][replies][row["stage"]])
    if row["stage"] == "begins":
        first = next(problem for problem in problems() if problem.get("window") == replies)
        lines += telling.allowed(first["also"], thread.opening.at)
    telling.rng.shuffle(lines)
    return lines


def tongues(telling: Telling) -> list[Thread]:
    """Return the topics in German, Spanish and French, each asked and answered by people of that language."""
    rows = load("tongues")["topic"]
    days = ordinary_days(telling.rng, telling.since, len(rows))
    told = [_tongue(telling, row, day) for row, day in zip(rows, days, strict=True)]
    return [thread for thread in told if thread]


def _tongue(telling: Telling, row: dict[str, Any], day: datetime) -> Thread | None:
    def speaks(persona: Persona) -> bool:
        return persona.person.language == row["language"] and not persona.staff

    day = min(max(day, telling.since + timedelta(days=1)), telling.since + timedelta(weeks=WEEKS, days=-9))
    asker = telling.crowd.pick("reads", day, fits=speaks)
    at = hour_on(telling.rng, day, asker.zone)
    if not asker.person.joined < at < telling.until:
        return None
    title = telling.title(row["title"], [row["title"]], asker.kit)
    opening = Opening(
        board=row["board"],
        kind="question",
        title=title,
        tags=row["tags"],
        author=asker,
        at=at,
        body=row["body"],
        subject="tongues",
        mood="polite",
        slots=asker.kit,
        language=row["language"],
    )
    thread = Thread(telling, opening, at, voices={asker.handle: asker}, outcome="unanswered")
    if row["answer"]:
        _answer(thread, row, telling.crowd.pick("reads", at, but=[asker.handle], fits=speaks))
    return thread


def _answer(thread: Thread, row: dict[str, Any], helper: Persona) -> None:
    answer = thread.say(helper, row["answer"], hours=4)
    said = thread.say(thread.opening.author, row["said"], hours=8, under=answer)
    thread.outcome = row["solved"] if said and row["solved"] in MARKS else "open" if answer else "unanswered"
    thread.confirmed_in = said if said and row["solved"] in MARKS else None
    if said and answer and row["solved"] == "mark":
        thread.outcome = "words"
        thread.accept(answer)
