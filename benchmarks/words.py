"""Texts that look like posts to a machine: made-up words with the frequencies of a language; pure."""

import random
from itertools import accumulate

VOCABULARY = 20_000
MEDIAN_WORDS = 60
LONGEST = 1_200
_ONSETS = ("b", "br", "c", "ch", "d", "f", "g", "h", "l", "m", "n", "p", "pr", "r", "s", "st", "t", "tr", "w")
_VOWELS = ("a", "e", "i", "o", "u", "ea", "ou")
_CODAS = ("", "", "l", "n", "r", "s", "t", "nd", "ck", "st")


class Writer:
    """Writes titles and texts; the same seed writes the same."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self.vocabulary = self._words()
        # Zipf's law with Mandelbrot's correction, as word counts of English follow it.
        self._weights = list(accumulate(1 / (rank + 2.7) ** 1.05 for rank in range(VOCABULARY)))

    def _words(self) -> list[str]:
        found: dict[str, None] = {}
        while len(found) < VOCABULARY:
            syllables = 1 + min(3, len(found) // 300)
            found["".join(self._syllable() for _ in range(self._random.randint(1, syllables)))] = None
        return list(found)

    def _syllable(self) -> str:
        return "".join(self._random.choice(part) for part in (_ONSETS, _VOWELS, _CODAS))

    def _some(self, number: int) -> list[str]:
        return self._random.choices(self.vocabulary, cum_weights=self._weights, k=number)

    def title(self) -> str:
        """Return a title of about eight words."""
        return " ".join(self._some(self._random.randint(5, 11))).capitalize()

    def body(self, median: int = MEDIAN_WORDS) -> str:
        """Return Markdown of lognormal length, with paragraphs, sometimes a list, a quote, a link or code."""
        length = max(3, min(LONGEST, round(self._random.lognormvariate(0, 0.7) * median)))
        parts = [self._sentences(size) for size in _split(length, 45)]
        if self._random.random() < 0.25:
            parts.append(self._extra())
        return "\n\n".join(parts)

    def _sentences(self, length: int) -> str:
        return " ".join(" ".join(self._some(size)).capitalize() + "." for size in _split(length, 12))

    def _extra(self) -> str:
        words = " ".join(self._some(6))
        return self._random.choice(
            (
                f"- **{words}**\n- {words}",
                f"> {words}",
                f"See https://example.com/{words.split()[0]} or `{words}`.",
                f"```\n{words}\n{words}\n```",
            )
        )

    def questions(self, number: int) -> list[str]:
        """Return what people might search: one to three words, neither the commonest nor the rarest."""
        words = self.vocabulary[60:2_500]
        return [" ".join(self._random.sample(words, self._random.randint(1, 3))) for _ in range(number)]


def _split(length: int, size: int) -> list[int]:
    return [size] * (length // size) + ([length % size] if length % size else [])
