"""Pages in German, whose words are longer, and turned around for languages that are written from right to left."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache

import pytest
from browser.test_pages import PAGES
from browser.windows import Look, Window, Windows

pytestmark = pytest.mark.browser

SEEN = PAGES[::3] if os.environ.get("PROVE") == "full" else PAGES[::24]
LOOKS = [Look(390, "light"), Look(1280, "dark")]


@pytest.fixture(scope="session")
def german_windows(windows: Windows) -> Iterator[Callable[[str], Window]]:
    """Return a function that leads to the one window of each reader whose browser asks for German."""
    with ExitStack() as opened:
        yield cache(lambda reader: opened.enter_context(windows.opened(reader, locale="de-DE")))


@pytest.mark.prove
@pytest.mark.parametrize(("reader", "page"), SEEN, ids=lambda part: part or "visitor")
def test_page_fits_in_german_and_turned_around(
    german_windows: Callable[[str], Window], windows: Windows, reader: str, page: str
) -> None:
    opened = german_windows(reader)
    opened.look(LOOKS[0])
    opened.open(windows.community.places.get(page, page))
    assert opened.page.get_attribute("html", "lang") == "de"

    overflows = {}
    for direction in ("ltr", "rtl"):
        opened.page.evaluate("direction => { document.documentElement.dir = direction; }", direction)
        for look in LOOKS:
            opened.look(look)
            overflows[direction, str(look)] = opened.overflow()

    assert set(overflows.values()) == {0}, overflows
