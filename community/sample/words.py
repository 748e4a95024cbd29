"""The written material: problems, phrases, names. Read once from the files beside this module."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from community.sample.company import MOMENTS

FOLDER = Path(__file__).parent / "words"
SENTENCE_END = re.compile(r"(^|[.!?] |\n\n)$")
SLOT = re.compile(r"\{([a-z_]+)\}")
MARKS = re.compile(rf"(?:@({'|'.join(MOMENTS)}) )?(?:#(\d) )?")


@cache
def load(name: str) -> dict[str, Any]:
    """Return the tables of one file, such as `replies`."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def problems() -> tuple[dict[str, Any], ...]:
    """Return all problems, in the order of their files' names."""
    return _all("problems", "problem")


@cache
def subjects() -> tuple[dict[str, Any], ...]:
    """Return all subjects of discussion, in the order of their files' names."""
    return _all("discussions", "subject")


def _all(folder: str, table: str) -> tuple[dict[str, Any], ...]:
    files = sorted((FOLDER / folder).glob("*.toml"))
    return tuple(row for file in files for row in load(f"{folder}/{file.stem}")[table])


def fill(text: str, slots: dict[str, str]) -> str:
    """Return `text` with its {slots} filled; braces that are no slot (code, JSON) stay."""

    def value(found: re.Match[str]) -> str:
        word = slots.get(found[1], found[0])
        return word[:1].upper() + word[1:] if SENTENCE_END.search(text, 0, found.start()) else word

    return SLOT.sub(value, text)


def strip_marks(text: str) -> tuple[str | None, str | None, str]:
    """Split "@moment #2 words": the moment after which and the answer below which they may be said, the words."""
    marks = MARKS.match(text)
    return (marks[1], marks[2], text[marks.end() :]) if marks else (None, None, text)


class Decks:
    """Shuffled decks of phrases: each phrase comes once before any comes again."""

    def __init__(self, rng: Random):
        self._rng = rng
        self._left: dict[str, list[Any]] = {}

    def draw(self, key: str, options: Iterable[Any]) -> Any:
        """Return the next card of the deck `key`, which is made of `options` when it is empty."""
        left = self._left.setdefault(key, [])
        if not left:
            left.extend(options)
            self._rng.shuffle(left)
        return left.pop()
