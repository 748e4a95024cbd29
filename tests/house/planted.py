"""The community of secrets, planted once for each kind of database; what a test does to it is rolled back."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from house import index, secrets
from house.secrets import Places
from support import databases

from community.kernel.db import Model, db


@pytest.fixture(scope="session")
def planted_app(
    kind: str, template_url: str, making: Callable[..., Flask], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    """An application on a database of its own with everything planted and found by search.

    A module whose tests share it names it as its `savepoint_app`; none of them may bring up the index.
    """
    folder = tmp_path_factory.mktemp(f"planted-{kind}")
    with databases.copy(kind, template_url, folder) as url:
        app = making(url, folder)
        with app.app_context():
            app.extensions["planted"] = secrets.plant()
            index.bring_up()
            db.session.remove()
        yield app
        with app.app_context():
            databases.close(app)


def places_of(app: Flask) -> Places:
    """Return what was planted, within the present session."""
    planted: Places = app.extensions["planted"]
    return Places(**{name: _here(value) for name, value in vars(planted).items()})


def _here(value: object) -> object:
    if isinstance(value, list):
        return [_here(one) for one in value]
    return db.session.merge(value, load=False) if isinstance(value, Model) else value
