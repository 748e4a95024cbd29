"""Whether the asker says that it worked: a labelled table, and the laws of the rule."""

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_harvest.confirmation import confirms

HERE = Path(__file__).parent
METHODOLOGY = (HERE.parents[1] / "docs" / "methodology.md").read_text()
with (HERE / "said_it_worked.csv").open(newline="") as table:
    LABELLED = [(row["text"], row["worked"] == "1") for row in csv.DictReader(table)]


def measured():
    """Return (said rightly, said, to be said) over the labelled table."""
    said = {text for text, _worked in LABELLED if confirms(text)}
    true = {text for text, worked in LABELLED if worked}
    return len(said & true), len(said), len(true)


def test_the_table_is_large_and_even_enough():
    assert len(LABELLED) >= 60
    assert 30 <= measured()[2] <= len(LABELLED) - 30


def test_the_rule_is_as_good_as_the_methodology_says():
    rightly, said, true = measured()

    told = re.search(r"precision ([\d.]+) \((\d+) of (\d+)\), recall ([\d.]+) \((\d+) of (\d+)\)", METHODOLOGY)

    assert told, "docs/methodology.md names no figures"
    assert told.groups() == (
        f"{rightly / said:.3f}",
        f"{rightly}",
        f"{said}",
        f"{rightly / true:.3f}",
        *told.groups()[4:],
    )
    assert told.groups()[4:] == (f"{rightly}", f"{true}")
    assert rightly / said >= 0.9


@pytest.mark.parametrize("end", ["", "!", " :-)", " 🎉", "\n\nThanks"])
@pytest.mark.parametrize("text", ["That worked", "Solved it, thanks", "It’s working again"])
def test_what_stands_behind_a_sentence_changes_nothing(text, end):
    assert confirms(text + end)


@given(st.sampled_from([text for text, _ in LABELLED]))
def test_a_question_afterwards_takes_it_back(text):
    assert not confirms(f"{text} And how do I do it again?")


@given(st.text(max_size=300))
def test_any_text_has_an_answer(text):
    assert confirms(text) in (True, False)


@pytest.mark.timeout(10)
@pytest.mark.parametrize("text", ["that " * 20_000, "the " * 20_000 + "worked", "x" * 200_000, "no problem " * 10_000])
def test_a_long_text_that_confirms_nothing_is_read_to_its_end_in_time(text):
    assert not confirms(text)
