"""Voices per second next to stock VADER, by length, scored alone and heard whole: `python -m benchmarks.sentiment`."""

import random
import time
from collections.abc import Callable, Iterator

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from benchmarks.report import Figure, show
from benchmarks.words import Writer
from voc.listening import hearing, scoring
from voc.listening.vader import LinearAnalyzer

LENGTHS = (50, 200, 800, 3_200)
WORDS = 25_600  # scored at each length
FEELING = 0.2  # share of words that VADER knows, as in running English about


def measure() -> Iterator[Figure]:
    """Yield, for each length, voices per second of stock VADER, of ours, of the whole scorer and of the pipeline."""
    stock, ours = SentimentIntensityAnalyzer(), LinearAnalyzer()
    hearing.hear("Warm up the word lists and the language models.")
    for length in LENGTHS:
        texts = list(_texts(length, sorted(stock.lexicon)))
        slow = _per_second(stock.polarity_scores, texts)
        fast = _per_second(ours.polarity_scores, texts)
        whole = _per_second(scoring.score_text, texts)
        yield Figure(name=f"stock VADER, {length:,} words", value=slow, unit="voices/s")
        yield Figure(name=f"ours, same score, {length:,} words", value=fast, unit="voices/s")
        yield Figure(name=f"ratio, {length:,} words", value=fast / slow, unit="times stock")
        heard = _per_second(hearing.hear, texts)
        yield Figure(name=f"cleaned and by sentence, {length:,} words", value=whole, unit="voices/s")
        yield Figure(name=f"heard, with its language, {length:,} words", value=heard, unit="voices/s")


def _texts(length: int, lexicon: list[str]) -> Iterator[str]:
    chance = random.Random(length)
    vocabulary = Writer(seed=length).vocabulary
    for _ in range(max(1, WORDS // length)):
        words = [chance.choice(lexicon if chance.random() < FEELING else vocabulary) for _ in range(length)]
        yield ". ".join(" ".join(words[start : start + 12]) for start in range(0, length, 12))


def _per_second(score: Callable[[str], object], texts: list[str]) -> float:
    """Return texts per second of processor time: other work on the machine does not count."""
    start = time.process_time()
    for text in texts:
        score(text)
    return len(texts) / (time.process_time() - start)


if __name__ == "__main__":
    show("Sentiment", measure())
