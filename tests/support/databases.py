"""Databases for tests: one of each kind per test process, and copies of them for what really commits."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from community.app import create_app
from community.kernel import config, migrations
from community.kernel.config import Settings

SERVER = os.environ.get("TEST_POSTGRESQL_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
REDIS = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/5")
KINDS = ("sqlite", "postgresql")
WHOLE = os.environ.get("PROVE") == "full"
# For what takes long: on SQLite only, and on both where it is proven whole.
REDUCED_KINDS = KINDS if WHOLE else KINDS[:1]


def missing(service: str, reason: object) -> None:
    """Skip where a service is not at hand; fail where it was promised to be."""
    says = f"{service} does not answer: {reason}"
    if os.environ.get("TEST_SERVICES") == "required":
        pytest.fail(says)
    pytest.skip(says)


def settings_for(url: str, folder: Path, **more: str) -> Settings:
    """Return the settings of a test installation."""
    given = {"DATABASE_URL": url, "DATA_DIR": str(folder), "LOG_LEVEL": "ERROR", **more}
    return config.load({f"GROUNDSWELL_{name}": value for name, value in given.items()})


def environment(settings: Settings, **more: str) -> dict[str, str]:
    """Return the environment in which our command finds this installation."""
    outer = {k: v for k, v in os.environ.items() if not k.startswith("GROUNDSWELL_")}
    own = {"DATABASE_URL": settings.database_url, "DATA_DIR": str(settings.data_dir), "LOG_LEVEL": "ERROR", **more}
    return outer | {f"GROUNDSWELL_{name}": value for name, value in own.items()}


def administer(statement: str) -> None:
    """Run a statement on the PostgreSQL server, or skip the test when there is none."""
    try:
        with psycopg.connect(SERVER, autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[arg-type]
    except psycopg.OperationalError as error:
        missing("PostgreSQL", error)


def _name(*parts: object) -> str:
    return "_".join(("gs_test", *map(str, parts))).replace("-", "_")


@contextmanager
def template(kind: str, folder: Path, worker: str) -> Iterator[str]:
    """Yield the URL of an empty, migrated database that copies are made from."""
    if kind == "sqlite":
        url = f"sqlite:///{folder / 'template.db'}"
        _migrate(url, folder)
        yield url
        return
    name = _name(worker, os.getpid(), "template")
    administer(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    administer(f"CREATE DATABASE {name}")
    url = SERVER.rpartition("/")[0] + f"/{name}"
    _migrate(url, folder)
    yield url
    administer(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _migrate(url: str, folder: Path) -> None:
    app = create_app(settings_for(url, folder))
    with app.app_context():
        migrations.upgrade()
        close(app)


def close(app: object) -> None:
    """Let go of the application's connections, so that its database can be copied or dropped."""
    from_extension = app.extensions["sqlalchemy"]  # type: ignore[attr-defined]
    from_extension.session.remove()
    from_extension.engine.dispose()


@contextmanager
def copy(kind: str, template_url: str, folder: Path, number: int) -> Iterator[str]:
    """Yield the URL of a database of its own, like the template."""
    if kind == "sqlite":
        target = folder / "groundswell.db"
        shutil.copy(template_url.removeprefix("sqlite:///"), target)
        yield f"sqlite:///{target}"
        return
    source = template_url.rpartition("/")[2]
    name = f"{source}_{number}"
    administer(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    administer(f"CREATE DATABASE {name} TEMPLATE {source}")
    yield SERVER.rpartition("/")[0] + f"/{name}"
    administer(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
