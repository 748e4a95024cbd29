"""What a person asks, read from a search box: words and "exact words", whatever else was typed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .analysis import ASKING_TERMS, Word, is_little, words

LONGEST_QUESTION = 2_000  # characters
MOST_CLAUSES = 24
MOST_PHRASE_TERMS = 24

_QUOTED = re.compile('["“”„«»]([^"“”„«»]*)["“”„«»]')


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing asked for: a term, or several that must follow each other."""

    terms: tuple[str, ...]


def read(text: str) -> tuple[Clause, ...]:
    """Return what `text` asks for, at most 24 clauses; never raises, and gives () when it holds no word.

    Words that only ask ("how do I ...") count when there is nothing else. An unpaired quote is no quote.
    """
    text = text[:LONGEST_QUESTION]
    quoted = [_phrase(list(words(match.group(1)))) for match in _QUOTED.finditer(text)]
    loose = list(_loose(list(words(_QUOTED.sub(lambda m: " " * len(m.group()), text)))))
    naming = [clause for clause in loose if not set(clause.terms) <= ASKING_TERMS]
    wanted = [clause for clause in quoted if clause.terms] + naming
    return tuple(dict.fromkeys(wanted or loose))[:MOST_CLAUSES]


def terms(clauses: tuple[Clause, ...]) -> tuple[str, ...]:
    """Return every term that the clauses name, once, in order."""
    return tuple(dict.fromkeys(term for clause in clauses for term in clause.terms))


def _phrase(found: list[Word]) -> Clause:
    """Return the words as one phrase; a lone word held together by punctuation stands for itself."""
    kept = [word for word in found if not is_little(word)]
    if len(kept) == 1 and kept[0].whole:
        return Clause((kept[0].whole,))
    return Clause(tuple(part for word in kept for part in word.parts)[:MOST_PHRASE_TERMS])


def _loose(found: list[Word]) -> Iterator[Clause]:
    """Yield each word as a clause; characters written without spaces between them become one phrase."""
    run: list[Word] = []
    for word in found:
        if run and not (word.spaceless and run[-1].end == word.start):
            yield _phrase(run)
            run = []
        if word.spaceless:
            run.append(word)
        elif not is_little(word):
            yield _phrase([word])
    if run:
        yield _phrase(run)
