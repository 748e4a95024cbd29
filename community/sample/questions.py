"""Openings of questions: a problem, told by somebody with a household, a temper and a little time."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any

from community.sample.company import MOMENTS, WAVES, at_week
from community.sample.model import Edit
from community.sample.people import Persona, weighted
from community.sample.phrasing import PAPER_BOARD
from community.sample.telling import Telling
from community.sample.thread import Opening
from community.sample.voice import sign, speak
from community.sample.words import fill, load, problems

SENTENCE = re.compile(r"(?<=[.?!]) ")
SHORTEST_TITLE, LONGEST_TITLE = 18, 72
ORDINARY = (("polite", 30), ("chatty", 22), ("puzzled", 24), ("terse", 14), ("angry", 10))
SHAPES = {
    "terse": (("short", 7), ("plain", 3)),
    "angry": (("plain", 6), ("long", 3), ("short", 2), ("epic", 0.4)),
    "chatty": (("long", 6), ("plain", 3), ("epic", 1.2)),
    "happy": (("plain", 7), ("long", 3)),
    "polite": (("plain", 4), ("long", 3), ("listed", 3), ("epic", 0.4)),
    "puzzled": (("plain", 6), ("listed", 2), ("short", 2), ("long", 1)),
}


def ordinary_problem(telling: Telling) -> dict[str, Any]:
    """Return the next problem of the deck of everyday problems."""
    problem: dict[str, Any] = telling.draw("problems", [row for row in problems() if "window" not in row])
    return problem


def in_season(problem: dict[str, Any], at: datetime) -> bool:
    """Return whether people have the problem at that time of the year."""
    return at.month in problem.get("months", range(1, 13))


def wave_problem(telling: Telling, wave: str, at: datetime) -> dict[str, Any]:
    """Return the next problem that people have in an incident at `at`."""
    fitting = [row for row in problems() if row.get("window") == wave and _timely(telling, row, at)]
    problem: dict[str, Any] = telling.draw(f"problems/{wave}/{len(fitting)}", fitting)
    return problem


def _timely(telling: Telling, problem: dict[str, Any], at: datetime) -> bool:
    begun = "since" not in problem or at_week(telling.since, *MOMENTS[problem["since"]]) <= at
    return begun and ("ends" not in problem or at < at_week(telling.since, *MOMENTS[problem["ends"]]))


def owns(problem: dict[str, Any]) -> Callable[[Persona], bool]:
    """Return the test whether a persona owns what the problem is about and asks at all."""
    needed = problem.get("kit", [])
    return lambda persona: persona.asks > 0 and not persona.staff and all(persona.kit[part] for part in needed)


def ask(telling: Telling, problem: dict[str, Any], asker: Persona, at: datetime) -> Opening:
    """Return the opening of a topic in which `asker` has `problem`."""
    rng = telling.rng
    window = problem.get("window")
    mood = _mood(rng, asker, None if problem.get("calm") else window)
    slots = telling.slots(asker, at)
    titles = [*problem["titles"], *_first_sentences(telling.allowed(problem["symptom"], at))]
    title = telling.title(f"{problem['key']}/title", titles, slots, _manner(problem))
    slots |= {"symptom": telling.draw(f"{problem['key']}/symptom", problem["symptom"], at)}
    body = _body(telling, problem, mood, slots, at)
    return Opening(
        board=problem["board"],
        kind="discussion" if problem.get("opinion") else "question",
        title=speak(asker, title, rng),
        tags=problem["tags"],
        author=asker,
        at=at,
        body=speak(asker, sign(asker, body, rng), rng),
        subject=problem["key"],
        mood=mood,
        slots=slots,
        incident=window,
    )


def _manner(problem: dict[str, Any]) -> str:
    if problem.get("opinion"):
        return "opinion"
    return "paper" if problem["board"] == PAPER_BOARD else "question"


def _first_sentences(lines: list[str]) -> list[str]:
    """Return what somebody in a hurry makes a title of: the first sentence of the complaint."""
    sentences = [SENTENCE.split(line)[0].rstrip(".!") for line in lines]
    return [sentence for sentence in sentences if SHORTEST_TITLE <= len(sentence) <= LONGEST_TITLE]


def _mood(rng: Random, asker: Persona, window: str | None) -> str:
    mood: str = weighted(rng, WAVES[window].moods if window else ORDINARY)
    return asker.temper if not window and rng.random() < 0.55 else mood


def _body(telling: Telling, problem: dict[str, Any], mood: str, slots: dict[str, str], at: datetime) -> str:
    parts = _parts(telling, problem, mood, slots, at)
    shape = weighted(telling.rng, SHAPES[mood])
    if problem.get("opinion"):
        words = load("questions")["opinion"]
        parts |= {part: telling.draw(f"opinion/{part}", words[part]) for part in words} | {"setup": ""}
        shape = "plain"
    return fill(LAYOUTS[shape](telling.rng, parts), slots).strip()


def _parts(telling: Telling, problem: dict[str, Any], mood: str, slots: dict[str, str], at: datetime) -> dict[str, Any]:
    phrases, key = load("questions"), problem["key"]
    own = [
        line
        for name in ("any", "battery", "charger")
        if name == "any" or (slots[name] and name in problem.get("kit", []))
        for line in phrases["setup"][name]
    ]
    attempts = telling.allowed(problem["tried"], at)
    telling.rng.shuffle(attempts)
    return {
        "open": telling.draw(f"open/{mood}", phrases["open"][mood]),
        "setup": telling.rng.choice(own),
        "list": telling.draw("setup/list", phrases["setup"]["list"]),
        "symptom": slots["symptom"],
        "lives": [telling.draw("life", phrases["life"]["words"]) for _ in range(2)],
        "detail": telling.draw(f"{key}/detail", problem["detail"], at),
        "tried": attempts,
        "details": telling.allowed(problem["detail"], at),
        "close": telling.draw(f"close/{mood}", phrases["close"][mood]),
        "log": _log(telling, problem),
        "attempt": telling.draw("attempt", phrases["attempt"]["intro"]),
    }


def _log(telling: Telling, problem: dict[str, Any]) -> str:
    if "log" not in problem or not telling.chance(0.75):
        return ""
    return f"{telling.draw('log', load('questions')['log']['intro'])}\n\n```\n{problem['log'].strip()}\n```"


def _paragraphs(*parts: str) -> str:
    return "\n\n".join(part.strip() for part in parts if part.strip())


def _short(rng: Random, parts: dict[str, Any]) -> str:
    detail = parts["detail"] if rng.random() < 0.4 else ""
    return _paragraphs(f"{parts['open']} {parts['symptom']} {detail} {parts['close']}".replace("  ", " "))


def _plain(rng: Random, parts: dict[str, Any]) -> str:
    tried = parts["tried"][0] if rng.random() < 0.7 else ""
    setup = parts["setup"] if rng.random() < 0.3 else ""
    if rng.random() < 0.4:
        return _paragraphs(
            parts["open"], f"{parts['symptom']} {parts['detail']} {tried}", parts["log"], f"{setup} {parts['close']}"
        )
    return _paragraphs(
        f"{parts['open']} {parts['symptom']} {parts['detail']}", f"{setup} {tried}", parts["log"], parts["close"]
    )


def _long(rng: Random, parts: dict[str, Any]) -> str:
    both = " ".join(parts["tried"])
    middle = [parts["setup"], f"{parts['symptom']} {parts['detail']}"]
    if rng.random() < 0.5:
        middle.reverse()
    return _paragraphs(parts["open"], *middle, both, parts["log"], parts["close"])


def _listed(rng: Random, parts: dict[str, Any]) -> str:
    attempts = f"{parts['attempt']}\n\n" + "\n".join(f"- {line}" for line in parts["tried"])
    kit = parts["list"] if rng.random() < 0.6 else ""
    return _paragraphs(
        f"{parts['open']} {parts['symptom']}", kit, parts["detail"], attempts, parts["log"], parts["close"]
    )


def _epic(rng: Random, parts: dict[str, Any]) -> str:
    story = [
        *parts["lives"][: 2 if rng.random() < 0.35 else 1],
        parts["setup"] if rng.random() < 0.5 else parts["list"],
    ]
    return _paragraphs(
        parts["open"],
        *story,
        f"{parts['symptom']} {' '.join(parts['details'])}",
        " ".join(parts["tried"]),
        parts["log"],
        parts["close"],
    )


LAYOUTS = {"epic": _epic, "short": _short, "plain": _plain, "long": _long, "listed": _listed}


def second_thoughts(telling: Telling, opening: Opening) -> tuple[Edit, ...]:
    """Return the edits of an opening: now and then something is added, rarely a second time."""
    edits: list[Edit] = []
    body, at = opening.body, opening.at
    while telling.chance(0.07 if not edits else 0.2):
        at += timedelta(minutes=telling.rng.randint(4, 9) + 300 * telling.rng.random() ** 3)
        if at >= telling.until:
            break
        note, reason = telling.draw("edit", load("questions")["edit"]["notes"])
        body = f"{body}\n\n{fill(note, opening.slots)}"
        edits.append(Edit(at=at.replace(microsecond=0), by=opening.author.handle, body=body, reason=reason))
    return tuple(edits)
