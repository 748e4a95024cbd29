"""Fixtures of the attacks: one community for all of them, and a browser that looks at what came of it."""

from collections.abc import Iterator

import pytest
from browser.standing import Standing
from hostile.place import Place
from hostile.screen import Screen
from playwright.sync_api import Browser

from community.kernel.web.limits import limiter


@pytest.fixture(scope="session")
def place(standing: Standing, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A community in which no limit slows those who write, and no form asks for its token."""
    with standing.copy(tmp_path_factory.mktemp("hostile")) as (app, community):
        app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
        app.extensions["security"].pwd_context.update(argon2__rounds=1, argon2__memory_cost=64)  # many sign up here
        limited, limiter.enabled = limiter.enabled, False
        yield Place(app, community)
        limiter.enabled = limited


@pytest.fixture(scope="session")
def screen(chromium: Browser) -> Iterator[Screen]:
    with Screen(chromium).lit() as lit:
        yield lit
