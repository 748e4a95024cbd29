"""The picture of who helps whom: room for everybody, and the same each time."""

from itertools import pairwise

import pytest

from reputation import picture


def crowd(size):
    return [(id_, "Ann" if id_ % 2 else f"Person {id_} with a rather long name", 1 / id_) for id_ in range(1, size + 1)]


def ties(size):
    return [(a, b, 1 + (a + b) % 5) for a in range(1, size + 1) for b in range(1, size + 1) if a != b and a % b < 2]


@pytest.mark.parametrize("size", [0, 1, 2, 30, 45])
def test_no_two_people_touch_and_nobody_stands_outside(size):
    drawn = picture.draw(crowd(size), ties(size))

    heights = [dot.y for dot in drawn.dots]
    assert len(heights) == min(size, picture.MOST_PEOPLE)
    assert all(below - above >= 2 * picture.LARGEST_DOT for above, below in pairwise(heights))
    assert all(dot.y + dot.radius <= drawn.height and len(dot.label) <= picture.LONGEST_NAME for dot in drawn.dots)


def test_the_order_in_which_ties_come_does_not_matter():
    assert picture.draw(crowd(30), ties(30)) == picture.draw(crowd(30), ties(30)[::-1])


def test_ties_of_people_who_are_not_drawn_are_not_drawn():
    drawn = picture.draw(crowd(2), [(1, 2, 4), (2, 3, 4)])

    assert [arc.says for arc in drawn.arcs] == [("Ann", "Person 2 with a rather long name", 4)]


def test_weightless_people_are_still_seen():
    drawn = picture.draw([(1, "Ann", 0.0)], [])

    assert drawn.dots[0].radius == picture.SMALLEST_DOT
