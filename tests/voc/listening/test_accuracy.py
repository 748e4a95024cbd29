"""The accuracy that stands beside the index is the one that is measured."""

import csv
from pathlib import Path

from tests.shared_data import shared
from voc.listening import accuracy, evaluation, scoring

TABLE = Path(__file__).with_name("support_voices.csv")


def measured(rows):
    found = evaluation.evaluate((actual, scoring.score_text(text).label) for text, actual in rows)
    return accuracy.Measured(texts=found.count, accuracy=round(found.accuracy, 3), macro_f1=round(found.macro_f1, 3))


def test_on_the_support_voices_kept_for_the_test():
    with TABLE.open(encoding="utf-8", newline="") as lines:
        rows = [(row["text"], row["label"]) for row in csv.DictReader(lines) if row["split"] == "test"]

    assert measured(rows) == accuracy.ON_SUPPORT_VOICES


def test_on_complaints_of_strangers():
    with shared("airline_tweets/tweets.csv").open(encoding="utf-8", newline="") as lines:
        rows = evaluation.read_labelled(lines, "text", "airline_sentiment")

    assert measured(rows) == accuracy.ON_TWEETS


def test_it_is_that_of_the_method_in_use():
    assert accuracy.METHOD == scoring.METHOD_VERSION
