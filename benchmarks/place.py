"""An installation of its own to measure: settings, database and folder, all gone afterwards."""

import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from flask import Flask
from psycopg import sql
from sqlalchemy.engine import make_url

from community.app import create_app
from community.kernel import config, migrations, worker
from community.kernel import db as kernel_db
from community.kernel.config import Settings
from community.kernel.db import db


@dataclass(frozen=True)
class Place:
    """A migrated installation, and the environment in which our command finds it."""

    app: Flask
    settings: Settings
    environment: dict[str, str]


@contextmanager
def new_place(server: str | None) -> Iterator[Place]:
    """Yield an installation on SQLite, or on the PostgreSQL server at `server`."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="groundswell-bench-")))
        given = {"DATA_DIR": str(folder), "LOG_LEVEL": "WARNING", "SECRET_KEY": secrets.token_urlsafe(32)}
        if server:
            given["DATABASE_URL"] = stack.enter_context(_database(server))
        own = {f"GROUNDSWELL_{name}": value for name, value in given.items()}
        settings = config.load(own)
        outer = {name: value for name, value in os.environ.items() if not name.startswith("GROUNDSWELL_")}
        app = create_app(settings)
        stack.enter_context(app.app_context())
        stack.callback(lambda: (db.session.remove(), db.engine.dispose()))
        migrations.upgrade()
        with kernel_db.writing():
            worker.install(settings)
        yield Place(app, settings, outer | own)


@contextmanager
def _database(server: str) -> Iterator[str]:
    url = make_url(server).set(drivername="postgresql")
    name = f"groundswell_bench_{os.getpid()}"
    with psycopg.connect(url.render_as_string(hide_password=False), autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield url.set(database=name).render_as_string(hide_password=False)
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
