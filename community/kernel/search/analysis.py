"""From text to index terms: the one analysis that both engines share, so that they find the same documents.

Words are folded (case, accents, compatibility forms) and English ones stemmed. A word held together by
punctuation ("wi-fi", "E-1042", "v2.3.1", "C++") yields its parts and, at the place of the first part, itself as
a whole. Writing without spaces (Chinese, Japanese, Thai) yields one term a character.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from whoosh.lang.porter2 import stem as english_stem

VERSION = 1  # raise it when the same text begins to yield other terms: every index is then rebuilt
LONGEST_TERM = 64
LONGEST_TEXT = 100_000  # characters read of one field
MOST_TERMS = 16_000  # places kept of one field; PostgreSQL counts to 16,383 in one document

# Not indexed at all: they stand in nearly every text and say nothing about it.
_LITTLE = """a an and are as at be been but by for from if in into is it its of on or such that the their then
there these they this to was were will with"""
# Indexed, for phrases; in a question they ask rather than name, and would narrow it for nothing.
_ASKING = """about am any anyone can could did do does get has have how i im ive me my our please should so some
we what when where which who why would you your"""
LITTLE_WORDS = frozenset(_LITTLE.split())

# Thai, Lao, Burmese, Khmer, kana and Han: scripts that put no space between words
_SPACELESS = (
    "\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)


def _marks() -> str:
    """Return the combining marks of the basic plane as a character class: Python's word class lacks them."""
    return "".join(
        chr(c)
        for c in range(0x300, 0x10000)
        if unicodedata.category(chr(c)) in {"Mn", "Mc"} and not re.match(f"[{_SPACELESS}]", chr(c))
    )


_LETTER = f"[^\\W_{_SPACELESS}]"
_RUN = f"{_LETTER}+(?:[{_marks()}]+{_LETTER}*)*"
_WORD = re.compile(f"{_RUN}(?:[-._'’]{_RUN}){{0,7}}(?:(?:\\+\\+?|#)(?!\\w))?|[{_SPACELESS}]")
_PART = re.compile(_RUN)
_ACCENTS = re.compile("[\u0300-\u036f]")
_SPACELESS_CHARACTER = re.compile(f"[{_SPACELESS}]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word where it stands: the terms of its parts in order, and of itself as a whole if it has parts."""

    start: int
    end: int
    parts: tuple[str, ...]
    whole: str
    spaceless: bool

    @property
    def terms(self) -> tuple[str, ...]:
        return (*self.parts, self.whole) if self.whole else self.parts


def words(text: str) -> Iterator[Word]:
    """Yield the words of `text` with their places in it; anything else in it is passed over."""
    for match in _WORD.finditer(text[:LONGEST_TEXT]):
        raw = match.group()
        parts, whole = _terms(raw[: 8 * LONGEST_TERM])
        if parts or whole:
            yield Word(match.start(), match.end(), parts, whole, bool(_SPACELESS_CHARACTER.match(raw)))


def places(text: str, start: int = 1) -> dict[str, list[int]]:
    """Return each term of `text` with the places where it stands, counted from `start`, without little words."""
    found: dict[str, list[int]] = {}
    at = start
    for word in words(text):
        if is_little(word):
            continue
        if word.whole:
            found.setdefault(word.whole, []).append(at)
        for part in word.parts:
            found.setdefault(part, []).append(at)
            at += 1
        if at - start >= MOST_TERMS:
            break
    return found


def is_little(word: Word) -> bool:
    """Tell whether the word is one that no index keeps."""
    return not word.whole and len(word.parts) == 1 and word.parts[0] in LITTLE_WORDS


def plain_word(text: str) -> str:
    """Return a single word folded but not stemmed, as a spelling suggestion would show it."""
    return _fold(text)[:LONGEST_TERM]


@lru_cache(maxsize=65_536)
def _terms(raw: str) -> tuple[tuple[str, ...], str]:
    """Return the terms of the parts of a raw word, and of the whole when it is more than its one part."""
    raw = re.sub(r"['’]s$", "", raw, flags=re.IGNORECASE)
    found = [raw] if _SPACELESS_CHARACTER.match(raw) else _PART.findall(raw)
    parts = tuple(term for term in map(_term, found) if term)
    whole = "" if found == [raw] else _term(re.sub(r"[-_'’]", "", raw))
    return parts, "" if (whole,) == parts else whole


def _term(raw: str) -> str:
    folded = _fold(raw)[:LONGEST_TERM]
    if len(folded) > 3 and folded.isascii() and folded.isalpha() and folded not in LITTLE_WORDS:
        return str(english_stem(folded))
    return folded


def _fold(raw: str) -> str:
    """Fold case, accents and compatibility forms: "Café" and "CAFE" are one word."""
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", raw)).casefold()
    return unicodedata.normalize("NFC", bare)


ASKING_TERMS = frozenset(_term(word) for word in _ASKING.split())
