"""VADER 3.3.2 with the same scores to the last digit, in time that grows with the length of the text alone; pure.

The stock analyzer lowercases the whole text anew for each word that carries sentiment, and looks each value up from the
start of the list when there is a "but". Here each rule sees only the words it reads. One oddity of the original is
kept for comparability: after a "but", equal values are rescaled at the place of the first of them.

Hutto, C.J. & Gilbert, E.E. (2014). VADER: A Parsimonious Rule-based Model for Sentiment Analysis of Social Media Text.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from heapq import heappop, heappush
from typing import Final

from vaderSentiment.vaderSentiment import (
    BOOSTER_DICT,
    N_SCALAR,
    NEGATE,
    SentimentIntensityAnalyzer,
    SentiText,
)

_NEGATIONS: Final = frozenset(NEGATE)
_EMPHASIS: Final = frozenset({"so", "this"})


class LinearAnalyzer(SentimentIntensityAnalyzer):
    """The analyzer of vaderSentiment 3.3.2, equal in every score; its lexicon may be changed before use."""

    lexicon: dict[str, float]
    emojis: dict[str, str]

    def __init__(self) -> None:
        super().__init__()
        self._emoji = _any_of(self.emojis)

    def without_emoji(self, signs: Sequence[str]) -> None:
        """Leave these emoji in the text, as words of the lexicon, instead of reading their descriptions."""
        self.emojis = {sign: words for sign, words in self.emojis.items() if sign not in signs}
        self._emoji = _any_of(self.emojis)

    def polarity_scores(self, text: str) -> dict[str, float]:
        """Return `neg`, `neu`, `pos` (shares, 3 decimals) and `compound` (-1 to 1, 4 decimals)."""
        text = self._described(text).strip()
        read = SentiText(text)
        words = read.words_and_emoticons
        last = len(words) - 1
        values: list[float] = []
        for place, word in enumerate(words):
            lowered = word.lower()
            silent = lowered not in self.lexicon or lowered in BOOSTER_DICT
            if silent or (lowered == "kind" and place < last and words[place + 1].lower() == "of"):
                values.append(0)
            else:
                self.sentiment_valence(0, read, word, place, values)
        scores: dict[str, float] = self.score_valence(self._but_check(words, values), text)
        return scores

    def _described(self, text: str) -> str:
        """Return the text with each emoji as its description, set apart from what stands before it."""
        if text.isascii():
            return text

        def words(found: re.Match[str]) -> str:
            start = found.start()
            apart = "" if start == 0 or text[start - 1] == " " else " "
            return apart + self.emojis[found[0]]

        return self._emoji.sub(words, text)

    @staticmethod
    def _special_idioms_check(valence: float, words_and_emoticons: list[str], i: int) -> float:
        seen = words_and_emoticons[i - 3 : i + 3]
        changed: float = SentimentIntensityAnalyzer._special_idioms_check(valence, seen, 3)  # noqa: SLF001 # our parent
        return changed

    @staticmethod
    def _negation_check(valence: float, words_and_emoticons: list[str], start_i: int, i: int) -> float:
        first, *between = [word.lower() for word in words_and_emoticons[i - start_i - 1 : i]]
        if between:
            never_so = first == "never" and between[0] in _EMPHASIS
            if never_so or (start_i == 2 and between[1] in _EMPHASIS):
                return valence * 1.25
            if first == "without" and "doubt" in between:
                return valence
        return valence * N_SCALAR if first in _NEGATIONS or "n't" in first else valence

    @staticmethod
    def _but_check(words_and_emoticons: list[str], sentiments: list[float]) -> list[float]:
        but = next((place for place, word in enumerate(words_and_emoticons) if word.lower() == "but"), None)
        if but is None:
            return sentiments
        # The places at which each value stands now, the first on top; zeros stay what they are.
        standing: dict[float, list[int]] = defaultdict(list)
        for place, value in enumerate(sentiments):
            if value:
                standing[value].append(place)
        for place in range(len(sentiments)):
            value = sentiments[place]
            if value and (first := standing[value][0]) != but:
                heappop(standing[value])
                sentiments[first] = value * (0.5 if first < but else 1.5)
                heappush(standing[sentiments[first]], first)
        return sentiments


def _any_of(signs: dict[str, str]) -> re.Pattern[str]:
    """Match the emoji of one character; the original reads character by character and never sees longer ones."""
    return re.compile("[" + "".join(re.escape(sign) for sign in signs if len(sign) == 1) + "]")
