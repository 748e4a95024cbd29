"""The pages about the API tell people of every operation, without a script and within the budget of a page."""

import html
import re
import shlex
from urllib.parse import urlsplit

import pytest
from support import uploading
from support.programs import Program

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
    assert all("<code>curl " in page.text and len(page.data) < BUDGET_BYTES for page in pages.values())


def typed(command):
    """Return what a command of the pages sends: the method, the address, and the body as the test client takes it."""
    words = shlex.split(command.replace("\\\n", " "))
    told = dict(zip(words[2::2], words[3::2], strict=True))
    address = urlsplit(words[1])
    body = {"content_type": "application/json", "data": told["--json"]} if "--json" in told else {}
    if "-F" in told:
        field, _, name = told["-F"].partition("=@")
        body = {"data": {field: uploading.field((name, b"12:44 hub failed\n"))}}
    return told.get("-X", "GET"), f"{address.path}?{address.query}".rstrip("?"), body


def test_every_command_that_is_shown_lacks_nothing(app, browser, rooms, admin):
    pages, program = [browser.get(f"/api/docs/{room}").text for room in rooms], Program(app, admin)
    commands = [html.unescape(one) for page in pages for one in re.findall(r"<code>(curl .*?)</code>", page, re.DOTALL)]

    wrong = []
    for command in commands:
        method, address, body = typed(command)
        told = program.send(method, address.removeprefix("/api/v1/"), **body)
        if told.status_code in (400, 405, 415, 500) or (told.status_code == 422 and told.json.get("errors")):
            wrong.append((command, told.status_code, told.text))

    assert len(commands) == len(list(operations(app)))
    assert wrong == []


def test_an_upload_and_a_search_are_shown_with_what_they_need(app, browser, rooms):
    shown = html.unescape("".join(browser.get(f"/api/docs/{room}").text for room in rooms))

    assert "-F files=@hub.txt" in shown
    assert "/api/v1/search?q=battery'" in shown


def test_a_room_without_operations_has_no_page(app, browser):
    page = browser.get("/api/docs/kitchen")

    assert (page.status_code, page.mimetype) == (404, "text/html")
