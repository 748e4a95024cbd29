"""The pages of numbers, as staff meet them."""

import re
from datetime import timedelta

import pytest
from flask import url_for
from house import secrets
from support import counting, people, wishes

from community.kernel import clock
from community.kernel.weeks import Week
from voc.insight import addresses, health, methodology
from voc.insight.specs import ALL, MEASURES
from voc.insight.topics import business_zone
from voc.insight.views.chosen import last_full_week

OPEN = [name for name, spec in ALL.items() if spec.missing is None and spec.unit != "index"]
PAGES = ("/insight/", "/insight/health", "/insight/response")


@pytest.fixture
def executive(app):
    return people.member("Nora Executive", role="executive")


@pytest.fixture
def reader(executive, signed_in):
    return signed_in(executive)


@pytest.fixture
def last_week(app):
    """The week that the pages show; what is done in `with in_it(hours)` happens in it."""
    return last_full_week(business_zone())


@pytest.fixture
def in_it(last_week):
    return lambda hours: clock.at(last_week.start(business_zone()) + timedelta(hours=hours))


@pytest.fixture
def busy(in_it, board, asker, helper, agent):
    """Twelve questions, each answered after an hour; two by an employee; half of them solved."""
    for number in range(12):
        with in_it(10 + number):
            topic = people.topic(board, asker, f"Question number {number}")
        with in_it(11 + number):
            answer = people.answer(topic, helper if number > 1 else agent)
        if number % 2:
            with in_it(12 + number):
                people.accept(topic, answer, asker)
    counting.count()


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_an_empty_community_says_what_is_missing(page, reader):
    response = reader.get(page)

    assert response.status_code == 200
    assert "None" not in response.text


def test_the_scorecard_shows_numbers_that_open_to_their_rows(busy, reader, last_week):
    page = reader.get("/insight/").text

    for name in ("topics", "replies", "solved", "first_response"):
        assert addresses.rows(name, last_week) in page
    assert "50 %" in page  # six of twelve are solved


def test_rows_behind_a_number_are_as_many_as_it_says(busy, reader, last_week):
    page = reader.get(addresses.rows("topics", last_week)).text

    assert page.count("line-item") == 12


def test_rows_go_on_where_the_page_ended(in_it, board, asker, reader, last_week):
    for number in range(60):
        with in_it(1 + number):
            people.topic(board, asker, f"Question number {number}")
    counting.count()

    for name in ("topics", "first_response"):
        first = reader.get(addresses.rows(name, last_week)).text
        second = reader.get(re.search(r'rel="next" href="([^"]*after=[^"]+)"', first)[1].replace("&amp;", "&")).text

        titles = re.findall(r"Question number (\d+)", first + second)
        assert [first.count("line-item"), second.count("line-item")] == [50, 10]
        assert sorted(map(int, titles)) == list(range(60))


@pytest.mark.parametrize("name", OPEN)
def test_every_number_opens(name, reader, last_week):
    assert reader.get(addresses.rows(name, last_week)).status_code == 200


@pytest.mark.parametrize("name", ["active", "health", "no-such-number"])
def test_what_has_no_rows_is_not_found(name, reader, last_week):
    assert reader.get(addresses.rows(name, last_week)).status_code == 404


def test_what_has_no_source_says_why(reader):
    page = reader.get("/insight/").text

    for name, spec in MEASURES.items():
        assert spec.missing is None or str(spec.missing) in page, name


def test_the_printed_points_sum_to_the_printed_index(in_it, last_week, reader, board, asker, helper, agent):
    for weeks_ago in range(9, -1, -1):
        for number in range(12):
            with in_it(2 * number - 168 * weeks_ago):
                if not weeks_ago or not number:
                    people.member(f"New {weeks_ago} {number}")
                topic = people.topic(board, asker, f"Question {number}, {weeks_ago} weeks ago")
            with in_it(2 * number + 1 - 168 * weeks_ago):
                people.answer(topic, helper)
                people.answer(topic, asker)
    counting.count()

    page = reader.get("/insight/health").text

    index = int(re.search(r'health-index"><strong>(\d+)<', page)[1])
    points = [int(p.replace("−", "-")) for p in re.findall(r"<td>([+−]\d+)</td>", page)]
    assert len(points) == 4  # nobody counted page views
    assert health.NORM_SCORE + sum(points) == index
    assert "Page views were not counted yet" in page


def test_first_responses_list_who_still_waits(busy, in_it, reader, board, asker):
    with in_it(100):
        people.topic(board, asker, "The one that nobody answered")
    counting.count()

    page = reader.get("/insight/response").text

    assert "The one that nobody answered" in page
    assert "unanswered for" in page
    assert "92 % of questions were answered within 6 hours" in page


def test_a_week_that_is_not_over_is_refused_in_a_sentence(reader, last_week):
    response = reader.get(addresses.scorecard(last_week.plus(1)))

    assert response.status_code == 400
    assert "is not over yet" in response.text


def test_a_week_that_is_none_is_refused(reader):
    assert reader.get("/insight/?week=2026-W60").status_code == 400


def test_weeks_lead_to_their_neighbours(reader, last_week):
    before = last_week.plus(-1)

    page = reader.get(addresses.health(before)).text

    assert addresses.health(before.plus(-1)) in page
    assert addresses.health(last_week) in page
    assert f"week={last_week.plus(1).key}" not in reader.get(addresses.health(last_week)).text


def test_no_page_shows_a_word_of_a_private_place(in_it, reader, last_week):
    with in_it(50):
        secrets.plant()
    counting.count()

    pages = [*PAGES, *(addresses.rows(name, last_week) for name in OPEN)]
    shown = {word for page in pages for word in secrets.found_in(reader.get(page).text)}

    assert "grobalith" in shown
    assert {word for word in shown if "executive" not in secrets.READERS_OF[word]} == set()


def test_no_query_is_asked_for_each_row(in_it, board, asker, helper, reader, count_queries, last_week):
    pages = (*PAGES, *(addresses.rows(name, last_week) for name in ("posts", "solved", "interaction", "page_views")))
    counts = []
    for size in (3, 20):
        with in_it(size):
            for number in range(size):
                topic = people.topic(board, people.member(f"Guest {size} {number}"), f"Question {size} {number}")
                people.answer(topic, helper)
                wishes.idea(asker, f"A wish {size} {number}")
        counting.count()
        counts.append({page: count_queries(lambda at=page: reader.get(at)) for page in pages})

    assert {page: (counts[0][page], n) for page, n in counts[1].items() if n > counts[0][page]} == {}
    assert max(counts[1].values()) <= 45


def test_everybody_may_read_how_numbers_are_worked_out(browser):
    page = browser.get("/insight/methodology")

    assert page.status_code == 200
    for section in methodology.SECTIONS:
        assert f'id="{section.id}"' in page.text
    assert str(health.TAU_MINUTES) in page.text


def test_only_staff_read_the_numbers(signed_in, asker, browser):
    assert signed_in(asker).get("/insight/").status_code == 403
    assert browser.get("/insight/").status_code == 303


def test_addresses_as_text_are_those_of_the_map(app):
    week = Week.parse("2026-W47")

    with app.test_request_context():
        pairs = {
            addresses.scorecard(week): url_for("insight.scorecard", week=week.key),
            addresses.health(week): url_for("insight.health", week=week.key),
            addresses.response(week): url_for("insight.response", week=week.key),
            addresses.rows("solved", week): url_for("insight.rows", measure="solved", week=week.key),
        }

    assert {text: real for text, real in pairs.items() if text != real} == {}
