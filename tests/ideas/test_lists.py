"""The lists: by people, new, hot; page after page, each idea once."""

from datetime import UTC, datetime, timedelta

import pytest
from support import people, wishes
from support.people import viewer

from community.kernel import clock, paging
from community.kernel.auth import NOBODY
from community.kernel.errors import Refused
from ideas import queries
from ideas.services import comments

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def wishers(app):
    return [people.member(f"Wisher {n}") for n in range(4)]


@pytest.fixture
def board_of_ideas(wishers):
    """Six ideas a day apart; number n has n % 4 votes, cast an hour ago."""
    made = []
    for number in range(6):
        with clock.at(NOW - timedelta(days=6 - number)):
            made.append(wishes.idea(wishers[0], f"Wish number {number} of six"))
    with clock.at(NOW - HOUR):
        for number, idea in enumerate(made):
            for voter in wishers[: number % 4]:
                wishes.vote(idea, voter)
    return made


def walk(**asked):
    """Return the titles' numbers on all pages of two."""
    numbers, after = [], None
    while True:
        page = queries.ideas(NOBODY, after=after, size=2, **asked)
        numbers += [int(row.title.split()[2]) for row in page.rows]
        after = page.next_key
        if not after:
            return numbers


@pytest.mark.parametrize(
    ("sort", "expected"),
    [("people", [3, 2, 1, 5, 0, 4]), ("new", [5, 4, 3, 2, 1, 0]), ("hot", [5, 3, 2, 1])],
)
def test_each_order_shows_each_idea_once(sort, expected, board_of_ideas):
    with clock.at(NOW):
        found = walk(sort=sort)

    assert found == expected


def test_hotness_is_worked_out_of_the_printed_numbers(board_of_ideas):
    with clock.at(NOW):
        rows = queries.ideas(NOBODY, sort="hot").rows

    heats = {int(row.title.split()[2]): row.heat for row in rows}
    assert (heats[5].votes, heats[5].comments, heats[5].age_hours) == (1, 0, 24.0)
    assert heats[5].hotness == pytest.approx(5 / 26**1.4, abs=1e-6)


def test_a_comment_warms_while_it_is_seen_and_young(board_of_ideas, wishers, agent):
    with clock.at(NOW - HOUR):
        comment = wishes.comment(board_of_ideas[0], wishers[1])
    with clock.at(NOW):
        warm = walk(sort="hot")
        comments.hide_comment(comment=comment, by=viewer(agent), reason="Off the topic.")
        cold = walk(sort="hot")

    assert set(warm) - set(cold) == {0}


def test_what_is_older_than_seven_days_warms_no_more(board_of_ideas):
    with clock.at(NOW - HOUR + timedelta(days=7) - timedelta(seconds=1)):
        before = walk(sort="hot")
    with clock.at(NOW - HOUR + timedelta(days=7)):
        after = walk(sort="hot")

    assert len(before) == 4
    assert after == []


def test_the_pages_of_a_hot_list_stand_at_its_first_moment(board_of_ideas, wishers):
    with clock.at(NOW):
        first = queries.ideas(NOBODY, sort="hot", size=2)
    with clock.at(NOW + HOUR):
        for voter in wishers[1:]:
            wishes.vote(board_of_ideas[4], voter)
        second = queries.ideas(NOBODY, sort="hot", size=2, after=first.next_key)

    assert [int(row.title.split()[2]) for row in (*first.rows, *second.rows)] == [5, 3, 2, 1]


def test_a_hot_page_of_another_day_is_refused(board_of_ideas):
    key = paging.encode((NOW - timedelta(days=2), -1, 1))

    with clock.at(NOW), pytest.raises(Refused, match="another day"):
        queries.ideas(NOBODY, sort="hot", after=key)


@pytest.mark.parametrize("sort", ["people", "new", "hot"])
def test_a_key_that_is_not_ours_is_refused(sort, app):
    with pytest.raises(Refused, match="not complete"):
        queries.ideas(NOBODY, sort=sort, after="bm9uc2Vuc2U")


def test_a_list_holds_the_statuses_of_its_state(board_of_ideas, agent):
    wishes.move(board_of_ideas[1], agent, "delivered")
    wishes.move(board_of_ideas[2], agent, "planned")

    shown = {state: walk(state=state) for state in ("open", "completed", "in_progress", "closed", "all")}

    assert shown["completed"] == [1]
    assert shown["in_progress"] == [2]
    assert shown["closed"] == []
    assert sorted(shown["open"]) == [0, 2, 3, 4, 5]
    assert sorted(shown["all"]) == [0, 1, 2, 3, 4, 5]


def test_one_s_own_votes_are_marked_and_listed(board_of_ideas, wishers):
    me = viewer(wishers[2])

    marked = {row.title for row in queries.ideas(me).rows if row.voted}
    listed = {row.title for row in queries.voted_by(me).rows}

    assert marked == listed == {"Wish number 3 of six"}
