"""Fixtures of the browser tests: one small community behind our own processes, and windows onto it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache

import pytest
from browser.standing import Standing
from browser.windows import DESK, Opener, Window, Windows
from playwright.sync_api import Browser
from proofs.installation import Installation, fetch, wait_for


@pytest.fixture(scope="session")
def windows(chromium: Browser, standing: Standing, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    """Windows onto a community that `groundswell run` serves and has indexed."""
    with standing.copy(tmp_path_factory.mktemp("browser")) as (app, community):
        installation = Installation(app)
        with installation.serving():
            wait_for(lambda: "row-link" in fetch(installation.port, "/search/?q=pilot")[1], "the search finds")
            yield Windows(chromium, f"http://127.0.0.1:{installation.port}", community)


@pytest.fixture
def window(windows: Windows) -> Iterator[Opener]:
    """Return a function that opens a window as somebody: `window("asker")`; all close at the end."""
    with ExitStack() as opened:
        yield lambda *who, **how: opened.enter_context(windows.opened(*who, **how))


@pytest.fixture(scope="session")
def settled_windows(windows: Windows) -> Iterator[Callable[[str], Window]]:
    """Return a function that leads to the one window of each reader that stays open from test to test.

    A window of one's own costs half a second; tests that only look share theirs.
    """
    with ExitStack() as opened:
        known = cache(lambda reader: opened.enter_context(windows.opened(reader)))

        def settled(reader: str) -> Window:
            known(reader).complaints.clear()
            return known(reader)

        yield settled


@pytest.fixture(scope="session")
def settled_plain_windows(windows: Windows) -> Iterator[Callable[[str], Window]]:
    """Return the same for windows in which no script runs, so that nothing of a page outlasts it."""
    with ExitStack() as opened:
        known = cache(lambda reader: opened.enter_context(windows.opened(reader, script=False)))

        def settled(reader: str) -> Window:
            known(reader).look(DESK)
            return known(reader)

        yield settled


@pytest.fixture
def plain(window: Opener, settled_plain_windows: Callable[[str], Window]) -> Opener:
    """Return a function that leads to a member's window in which no script runs, or opens one for a visitor."""
    return lambda reader="": settled_plain_windows(reader) if reader else window(script=False)
