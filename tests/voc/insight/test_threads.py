"""One topic as its weeks: gaps, overdue openings, and whose posts count."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.kernel.weeks import Week
from voc.insight import threads
from voc.insight.threads import Said

UTC_ZONE = ZoneInfo("UTC")
MONDAY = datetime(2026, 11, 16, tzinfo=UTC)
WEEK = Week.of(MONDAY, UTC_ZONE)


def said(number, person, minutes, *, kind="answer", staff=False, bot=False, accepted=None):
    at = MONDAY + timedelta(minutes=minutes)
    return Said(id=number, kind=kind, at=at, person=person, staff=staff, bot=bot, accepted_at=accepted)


def asked(minutes=0, person="ann", **more):
    return said(0, person, minutes, kind="opening", **more)


def terms(*posts):
    return [round(term, 4) for _post, term in threads.responses(posts)]


people = st.sampled_from(["ann", "bob", "cat", 7])
posts_of = st.lists(st.tuples(people, st.integers(-30_000, 30_000), st.booleans(), st.booleans()), max_size=12)


def test_each_change_of_speaker_is_an_opportunity():
    posts = [asked(), said(1, "bob", 10), said(2, "bob", 20), said(3, "ann", 80), said(4, "cat", 1_080)]

    assert terms(*posts) == [0.9901, 0.9434, 0.5]


def test_employees_and_bots_make_no_gap():
    posts = [asked(), said(1, "eve", 5, staff=True), said(2, "bot", 6, bot=True), said(3, "bob", 1_000)]

    assert terms(*posts) == [0.5]


def test_a_post_before_its_opening_makes_no_gap():
    assert terms(asked(60), said(1, "bob", 10), said(2, "ann", 100)) == [0.9174]


@pytest.mark.parametrize(
    ("reply", "overdue"),
    [
        (None, True),
        (said(1, "ann", 500), True),  # only the asker wrote again
        (said(1, "bob", 999), False),
        (said(1, "bob", 5_000), False),  # late, but within the week: the gap tells it
        (said(1, "bob", 7 * 24 * 60), True),  # Monday 00:00 belongs to the next week
        (said(1, "eve", 500, staff=True), False),
        (said(1, "bot", 500, bot=True), True),
    ],
)
def test_an_opening_is_overdue_when_nobody_else_replied_by_the_end_of_its_week(reply, overdue):
    posts = [asked(), *([reply] if reply else [])]

    due = threads.overdue_at(posts, UTC_ZONE)

    assert due == (MONDAY + timedelta(minutes=1_000) if overdue else None)


def test_an_opening_is_overdue_in_the_week_in_which_its_time_runs_out():
    posts = [asked(7 * 24 * 60 - 30)]

    cells = threads.weeks(posts, UTC_ZONE)

    assert {week: (cell.posts["opening"], cell.overdue) for week, cell in cells.items()} == {
        WEEK: (1, 0),
        WEEK.plus(1): (0, 1),
    }


def test_an_employees_opening_is_never_overdue():
    assert threads.overdue_at([asked(staff=True)], UTC_ZONE) is None


def test_people_and_depth_are_counted_from_the_beginning():
    week = 7 * 24 * 60
    posts = [
        asked(),
        said(1, "bob", 10),
        said(2, "eve", 15, staff=True),
        said(3, "cat", week),
        said(4, "ann", week + 1),
    ]

    cells = threads.weeks(posts, UTC_ZONE)

    assert [(c.participants, c.depth) for c in cells.values()] == [(2, 2), (3, 4)]
    assert cells[WEEK].posts["staff_answer"] == 1


def test_first_replies_are_of_others_who_are_no_bots():
    posts = [asked(), said(1, "bot", 1, bot=True), said(2, "ann", 2), said(3, "bob", 3), said(4, "eve", 9, staff=True)]

    told = threads.summary(posts)

    assert (told.first_reply.id, told.first_staff.id) == (3, 4)


def test_solved_is_the_first_mark_that_stands():
    marks = [MONDAY + timedelta(hours=h) for h in (9, 5)]
    posts = [asked(), said(1, "bob", 3, accepted=marks[0]), said(2, "cat", 4, accepted=marks[1])]

    assert threads.summary(posts).solved.id == 2
    assert threads.summary(posts[1:]) is None


@given(posts_of, st.randoms(use_true_random=False))
def test_the_order_in_which_posts_are_read_is_irrelevant(drawn, dice):
    posts = [asked(), *(said(n, p, m, staff=s, bot=b) for n, (p, m, s, b) in enumerate(drawn, start=1))]

    mixed = dice.sample(posts, len(posts))

    assert threads.weeks(mixed, UTC_ZONE) == threads.weeks(posts, UTC_ZONE)


@given(posts_of, st.integers(0, 30_000))
def test_what_happens_later_leaves_a_week_that_is_over_as_it_was(drawn, later):
    posts = [asked(), *(said(n, p, m, staff=s, bot=b) for n, (p, m, s, b) in enumerate(drawn, start=1))]
    latest = max(post.at for post in posts)
    more = Said(
        id=99,
        kind="answer",
        at=max(latest, MONDAY) + timedelta(minutes=later),
        person="dan",
        staff=False,
        bot=False,
        accepted_at=None,
    )

    before, after = threads.weeks(posts, UTC_ZONE), threads.weeks([*posts, more], UTC_ZONE)

    over = [week for week in before if week < Week.of(more.at, UTC_ZONE)]
    assert {week: before[week] for week in over} == {week: after[week] for week in over}
