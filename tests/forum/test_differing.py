"""What changed between two texts."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.forum.differing import changes

texts = st.text(alphabet="ab \n.é", max_size=60)


def side(stretches, *kinds):
    return "".join(s.text for s in stretches if s.change in kinds)


@given(texts, texts)
def test_both_texts_can_be_read_from_the_changes(before, after):
    found = changes(before, after)

    assert side(found, "same", "gone") == before
    assert side(found, "same", "new") == after


@given(texts)
def test_a_text_does_not_differ_from_itself(text):
    assert side(changes(text, text), "gone", "new") == ""


@given(texts, texts)
def test_no_two_neighbours_are_of_one_kind_and_none_is_empty(before, after):
    found = changes(before, after)

    assert all(one.change != other.change for one, other in pairwise(found))
    assert all(stretch.text for stretch in found)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Press it.", "Press it twice.", [("same", "Press it"), ("new", " twice"), ("same", ".")]),
        ("one\ntwo\n", "one\nzwei\n", [("same", "one\n"), ("gone", "two"), ("new", "zwei"), ("same", "\n")]),
        ("", "new", [("new", "new")]),
        ("gone", "", [("gone", "gone")]),
    ],
)
def test_words_are_marked_not_letters(before, after, expected):
    assert [(s.change, s.text) for s in changes(before, after)] == expected


@pytest.mark.parametrize("size", [120, 7_500])
def test_a_post_written_anew_is_compared_in_little_time(size):
    before, after = "a b " * size, "b c\n" * size

    began = time.process_time()
    found = changes(before, after)

    assert side(found, "same", "new") == after
    assert time.process_time() - began < 1
