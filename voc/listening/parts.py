"""How a voice's score came about: its sentences with their scores, and the mean of those that count; pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from . import cleaning, scoring
from .scoring import SentenceScore


@dataclass(frozen=True, slots=True)
class Parts:
    """The sentences as scored; `sum` is the working of the mean, empty where every sentence is neutral."""

    sentences: Sequence[SentenceScore]
    compound: float

    @property
    def sum(self) -> str:
        telling = [one for one in self.sentences if one.counts]
        if not telling:
            return ""
        terms = " + ".join(f"{_signed(one.compound)} × {one.words}" for one in telling)
        return f"({terms}) ÷ {sum(one.words for one in telling)} = {_signed(self.compound)}"


def parts_of(text: str) -> Parts:
    """Return the parts of a voice from its text as it is kept: cut and scored as it was when it was heard."""
    score = scoring.score(tuple(cleaning.sentences(text)))
    return Parts(score.sentences, score.compound)


def _signed(compound: float) -> str:
    return f"{compound:.4f}".replace("-", "−")
