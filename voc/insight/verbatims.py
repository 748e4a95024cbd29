"""Representative quotes: up to three texts that stand for what was said, in the words in which it was said; pure.

Rules: DOMAIN, section 5.7. Candidates are whole sentences of 40 to 280 characters, cuts marked […]; a line that is no
sentence (a heading, a list of devices) is not joined with others. A quote has the subject's name in it; its score is
the cosine of its TF-IDF vector with the subject's centroid, and the choice is by maximal marginal relevance
(Carbonell and Goldstein 1998). Nothing is paraphrased, nothing corrected: what cleaning took out of a text is not
skipped silently, so a quote stands in its source word for word.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import fsum, log, sqrt
from typing import Final

from .names import mentions
from .themes import terms_of, words_of

SHORTEST, LONGEST = 40, 280
LAMBDA: Final = 0.7
MOST: Final = 3
CUT: Final = "[…]"
MVP: Final = "mvp"

_SENTENCE: Final = re.compile(r".+?(?:[.!?…]+[\"”’')\]]*(?=\s|$)|\n+|$)", re.DOTALL)
_CLOSING, _FINISHED = "\"”’')]", (".", "!", "?", "…")
_WRAP: Final = re.compile(r"(?<=[^\s.!?…:])[ \t]*\n[ \t]*(?=[a-z])")  # a line that goes on in the next
_TOKEN: Final = re.compile(r"[^\W_]+(?:[.,'’-][^\W_]+)*")
Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text that may be quoted: whose it is, how it sounded, its cleaned words, and the source as it stands there."""

    key: str
    author: str
    role: str
    mood: str
    text: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verbatim:
    """Words of one text as they may be shown, and how near they come to the subject."""

    of: Text
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class _Candidate:
    verbatim: Verbatim
    vector: Vector


def windows(text: str, source: str) -> Iterator[str]:
    """Yield the runs of whole sentences that fit a quote and stand so in the source, earliest and longest first.

    What is left out before or after a run is marked.
    """
    text = _WRAP.sub(" ", text)
    for start, ends in _runs(text):
        fitting = [end for end in ends if end - start <= LONGEST]
        if not fitting:
            fitting = [text.rfind(" ", start, start + LONGEST + 1)]  # one sentence too long: its beginning
        for end in reversed(fitting):
            if end - start >= SHORTEST and (written := _as_written(text[start:end], source)):
                yield _marked(text, start, end, written)


def _runs(text: str) -> Iterator[tuple[int, list[int]]]:
    """Yield where each sentence begins, with the ends of those that may be quoted with it, its own first."""
    spans = [_stripped(found) for found in _SENTENCE.finditer(text) if found[0].strip()]
    for first, (start, end) in enumerate(spans):
        ends = [end]
        for one, other in pairwise(spans[first:]):
            if other[1] - start > LONGEST or not _joins(text, one, other):
                break
            ends.append(other[1])
        yield start, ends


def _stripped(found: re.Match[str]) -> tuple[int, int]:
    return found.end() - len(found[0].lstrip()), found.start() + len(found[0].rstrip())


