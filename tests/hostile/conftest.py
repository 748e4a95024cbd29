"""Fixtures of the attacks: one community for all of them, and a browser that looks at what came of it."""

from collections.abc import Iterator

import pytest
from hostile.place import Place
from hostile.screen import Screen
from playwright.sync_api import Browser
from support import databases

from community.app import create_app
from community.kernel import db as kernel_db
from community.kernel import worker
from community.kernel.web.limits import limiter


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A community in which no limit slows those who write, and no form asks for its token."""
    folder = tmp_path_factory.mktemp("hostile")
    with databases.template("sqlite", folder, "hostile") as url:
        app = create_app(databases.settings_for(url, folder))
        app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
        app.extensions["security"].pwd_context.update(argon2__rounds=1, argon2__memory_cost=64)  # many sign up here
        with app.app_context(), kernel_db.writing():
            worker.install(app.extensions["settings"])
        limited, limiter.enabled = limiter.enabled, False
        yield Place(app)
        limiter.enabled = limited
        with app.app_context():
            databases.close(app)


@pytest.fixture(scope="session")
def screen(chromium: Browser) -> Iterator[Screen]:
    with Screen(chromium).lit() as lit:
        yield lit
