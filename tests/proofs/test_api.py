"""Whoever calls the API with whatever fits or does not fit its description is never met by what it does not tell.

Schemathesis makes requests from the description, right ones and wrong ones, and follows the links from what was made.
"""

from collections.abc import Iterator

import pytest
from flask import Flask
from house import scene
from proofs.walking import Walk, walked
from support import databases, people
from support.programs import Program

from community.app import create_app
from community.kernel import db as kernel_db
from community.kernel import worker
from community.kernel.web.limits import limiter

READERS = ("member", "admin")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A community with something in every room, in which no limit slows a program."""
    folder = tmp_path_factory.mktemp("walked")
    with databases.template("sqlite", folder, "walked") as url:
        app = create_app(databases.settings_for(url, folder))
        limited, limiter.enabled = limiter.enabled, False
        with app.app_context():
            with kernel_db.writing():
                worker.install(app.extensions["settings"])
            _furnish(app)
        yield app
        limiter.enabled = limited
        with app.app_context():
            databases.close(app)


def _furnish(app: Flask) -> None:
    with kernel_db.writing():
        made = scene.build()
        made.answer()
        made.remark()
        made.article()
        made.blog_comment()
    worker.catch_up(app.extensions["settings"])


def _walk(app: Flask, role: str, requests: int) -> Walk:
    with app.app_context():
        headers = Program(app, people.member(f"Walt {role.title()}", role=role)).headers
    return walked(app, headers, requests)


@pytest.mark.prove
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("role", READERS)
def test_every_operation_answers_whatever_is_asked_as_described(role, place, requests, record_property):
    walk = _walk(place, role, requests)

    record_property("proven", [f"API as {role}: each operation answers as described", "sqlite", f"{walk.fewest} least"])
    assert walk.failures == [], "\n".join(walk.failures)
    assert walk.unreached == []
    assert walk.fewest >= requests
