"""How a voice feels: each sentence by VADER with the lexicon of support talk, the voice by its sentences; pure.

A whole text at once would saturate: the same sentence twenty times scores -0.997. Formulas: DOMAIN, 5.1 to 5.3.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from . import cleaning, lexicon
from .vader import LinearAnalyzer

Label = Literal["negative", "neutral", "positive"]
LABELS: Final[tuple[Label, ...]] = ("negative", "neutral", "positive")
THRESHOLD: Final = 0.05
UNIT: Final = 10_000  # VADER rounds to four decimals
METHOD_VERSION: Final = f"vader-3.3.2/{lexicon.VERSION}/{cleaning.VERSION}"


@dataclass(frozen=True, slots=True)
class SentenceScore:
    """One sentence: its compound score (-1 to 1), its weight in words, and whether it is sarcastic."""

    text: str
    compound: float
    words: int
    sarcastic: bool

    @property
    def counts(self) -> bool:
        """Tell whether the sentence takes part in the mean: neutral ones do not thin the others out."""
        return label_of(self.compound) != "neutral"


@dataclass(frozen=True, slots=True)
class Score:
    """A voice: the mean of its sentences that are not neutral, weighted by words, and the class of that mean."""

    compound: float
    label: Label
    sarcastic: bool
    sentences: tuple[SentenceScore, ...]
    method_version: str = METHOD_VERSION


def label_of(compound: float) -> Label:
    """Return the class of a score; ±0.05 itself is not neutral."""
    if compound >= THRESHOLD:
        return "positive"
    return "negative" if compound <= -THRESHOLD else "neutral"


def score_text(text: str, markup: cleaning.Markup = "markdown") -> Score:
    """Clean a text as it was written, and score it."""
    return score(cleaning.clean(text, markup).sentences)


def score(sentences: Sequence[str]) -> Score:
    """Score a voice that was cleaned and cut into sentences."""
    scored = tuple(_sentence(sentence) for sentence in sentences)
    telling = [one for one in scored if one.counts]
    weight = sum(one.words for one in telling)
    total = sum(round(one.compound * UNIT) * one.words for one in telling)  # whole numbers, so that a tie is one
    mean = round(total / (weight * UNIT), 4) if weight else 0.0
    return Score(mean, label_of(mean), any(one.sarcastic for one in scored), scored)


def compound_of(sentence: str) -> float:
    """Return the compound score of one sentence with the lexicon of support talk."""
    return _sentence(sentence).compound


def _sentence(text: str) -> SentenceScore:
    read, sarcastic = lexicon.read(text)
    compound = _analyzer().polarity_scores(read)["compound"]
    return SentenceScore(text, compound, max(1, len(text.split())), sarcastic)


@cache
def _analyzer() -> LinearAnalyzer:
    """Read VADER's files once, and change them by our table."""
    analyzer = LinearAnalyzer()
    for word in lexicon.REMOVED:
        analyzer.lexicon.pop(word, None)
    analyzer.lexicon.update(lexicon.words_of_support())
    analyzer.without_emoji(tuple(lexicon.EMOJI))
    return analyzer
