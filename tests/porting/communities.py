"""Empty communities to import into, each on a database of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from flask import Flask
from support import databases

from community.app import create_app
from community.kernel import db as kernel_db
from community.kernel import worker

_numbers = count(1)


@contextmanager
def new(kind: str, template_url: str, folder: Path) -> Iterator[Flask]:
    """Yield an application, in its context, whose database is like the template."""
    number = next(_numbers)
    own = folder / f"community-{number}"
    own.mkdir()
    with databases.copy(kind, template_url, own) as url:
        app = create_app(databases.settings_for(url, own))
        with app.app_context():
            with kernel_db.writing():
                worker.install(app.extensions["settings"])
            yield app
            databases.close(app)
