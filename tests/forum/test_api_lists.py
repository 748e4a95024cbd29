"""Lists of topics for programs: ordered and narrowed as on the pages."""

from typing import get_args

import pytest
from support import people

from community.forum import queries
from community.kernel.db import db


@pytest.fixture
def listed(board, asker):
    made = [people.topic(board, asker, f"Topic number {number}") for number in range(5)]
    for number, topic in enumerate(made):
        topic.kudos, topic.views, topic.me_too = number % 3, number % 2, 3 - number
    db.session.commit()
    people.accept(made[1], people.answer(made[1], asker), asker)
    return made


def titles(answer):
    return [topic["title"] for topic in answer.json["topics"]]


@pytest.mark.parametrize("sort", get_args(queries.Sort))
def test_each_order_is_that_of_the_page_and_walked_by_its_key(sort, listed, asker, browser):
    page = browser.get(f"/api/v1/topics?sort={sort}&limit=2")

    found = titles(page)
    while page.json["next"]:
        page = browser.get("/api/v1/topics", query_string={"sort": sort, "limit": 2, "after": page.json["next"]})
        found += titles(page)

    assert found == [row.title for row in queries.topics(asker.viewer, sort=sort).rows]


def test_a_board_and_a_tag_narrow_the_list(listed, board, asker, browser):
    charging = people.board("Charging")
    for place in (board, charging):
        people.topic(place, asker, f"Tagged on {place.name}", tags=("battery",))

    answers = [browser.get(f"/api/v1/topics?{asked}") for asked in ("tag=battery", "tag=battery&board=charging")]

    assert [sorted(titles(answer)) for answer in answers] == [
        ["Tagged on Charging", "Tagged on Getting started"],
        ["Tagged on Charging"],
    ]


@pytest.mark.parametrize(("asked", "code"), [("sort=best", 422), ("board=nowhere", 404), ("board=staff-room", 404)])
def test_what_is_not_there_is_said(asked, code, staff_board, browser):
    assert browser.get(f"/api/v1/topics?{asked}").status_code == code
