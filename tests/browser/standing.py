"""The small community of the browser tests, built once for each test process: whoever looks at it gets a copy."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from browser import scene
from flask import Flask
from support import databases

from community.app import create_app
from community.kernel import db as kernel_db
from community.kernel import worker
from community.kernel.web.limits import limiter


@dataclass(frozen=True)
class Standing:
    """The community, the folder with its database and its files, and the settings under which it came about."""

    folder: Path
    community: scene.Community
    settings: Mapping[str, str]

    @classmethod
    def built(cls, template_url: str, folder: Path, **settings: str) -> "Standing":
        """Build it in `folder`, on a copy of an empty database."""
        with databases.copy("sqlite", template_url, folder) as url:
            app = create_app(databases.settings_for(url, folder, **settings))
            limited, limiter.enabled = limiter.enabled, False  # while a community is told in a moment
            with app.app_context():
                with kernel_db.writing():
                    worker.install(app.extensions["settings"])
                community = scene.build()
                databases.close(app)
            limiter.enabled = limited
        return cls(folder, community, settings)

    @contextmanager
    def copy(self, folder: Path) -> Iterator[tuple[Flask, scene.Community]]:
        """Yield an application on a copy of everything in `folder`, and what to look at there."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        app = create_app(databases.settings_for(f"sqlite:///{folder / 'groundswell.db'}", folder, **self.settings))
        yield app, replace(self.community, questions=[*self.community.questions])
        with app.app_context():
            databases.close(app)


@pytest.fixture(scope="session")
def standing(templates: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Standing:
    return Standing.built(templates("sqlite"), tmp_path_factory.mktemp("standing"))
