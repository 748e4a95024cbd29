"""Voices as support people hear them: failed by plain VADER, read rightly by ours."""

import csv
from pathlib import Path

import pytest

from voc.listening import evaluation, lexicon, scoring
from voc.listening.vader import LinearAnalyzer

TABLE = Path(__file__).with_name("support_voices.csv")
PLAIN = LinearAnalyzer()


@pytest.mark.parametrize(
    ("text", "compound"),
    [
        ("How do I kill the master process?", 0.0),
        ("Please kill the stuck process and restart the dead node.", 0.0),
        ("It doesn't work.", -0.2235),
        ("I've been waiting 3 weeks for a reply.", -0.2023),
        ("solved", 0.4588),
        ("👍", 0.3612),
        ("👎", -0.3612),
        ("😡", -0.5423),
        ("🎉", 0.4588),
        ("Das ist schlecht", 0.0),
    ],
)
def test_golden_compound_with_the_lexicon_of_support(text, compound):
    found = scoring.score_text(text)

    assert found.compound == pytest.approx(compound, abs=1e-4)


@pytest.mark.parametrize(
    ("text", "label", "sarcastic"),
    [
        ("Great, another outage. Just what I needed.", "negative", True),
        ("Thanks for nothing.", "negative", True),
        ("Yeah right, it will be fixed soon", "negative", True),
        ("No problem, works for me.", "positive", False),
        ("Can't complain.", "positive", False),
        ("Can’t complain.", "positive", False),
        ("No longer works for me.", "negative", False),
        ("I want a refund.", "negative", False),
        ("Could you please kindly help me, thank you in advance.", "positive", False),  # "kindly" stays a miss
        ("Please help me, thanks in advance.", "neutral", False),
        ("Thanks👍🏽👍", "positive", False),
        ("#smartboxfail", "negative", False),
        ("> This product is terrible and useless\nI disagree, it is great.", "positive", False),
        ("Traceback … fatal error, connection aborted, worker killed", "neutral", False),
        ("", "neutral", False),
    ],
)
def test_failures_of_plain_vader_are_read_rightly(text, label, sarcastic):
    found = scoring.score_text(text)

    assert (found.label, found.sarcastic) == (label, sarcastic)


def test_a_voice_is_the_mean_of_its_telling_sentences_by_words():
    found = scoring.score(["It is good.", "The box is white.", "The new box is really very bad."])

    good, white, bad = found.sentences
    assert (good.words, bad.words, white.compound) == (3, 7, 0.0)
    assert found.compound == round((3 * good.compound + 7 * bad.compound) / 10, 4)


def test_saying_it_twenty_times_does_not_make_it_worse():
    once, often = scoring.score_text("The printer is bad. "), scoring.score_text("The printer is bad. " * 20)

    assert often.compound == once.compound == pytest.approx(-0.5423)


@pytest.mark.parametrize(
    ("compound", "label"),
    [(0.05, "positive"), (0.0499, "neutral"), (0.0, "neutral"), (-0.0499, "neutral"), (-0.05, "negative")],
)
def test_classes_begin_at_five_hundredths(compound, label):
    assert scoring.label_of(compound) == label


def test_a_score_says_how_it_was_made():
    found = scoring.score_text("good")

    assert found.method_version == f"vader-3.3.2/{lexicon.VERSION}/cleaning-1"


def test_every_word_that_is_taken_out_was_there_or_guards_against_a_longer_list():
    absent = {word for word in lexicon.REMOVED if word not in PLAIN.lexicon}

    assert absent == {"master"}


@pytest.mark.parametrize("split", ["dev", "test"])
def test_labelled_voices_are_read_better_than_by_plain_vader(split):
    rows = [row for row in labelled() if row["split"] == split]

    ours = evaluation.evaluate((row["label"], scoring.score_text(row["text"]).label) for row in rows)
    plain = evaluation.evaluate((row["label"], plain_label(row["text"])) for row in rows)

    assert ours.macro_f1 >= plain.macro_f1
    assert ours.macro_f1 > 0.75


def test_the_labelled_table_is_large_enough_and_says_nothing_twice():
    rows = labelled()

    assert len(rows) >= 200
    assert len({row["text"] for row in rows}) == len(rows)
    assert {row["label"] for row in rows} == set(scoring.LABELS)


def labelled():
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def plain_label(text):
    return scoring.label_of(PLAIN.polarity_scores(text)["compound"])
