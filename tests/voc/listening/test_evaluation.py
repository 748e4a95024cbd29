"""`groundswell evaluate sentiment`: figures that can be checked by hand, and plain words for a wrong file."""

import json

import pytest
from click.testing import CliRunner

from community.kernel.errors import Refused
from tests.shared_data import shared
from voc.listening import evaluation, scoring
from voc.listening.commands import evaluate

HEAD = "text,label\n"
KNOWN = "Labels are positive, neutral or negative (or pos, neu, neg; 1, 0, -1)"
GOOD = HEAD + 'It works.,positive\n"No, it is bad.",NEG\nWhich port?,0\nWhich cable?,+1\n'


@pytest.fixture
def table(tmp_path):
    def write(content):
        path = tmp_path / "voices.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return write


def run(path, *options):
    arguments = ["sentiment", path, "--text", "text", "--label", "label", *options]
    return CliRunner().invoke(evaluate, arguments, catch_exceptions=True)


def test_figures_by_hand():
    pairs = [("positive", "positive"), ("negative", "negative"), ("neutral", "neutral"), ("positive", "neutral")]

    found = evaluation.evaluate(pairs)

    assert (found.count, found.accuracy) == (4, 0.75)
    assert found.macro_f1 == pytest.approx((2 / 3 + 1 + 2 / 3) / 3)
    assert found.confusion["positive"] == {"negative": 0, "neutral": 1, "positive": 1}
    assert found.labels["positive"] == evaluation.LabelScore(count=2, precision=1.0, recall=0.5, f1=2 / 3)


def test_a_class_that_nobody_gave_or_said_does_not_enter_the_mean():
    found = evaluation.evaluate([("positive", "positive"), ("negative", "negative")])

    assert set(found.labels) == {"positive", "negative"}
    assert found.macro_f1 == 1


def test_a_class_that_only_the_scorer_said_pulls_the_mean_down():
    found = evaluation.evaluate([("positive", "positive"), ("negative", "neutral")])

    assert found.labels["neutral"] == evaluation.LabelScore(count=0, precision=0.0, recall=None, f1=0.0)
    assert found.macro_f1 == pytest.approx(1 / 3)


def test_the_command_prints_json(table):
    result = run(table(GOOD), "--format", "json")

    found = json.loads(result.output)
    assert (found["n"], found["accuracy"], found["macro_f1"]) == (4, 0.75, 0.777778)
    assert found["confusion_matrix"]["positive"] == {"negative": 0, "neutral": 1, "positive": 1}
    assert found["method_version"] == scoring.METHOD_VERSION


def test_the_command_prints_a_table(table):
    result = run(table(GOOD))

    assert "4 texts" in result.output
    assert "accuracy 0.7500, macro-F1 0.7778" in result.output
    assert "positive         2" in result.output


def test_a_byte_order_mark_and_stray_bytes_do_no_harm(table):
    result = run(table(b"\xef\xbb\xbf" + HEAD.encode() + b"caf\xe9 is great,positive\n"), "--format", "json")

    assert json.loads(result.output)["accuracy"] == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "The file is empty; its first line should name the columns."),
        (HEAD, "The file has a header and no rows; there is nothing to evaluate."),
        ("body,label\nx,pos\n", "The file has no column 'text'; it has: body, label."),
        ("body,mood\nx,pos\n", "The file has no column 'text' and no column 'label'; it has: body, mood."),
        (
            "text;label\nx;pos\n",
            "The file has no column 'text' and no column 'label'; it has: text;label. Columns are separated by commas.",
        ),
        (
            b"\x89PNG\r\n" + bytes(range(256)),
            "The file is no CSV in UTF-8: its first line is '\ufffdPNG'.",
        ),
        (
            HEAD + "a,pos\nb,meh\nc,\nd,2\ne,5\n",
            f"{KNOWN}: line 3 says 'meh'; line 4 says ''; line 5 says '2' and 1 more.",
        ),
        (
            HEAD + "a" * 200_000 + ",pos\n",
            "The file is not a CSV: field larger than field limit (131072) (after line 1).",
        ),
    ],
)
def test_a_file_that_is_not_right_is_refused_in_a_sentence(table, content, says):
    result = run(table(content))

    assert isinstance(result.exception, Refused)
    assert result.exception.sentence == says


def test_a_file_that_is_not_there_is_refused_in_a_sentence(tmp_path):
    result = run(str(tmp_path / "none.csv"))

    assert isinstance(result.exception, Refused)
    assert "none.csv cannot be read: No such file or directory." in result.exception.sentence


def test_real_tweets_about_airlines_are_read_better_than_the_floor():
    result = run_real(shared("airline_tweets/tweets.csv"))

    assert result["n"] > 7_000
    assert result["accuracy"] > 0.493
    assert result["macro_f1"] > 0.459


def run_real(path):
    options = ["--text", "text", "--label", "airline_sentiment", "--format", "json"]
    return json.loads(CliRunner().invoke(evaluate, ["sentiment", str(path), *options], catch_exceptions=False).output)