def _joins(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Tell whether two neighbours may stand in one quote: on one line, or both finished sentences."""
    finished = all(text[start:end].rstrip(_CLOSING).endswith(_FINISHED) for start, end in (one, other))
    return finished or "\n" not in text[one[1] : other[0]]


def _as_written(words: str, source: str) -> str | None:
    """Return the words with the apostrophes they have in the source; None if they do not stand there in a row."""
    wanted, flat = " ".join(words.split()), " ".join(source.split())
    start = flat.replace("’", "'").find(wanted)
    return flat[start : start + len(wanted)] if start >= 0 else None


def _marked(text: str, start: int, end: int, written: str) -> str:
    parts = (CUT if text[:start].strip() else "", written, CUT if text[end:].strip() else "")
    return " ".join(part for part in parts if part)


def choose(
    texts: Sequence[Text],
    corpus: Iterable[str] = (),
    *,
    about: frozenset[str] = frozenset(),
    names: frozenset[str] = frozenset(),
    most: int = MOST,
) -> list[Verbatim]:
    """Return one to `most` quotes for what the texts say together, the nearest to all of them first.

    One per author and wording, at most one by an MVP, moods in the proportion in which they occur, none that names one
    of `names`, and each with one of the terms that it is `about`, if there are any. `corpus` are the other texts of
    the week: words that stand everywhere tell less. Without a text that fits there is no quote.
    """
    weights = _weights([*(one.text for one in texts), *corpus])
    centre = _centroid([_vector(one.text, weights) for one in texts])
    best = [found for one in texts if (found := _best(one, weights, centre, about, names))]
    best.sort(key=lambda candidate: (-candidate.verbatim.score, candidate.verbatim.of.key))
    return _diverse(best, _shares([one.mood for one in texts], most), most)


def _best(
    text: Text, weights: Vector, centre: Vector, about: frozenset[str], names: frozenset[str]
) -> _Candidate | None:
    """Return the window of the text that is nearest to the centre; of equals the earliest, then the longest."""
    fitting = (one for one in windows(text.text, text.source) if _tells(one, about) and not mentions(one, names))
    found = [_candidate(text, window, weights, centre) for window in fitting]
    return max(found, key=lambda candidate: candidate.verbatim.score, default=None)


def _tells(window: str, about: frozenset[str]) -> bool:
    """Tell whether a quote is on its subject, and more than a row of devices, versions and numbers."""
    words = _TOKEN.findall(window)
    facts = sum((len(word) > 1 and word.istitle()) or any(sign.isdigit() for sign in word) for word in words)
    return 2 * facts < len(words) and not (about and about.isdisjoint(terms_of(window)))


def _candidate(text: Text, window: str, weights: Vector, centre: Vector) -> _Candidate:
    vector = _vector(window, weights)
    return _Candidate(Verbatim(of=text, text=window, score=round(cosine(vector, centre), 6)), vector)


def _diverse(candidates: Sequence[_Candidate], shares: Counter[str], most: int) -> list[Verbatim]:
    """Pick by maximal marginal relevance, first within the moods' shares, then whatever is left."""
    chosen: list[_Candidate] = []
    for bound in (shares, Counter(dict.fromkeys(shares, most))):
        while len(chosen) < most and (fitting := [c for c in candidates if _fits(c, chosen, bound)]):
            chosen.append(max(fitting, key=lambda candidate: _relevance(candidate, chosen)))
    return [candidate.verbatim for candidate in chosen]


def _fits(candidate: _Candidate, chosen: Sequence[_Candidate], bound: Counter[str]) -> bool:
    taken, of = [one.verbatim.of for one in chosen], candidate.verbatim.of
    return (
        of.author not in {one.author for one in taken}
        and candidate.verbatim.text not in {one.verbatim.text for one in chosen}
        and not (of.role == MVP and MVP in {one.role for one in taken})
        and sum(one.mood == of.mood for one in taken) < bound[of.mood]
    )


def _relevance(candidate: _Candidate, chosen: Sequence[_Candidate]) -> float:
    likeness = max((cosine(candidate.vector, one.vector) for one in chosen), default=0.0)
    return round(LAMBDA * candidate.verbatim.score - (1 - LAMBDA) * likeness, 6)


def _shares(moods: Sequence[str], most: int) -> Counter[str]:
    """Share `most` places among the moods in proportion, the largest remainders first (Hamilton)."""
    counted = Counter(moods)
    exact = {mood: most * number / len(moods) for mood, number in counted.items()}
    places = Counter({mood: int(share) for mood, share in exact.items()})
    ranked = sorted(exact, key=lambda mood: (-(exact[mood] - places[mood]), mood))
    places.update(ranked[: most - places.total()])
    return places


def cosine(one: Vector, other: Vector) -> float:
    """Return the cosine of two sparse vectors; 0 where one of them is empty."""
    lengths = sqrt(fsum(v * v for v in one.values())) * sqrt(fsum(v * v for v in other.values()))
    return fsum(value * other.get(word, 0.0) for word, value in one.items()) / lengths if lengths else 0.0


def _counts(text: str) -> Counter[str]:
    return Counter(word for run in words_of(text) for word in run)


def _weights(texts: Sequence[str]) -> Vector:
    """Return the smoothed inverse document frequency of every word: ln((1 + N) / (1 + n)) + 1."""
    having = Counter(word for text in texts for word in _counts(text))
    return {word: log((1 + len(texts)) / (1 + number)) + 1 for word, number in having.items()}


def _vector(text: str, weights: Vector) -> Vector:
    return {word: number * weights[word] for word, number in _counts(text).items()}


def _centroid(vectors: Sequence[Vector]) -> Vector:
    """Return the mean of the vectors, each first brought to length one, so that a long text does not outweigh."""
    total: dict[str, list[float]] = {}
    for vector in vectors:
        length = sqrt(fsum(value * value for value in vector.values()))
        for word, value in vector.items():
            total.setdefault(word, []).append(value / length)
    return {word: fsum(values) / len(vectors) for word, values in total.items()}
