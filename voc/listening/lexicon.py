"""What words, phrases and emoji mean in support talk, where VADER's own lexicon misleads or is silent; pure.

Our own design (DOMAIN, 5.3): each change raises VERSION and must run the labelled set. Words that are taken out are
technical ("kill the process") or polite ("please help"): in support talk they say nothing about contentment.
"""

import re
from typing import Final

VERSION: Final = "lexicon-1"

EMOJI: Final = {"👍": 1.5, "👎": -1.5, "😡": -2.5, "🎉": 2.0}

_TECHNICAL: Final = "kill kills fatal master attack support alert warning block critical stuck dead"
_POLITE: Final = "please help share free want"
REMOVED: Final = frozenset([*_TECHNICAL.split(), *_POLITE.split()])

CHANGED: Final = {
    "error": -0.5,
    "problem": -0.8,
    "crashed": -2.0,
    "crashes": -2.0,
    "crashing": -2.0,
    "outage": -2.0,
    "downtime": -2.0,
    "unresponsive": -2.0,
    "buggy": -2.0,
    "unanswered": -1.8,
    "refund": -1.5,
    "regression": -1.5,
    "laggy": -1.5,
    "glitch": -1.5,
    "hangs": -1.2,
    "timeout": -1.0,
    "waiting": -0.8,
    "work": 1.2,
    "working": 1.2,
    "works": 1.5,
    "fixed": 1.8,
    "resolved": 2.0,
    "solved": 2.0,
}

# A phrase becomes one word of its own, because its words alone would say something else.
SARCASM, WORKS_FOR_ME = "sarcastic-phrase", "works-for-me"
PHRASE_WORDS: Final = {SARCASM: -2.0, WORKS_FOR_ME: 1.5}

_PHRASES: Final = (
    ("sarcasm", r"thanks for nothing|yeah,? right|great, another|just what i needed"),
    ("fine", r"no problem|can(?:'|no)?t complain"),
    ("works", r"works for me"),
    ("advance", r"thank(?:s| you) in advance"),
)
_PHRASE: Final = re.compile(rf"\b(?:{'|'.join(f'(?P<{name}>{words})' for name, words in _PHRASES)})\b", re.IGNORECASE)
_READS: Final = {"sarcasm": SARCASM, "fine": "fine", "works": WORKS_FOR_ME, "advance": ""}
_EMOJI: Final = re.compile(f"([{''.join(EMOJI)}])[\ufe0f\U0001f3fb-\U0001f3ff]?")


def words_of_support() -> dict[str, float]:
    """Return every word, phrase and emoji that this table adds or changes, with its valence (-4 to 4)."""
    return {**CHANGED, **PHRASE_WORDS, **EMOJI}


def read(sentence: str) -> tuple[str, bool]:
    """Return the sentence as it should be scored, and whether a phrase in it is sarcastic."""
    sarcastic = False

    def word(found: re.Match[str]) -> str:
        nonlocal sarcastic
        kind = found.lastgroup or ""
        sarcastic = sarcastic or kind == "sarcasm"
        return _READS[kind]

    read_so = _PHRASE.sub(word, sentence)
    return _EMOJI.sub(r" \1 ", read_so), sarcastic
