"""The directory of people: by name and kind of role, in three orders, a page at a time."""

from datetime import UTC, datetime, timedelta

import pytest
from support import people

from community.accounts import queries
from community.kernel import clock
from community.kernel.db import db

MORNING = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


@pytest.fixture
def crowd(app):
    """Seven people with some equal numbers, the later ones newer."""
    made = []
    for number, name in enumerate(["Ann", "Bo", "Çem", "Dee_d", "Employed Eve", "Fay 100%", "Veep Gil"]):
        role = {"Employed Eve": "agent", "Veep Gil": "mvp"}.get(name, "member")
        with clock.at(MORNING + timedelta(days=number)):
            made.append(people.member(name, role=role, email=f"{number}@people.example"))
        made[-1].accepted, made[-1].standing, made[-1].rank = number % 3, float(number % 4), "Trusted"
    db.session.commit()
    return made


def names(**asked):
    return [row.name for row in queries.people(after=None, **asked).rows]


@pytest.mark.parametrize(
    ("sort", "key"),
    [
        ("accepted", lambda m: (m.accepted, m.replies, m.id)),
        ("newest", lambda m: (m.joined_at, m.id)),
    ],
)
def test_each_order_walks_everybody_once(sort, key, crowd, monkeypatch):
    monkeypatch.setattr(queries, "PEOPLE_PER_PAGE", 2)
    found, after = [], None
    while after or not found:
        page = queries.people(after=after, sort=sort)
        found += page.rows
        after = page.next_key

    assert [row.id for row in found] == [m.id for m in sorted(crowd, key=key, reverse=True)]


def test_by_standing_stand_those_who_have_one(crowd, monkeypatch):
    monkeypatch.setattr(queries, "PEOPLE_PER_PAGE", 2)
    first = queries.people(after=None, sort="standing")
    rest = queries.people(after=first.next_key, sort="standing")

    found = [row.name for row in (*first.rows, *rest.rows)]
    assert found == ["Dee_d", "Veep Gil", "Çem", "Fay 100%"]


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ("eve", ["Employed Eve"]),
        ("ÇEM", ["Çem"]),
        ("çem", ["Çem"]),
        ("_", ["Dee_d"]),
        ("100%", ["Fay 100%"]),
        ("\\", []),
        ("%", ["Fay 100%"]),
    ],
)
def test_people_are_found_by_a_part_of_their_name(named, expected, crowd):
    assert names(named=named) == expected


@pytest.mark.parametrize(("role", "expected"), [("employee", ["Employed Eve"]), ("mvp", ["Veep Gil"])])
def test_people_are_narrowed_by_their_kind_of_role(role, expected, crowd):
    assert names(role=role) == expected


def test_the_address_keeps_what_was_chosen(crowd, browser, monkeypatch):
    monkeypatch.setattr(queries, "PEOPLE_PER_PAGE", 2)

    page = browser.get("/accounts/people?sort=newest&q=e").text

    assert "/accounts/people?q=e&amp;sort=newest&amp;role=mvp" in page
    assert "/accounts/people?q=e&amp;sort=newest&amp;after=" in page
    assert 'value="e"' in page


@pytest.mark.parametrize("asked", ["sort=best", "role=admin"])
def test_an_order_or_role_that_is_none_is_not_found(asked, browser):
    assert browser.get(f"/accounts/people?{asked}").status_code == 404


def test_nobody_found_is_said(crowd, browser):
    assert "Nobody here fits that." in browser.get("/accounts/people?q=zzyzx").text


def test_what_somebody_did_goes_on_behind_its_page(board, asker, helper, browser, monkeypatch):
    for number in range(7):
        topic = people.topic(board, asker, f"A question called {number}")
        people.accept(topic, people.answer(topic, helper, f"Restart it {number} times."), asker)

    page = browser.get(helper.url).text
    every = browser.get(f"/forum/people/{helper.handle}/accepted").text

    assert f'href="/forum/people/{helper.handle}/accepted"' in page
    assert [f"Restart it {number} times." in page for number in range(7)] == [False, False, *[True] * 5]
    assert all(f"Restart it {number} times." in every for number in range(7))
