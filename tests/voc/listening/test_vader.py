"""Our VADER gives the scores of the stock one, and gives them in linear time."""

import os
import random
import time

import pytest
from vaderSentiment.vaderSentiment import BOOSTER_DICT, NEGATE, SPECIAL_CASES, SentimentIntensityAnalyzer

from voc.listening.vader import LinearAnalyzer

STOCK = SentimentIntensityAnalyzer()
OURS = LinearAnalyzer()
WHOLE, SHORT = 24_000, 1_500

TRICKY = """
but But BUT no nor or so this without doubt never least at very kind of sort just enough just
good bad GREAT Terrible love hate fail crash helpful kind like no. won't didn't ain't isn't cool
:) :( :D <3 ;-) xD 👍 😡 🎉 👍🏽 ❤️ ❤ 🤷‍♀️ é ß İ 中文 naïve ok! really?? why??? what???? wow!!! !!!!!! ...
"""
HARD = [*NEGATE, *BOOSTER_DICT, *(word for phrase in SPECIAL_CASES for word in phrase.split()), *TRICKY.split()]


def mixed_text(chance: random.Random, lexicon: list[str]) -> str:
    """Return words that make the rules meet, glued, shouted and punctuated at random."""
    words = []
    for _ in range(chance.choice((0, 1, 2, 3, 5, 8, 13, 30))):
        word = chance.choice(HARD) if chance.random() < 0.7 else chance.choice(lexicon)
        change = chance.random()
        word = word.upper() if change < 0.1 else word.title() if change < 0.15 else word
        words.append(word + chance.choice(("", "", "", "", ",", ".", "!", "?", "👍", "'s", "\n")))
    return chance.choice((" ", " ", " ", "  ", "\t", "\n")).join(words)


@pytest.mark.parametrize(
    ("text", "compound"),
    [
        ("good", 0.4404),
        ("not good", -0.3412),
        ("GOOD", 0.4404),
        ("this is GOOD", 0.5622),
        ("very good", 0.4927),
        ("good!", 0.4926),
        ("good!!!!!!", 0.6209),
        ("", 0.0),
        ("Please kill the stuck process and restart the dead node.", -0.8658),
        ("How do I kill the master process?", -0.6908),
        ("Login failed with error 500", -0.7184),
        ("Great, another outage. Just what I needed.", 0.6249),
        ("Thanks for nothing.", 0.4404),
        ("I've been waiting 3 weeks for a reply.", 0.0),
        ("It doesn't work.", 0.0),
        ("Not working.", 0.0),
        ("I want a refund.", 0.0772),
        ("Could you please kindly help me, thank you in advance.", 0.8658),
        ("#SmartBox #FAIL", -0.6408),
        ("#smartboxfail", 0.0),
        ("👍", 0.0),
        ("😡", 0.0),
        ("> This product is terrible and useless\nI disagree, it is great.", -0.5267),
        ("The printer is bad. ", -0.5423),
        ("The printer is bad. " * 5, -0.9552),
        ("The printer is bad. " * 20, -0.9970),
        ("Das ist schlecht", 0.0),
    ],
)
def test_golden_compound_of_plain_vader(text, compound):
    scores = OURS.polarity_scores(text)

    assert scores["compound"] == pytest.approx(compound, abs=1e-4)
    assert scores == STOCK.polarity_scores(text)


@pytest.mark.prove
def test_scores_equal_those_of_stock_vader_on_adversarial_mixes(record_property):
    chance = random.Random(3_03_02)
    lexicon = sorted(STOCK.lexicon)
    count = WHOLE if os.environ.get("PROVE") == "full" else SHORT
    texts = [mixed_text(chance, lexicon) for _ in range(count)]

    different = [text for text in texts if OURS.polarity_scores(text) != STOCK.polarity_scores(text)]

    assert different == []
    record_property("proven", ["VADER equal to the stock analyzer on generated texts", "", f"{count} texts"])


def test_equal_values_around_a_but_are_rescaled_as_in_the_original():
    words = ["good", "bad", "but"] * 2 + ["good", "bad", "good"]
    values = [[1.9, -2.5, 0, 1.9, -2.5, 0, 1.9, 0.95, 2.85], [0.5, 1.0, 0, 1.0, 2.0, 4.0, 0.5, 1.5, 2.25]]

    ours = [LinearAnalyzer._but_check(words, list(row)) for row in values]

    assert ours == [SentimentIntensityAnalyzer._but_check(words, list(row)) for row in values]


def test_the_time_grows_with_the_length_alone():
    text = "the outage was not so good but support was kind and very helpful, no problem " * 200

    short, long = (_seconds(text * times) for times in (1, 8))

    assert long < 8 * 3 * short


def _seconds(text: str) -> float:
    """Return the least of three processor times of scoring `text`."""
    times = []
    for _ in range(3):
        start = time.process_time()
        OURS.polarity_scores(text)
        times.append(time.process_time() - start)
    return min(times)
