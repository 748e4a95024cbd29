"""Which words of a text are people's names: they are no theme, and no quote carries them into a memo; pure."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

ORDINARY_FROM: Final = 3  # people who write it in small letters make it a word like others
_PART: Final = re.compile(r"[^\W_]+")
_WHOLE: Final = re.compile(r"\w+(?:[.-]\w+)*")
_ADDRESSED: Final = re.compile(r"(?<!\w)@\w")


def words_of_names(names: Iterable[str]) -> frozenset[str]:
    """Return the words that the names and handles are made of, in small letters."""
    return frozenset(part.lower() for name in names for part in _PART.findall(name) if len(part) > 1)


def personal(names: Iterable[str], texts: Iterable[tuple[str, str]], handles: Iterable[str] = ()) -> frozenset[str]:
    """Return those words of the names that stand for people in the texts, given as (author, text), and the handles.

    Somebody may be called Hub or May: a word that several people write in small letters is an ordinary one. A whole
    handle never is: it is always written so.
    """
    words, writers = words_of_names(names), defaultdict(set)
    for author, text in texts:
        for word in words & set(_PART.findall(text)):
            writers[word].add(author)
    rare = (word for word in words if len(writers[word]) < ORDINARY_FROM)
    return frozenset(rare) | frozenset(handle.lower() for handle in handles if len(handle) > 1)


def mentions(text: str, names: frozenset[str]) -> bool:
    """Tell whether one of the names stands in the text, or anybody is addressed with an @."""
    words = (word.lower() for kind in (_PART, _WHOLE) for word in kind.findall(text))
    return bool(_ADDRESSED.search(text)) or any(word in names for word in words)
