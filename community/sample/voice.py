"""How a person puts words on the page: small slips, lower case, a name at the end."""

import re
from random import Random

from community.sample.people import Persona

UNTOUCHED = re.compile(r"(```[\s\S]*?```|`[^`]*`|https?://\S+|\"[^\"]*\"|^>.*$|@\S+)", re.MULTILINE)
SENTENCE_START = re.compile(r"(^|[.!?]\s+|\n)([A-Z][A-Za-z]*)")
MISSPELLINGS = {
    "definitely": "definately",
    "separate": "seperate",
    "because": "becuase",
    "receive": "recieve",
    "believe": "beleive",
    "tomorrow": "tommorow",
    "weird": "wierd",
    "until": "untill",
    "battery": "batery",
    "which": "wich",
    "their": "thier",
    "really": "realy",
    "the ": "teh ",
    "with ": "wiht ",
    "again": "agian",
    "charging": "chargeing",
    "doesn't": "doesnt",
    "can't": "cant",
    "it's": "its",
    "don't": "dont",
    "isn't": "isnt",
    "I'm": "Im",
    "restarted": "restartet",
    "update": "udpate",
    "inverter": "invertor",
    "nothing": "nothign",
    "schedule": "shedule",
    "immediately": "imediately",
    "installed": "instaled",
    "every ": "evry ",
}
KEEP_CAPITAL = {"I", "Perch", "Hub", "Roost", "Glide", "Feather", "Flock", "Sky", "Larkspan", "Edit", "EDIT", "Wi"}


def speak(persona: Persona, text: str, rng: Random) -> str:
    """Return `text` as this person would type it; code, links and quotes stay as they are."""
    if not persona.slip or not text:
        return text
    parts = UNTOUCHED.split(text)
    change = _lower if persona.slip == "lower" else _misspell
    parts[::2] = [change(part, rng) for part in parts[::2]]
    return "".join(parts)


def sign(persona: Persona, text: str, rng: Random) -> str:
    """Return `text` with the person's name below it, if they are of that kind."""
    if not persona.signs or rng.random() < 0.3 or text.rstrip().endswith((persona.kit["me"], "Larkspan)", "```")):
        return text
    return f"{text}\n\n{rng.choice(('Best, ', 'Regards, ', '', '/', 'Cheers, '))}{persona.kit['me']}"


def _lower(text: str, rng: Random) -> str:
    def small(found: re.Match[str]) -> str:
        keep = found[2] in KEEP_CAPITAL or found[2].isupper()
        return found[0] if keep else found[1] + found[2][0].lower() + found[2][1:]

    text = SENTENCE_START.sub(small, text)
    return re.sub(r"\bI\b(?!-)", "i", text) if rng.random() < 0.8 else text


def _misspell(text: str, rng: Random) -> str:
    found = [word for word in MISSPELLINGS if word in text]
    for word in rng.sample(found, min(len(found), rng.choice((0, 1, 1, 2)))):
        text = text.replace(word, MISSPELLINGS[word], 1)
    return text
