"""Fixtures of the long proofs: an installation of real processes, and lines for the table of what was proven."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from proofs.installation import Installation
from support import databases

from community.app import create_app
from community.kernel import db as kernel_db
from community.kernel import worker

Proven = Callable[..., None]


@pytest.fixture
def installation(live_app: Flask) -> Installation:
    """An installation with an empty database, and `live_app` as its inside."""
    return Installation(live_app)


@pytest.fixture
def second_installation(kind: str, template_url: str, tmp_path: Path) -> Iterator[Installation]:
    """Another installation, with another empty database of the same kind."""
    folder = tmp_path / "second"
    folder.mkdir()
    with databases.copy(kind, template_url, folder) as url:
        app = create_app(databases.settings_for(url, folder))
        with app.app_context(), kernel_db.writing():
            worker.install(app.extensions["settings"])
        yield Installation(app)
        with app.app_context():
            databases.close(app)


@pytest.fixture
def proven(request: pytest.FixtureRequest, record_property: Callable[[str, object], None]) -> Proven:
    """Note a line of the table that `make prove` prints: what was proven, on which database, how often."""
    kind = request.getfixturevalue("kind") if "kind" in request.fixturenames else ""

    def note(what: str, count: int, unit: str = "") -> None:
        record_property("proven", [what, str(kind), f"{count} {unit}".strip()])

    return note


def whole() -> bool:
    """Tell whether proofs are to be whole (`make prove`) or short (`make test`)."""
    return os.environ.get("PROVE") == "full"


SIZES = {"kills": (100, 2), "cuts": (12, 1), "requests": (50, 3)}  # whole, short


def pytest_generate_tests(metafunc: Any) -> None:
    """Let a proof's name say how big it is: test_acknowledged_posts_survive[sqlite-3_kills]."""
    for name, (big, small) in SIZES.items():
        if name in metafunc.fixturenames:
            size = big if whole() else small
            metafunc.parametrize(name, [size], ids=[f"{size}_{name}"])
