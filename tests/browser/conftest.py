"""Fixtures of the browser tests: one small community behind our own processes, and windows onto it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from browser.standing import Standing
from browser.windows import Opener, Window, Windows
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
        standing: dict[str, Window] = {}

        def settled(reader: str) -> Window:
            if reader not in standing:
                standing[reader] = opened.enter_context(windows.opened(reader))
            standing[reader].complaints.clear()
            return standing[reader]

        yield settled


@pytest.fixture
def plain(window: Opener) -> Opener:
    """Return a function that opens a window in which no script runs."""
    return lambda *who: window(*who, script=False)
