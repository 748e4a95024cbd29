"""Watched words: whole words of a text, compared whatever their case, width, spelling in Unicode or disguise."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

from community.kernel.lookalikes import skeleton

Action = Literal["block", "hold", "mask", "alert"]
ACTIONS: Final[tuple[Action, ...]] = get_args(Action)  # the strictest first
MASK: Final = "•••"
_UNSEEN: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")  # shown as nothing, though letters or marks


@dataclass(frozen=True)
class Token:
    """One word of a text: what is compared, and where it stands in the text as it was written."""

    folded: str
    start: int
    end: int


@dataclass(frozen=True)
class Hit:
    """A watched phrase that was found, and where."""

    phrase: str
    start: int
    end: int


def fold(text: str) -> str:
    """Return a phrase as it is compared: its words, folded, with single spaces."""
    return " ".join(token.folded for token in tokens(text))


def tokens(text: str) -> Iterator[Token]:
    """Yield the words of a text: runs of letters, digits and their marks, with what is invisible left out."""
    folded, start, end = "", 0, 0
    for piece, begin, stop in _clusters(text):
        word = "".join(c for c in _compared(piece) if _is_part(c))
        if word and (not _is_mark(word[0]) or (folded and _is_mark(piece[0]))):
            folded, start, end = folded + word, start if folded else begin, stop
        elif folded:
            yield Token(folded, start, end)
            folded = ""
    if folded:
        yield Token(folded, start, end)


def find(text: str, phrases: Iterable[str]) -> list[Hit]:
    """Return where folded `phrases` stand in the text as whole words, in the text's order."""
    by_first: dict[str, dict[tuple[str, ...], None]] = {}
    for phrase in phrases:
        words = tuple(phrase.split())
        for first in (words[0], skeleton(words[0])):
            by_first.setdefault(first, {})[words] = None
    said = list(tokens(text)) if by_first else []
    return [hit for at in range(len(said)) for hit in _at(said, at, by_first)]


def _at(said: Sequence[Token], at: int, by_first: Mapping[str, Mapping[tuple[str, ...], None]]) -> Iterator[Hit]:
    looks = skeleton(said[at].folded)
    for words in {**by_first.get(said[at].folded, {}), **by_first.get(looks, {})}:
        met = said[at : at + len(words)]
        if len(met) == len(words) and all(_is(token, word) for token, word in zip(met, words, strict=True)):
            yield Hit(" ".join(words), met[0].start, met[-1].end)


def _is(token: Token, word: str) -> bool:
    """Tell whether a token is a word, or disguised as one; plain letters are never a disguise."""
    looks = skeleton(token.folded)
    return token.folded == word or (looks != token.folded and looks == skeleton(word))


def masked(text: str, hits: Iterable[Hit]) -> str:
    """Return the text with each hit replaced by dots."""
    end = len(text)
    for hit in sorted(hits, key=lambda hit: (hit.start, hit.end), reverse=True):
        if hit.end <= end:
            text = text[: hit.start] + MASK + text[hit.end :]
            end = hit.start
    return text


def _clusters(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each character with the marks that combine with it, its beginning and its end; nothing invisible."""
    piece, begin, stop = "", 0, 0
    for at, character in enumerate(text):
        if _is_unseen(character):
            continue
        if piece and unicodedata.combining(character):
            piece, stop = piece + character, at + 1
            continue
        if piece:
            yield piece, begin, stop
        piece, begin, stop = character, at, at + 1
    if piece:
        yield piece, begin, stop


def _compared(piece: str) -> str:
    """Return NFKD of the case-folded NFKD, equal for all that NFKC and case folding make equal."""
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", piece).casefold())


def _is_part(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNM"


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


def _is_unseen(character: str) -> bool:
    """Tell whether a character hides in a word: of no width, or a stroke or ring laid over a letter."""
    if character in _UNSEEN or unicodedata.category(character) in ("Cf", "Me") or unicodedata.combining(character) == 1:
        return True
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
