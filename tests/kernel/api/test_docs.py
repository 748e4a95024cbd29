"""The pages about the API tell people of every operation, without a script and within the budget of a page."""

import re

import pytest

from community.kernel.api.paths import operations

BUDGET_BYTES = 150_000


@pytest.fixture
def rooms(app):
    return sorted({operation.room for operation in operations(app)})


def test_first_page_leads_to_every_operation(app, browser):
    page = browser.get("/api/docs")

    told = re.findall(r'href="/api/docs/\w+#(\w+)"', page.text)
    assert page.mimetype == "text/html"
    assert sorted(told) == sorted(one["operationId"] for verbs in app.spec["paths"].values() for one in verbs.values())
    assert len(page.data) < BUDGET_BYTES


def test_first_page_shows_how_to_begin_in_python(browser):
    page = browser.get("/api/docs")

    assert re.search(r'client = Client\("http://[^/"]+/", token=', page.text)


def test_every_operation_stands_on_the_page_of_its_room_with_an_example(app, browser, rooms):
    pages = {room: browser.get(f"/api/docs/{room}") for room in rooms}

    lost = [one for one in operations(app) if f"<code>{one.method} {one.path}</code>" not in pages[one.room].text]
    assert lost == []
    assert all("curl http" in page.text and len(page.data) < BUDGET_BYTES for page in pages.values())


def test_a_room_without_operations_has_no_page(app, browser):
    page = browser.get("/api/docs/kitchen")

    assert (page.status_code, page.mimetype) == (404, "text/html")
