"""Databases for tests: one of each kind per test process, and copies of them for what really commits."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

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

DISCONNECT = """
SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
# Whatever changes a table, an index, a constraint, a trigger or a function writes a row of these anew; and what was
# vacuumed or analyzed is planned for otherwise.
SCHEMA = """
SELECT 'relation', oid, concat_ws(' ', xmin, relpages, reltuples) FROM pg_class
WHERE relnamespace = 'public'::regnamespace
UNION ALL SELECT 'statistics', starelid, max(xmin::text) FROM pg_statistic WHERE starelid >= 16384 GROUP BY starelid
UNION ALL SELECT 'column', attrelid, max(xmin::text) FROM pg_attribute GROUP BY attrelid
UNION ALL SELECT 'constraint', oid, xmin::text FROM pg_constraint
UNION ALL SELECT 'trigger', oid, xmin::text FROM pg_trigger
UNION ALL SELECT 'function', oid, xmin::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace
ORDER BY 1, 2
"""
SIZE = "SELECT pg_database_size(current_database())"
MOST_GROWTH = 4_000_000  # bytes; dead rows make every later scan longer
EMPTY = """
DO $$
DECLARE name regclass; start bigint;
BEGIN
  FOR name IN SELECT oid FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND pg_relation_size(oid) > 0
  LOOP EXECUTE format('DELETE FROM %s', name); END LOOP;
  FOR name, start IN SELECT format('%I.%I', schemaname, sequencename)::regclass, start_value
    FROM pg_sequences WHERE last_value IS NOT NULL
  LOOP PERFORM setval(name, start, false); END LOOP;
END $$
"""
COUNTED = """
SELECT format('%I.%I', schemaname, sequencename), last_value FROM pg_sequences WHERE last_value IS NOT NULL
"""
Contents = tuple[list[tuple[Any, ...]], int, dict[str, bytes], list[tuple[Any, ...]]]
_numbers = count(1)
_spares: dict[str, list[str]] = {}  # by the template's URL, names of databases that wait for their next user


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
    url = _url(name)
    _migrate(url, folder)
    yield url
    for spare in (*_spares.pop(url, []), name):
        administer(f"DROP DATABASE IF EXISTS {spare} WITH (FORCE)")


def _url(name: str) -> str:
    return SERVER.rpartition("/")[0] + f"/{name}"


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
def copy(kind: str, template_url: str, folder: Path) -> Iterator[str]:
    """Yield the URL of a database that nobody else uses, like the template.

    PostgreSQL takes long to make and drop one. So what a test filled is emptied for the next, as long as its schema is
    still the template's, and it has not grown much.
    """
    if kind == "sqlite":
        target = folder / "groundswell.db"
        shutil.copy(template_url.removeprefix("sqlite:///"), target)
        yield f"sqlite:///{target}"
        return
    spares = _spares.setdefault(template_url, [])
    name = spares.pop() if spares else _made_from(template_url)
    yield _url(name)
    if _empty(name, template_url):
        spares.append(name)
    else:
        administer(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _made_from(template_url: str) -> str:
    source = template_url.rpartition("/")[2]
    name = f"{source}_{next(_numbers)}"
    administer(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    administer(f"CREATE DATABASE {name} TEMPLATE {source}")
    administer(f"ALTER DATABASE {name} SET synchronous_commit = off")  # tests kill processes, and never the server
    return name


def _empty(name: str, template_url: str) -> bool:
    """Bring a database back to what the template holds, and say whether that could be done."""
    schema, size, rows, counted = _contents(template_url)
    try:
        with psycopg.connect(_url(name)) as connection:
            connection.execute(DISCONNECT)
            connection.execute("SET session_replication_role = replica")  # foreign keys are whole at the end
            if _size(connection) > size + MOST_GROWTH or connection.execute(SCHEMA).fetchall() != schema:
                return False
            connection.execute(EMPTY)
            for table, kept in rows.items():
                with connection.cursor().copy(f'COPY "{table}" FROM STDIN') as target:  # type: ignore[arg-type]
                    target.write(kept)
            for sequence, last in counted:
                connection.execute("SELECT setval(%s::regclass, %s)", (sequence, last))
    except psycopg.Error:
        return False
    return True


@cache
def _contents(template_url: str) -> Contents:
    """Return the schema of a template, its size in bytes, the rows of its tables as text, and how far ids are."""
    rows = {}
    with psycopg.connect(template_url) as connection:
        schema = connection.execute(SCHEMA).fetchall()
        for (table,) in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall():
            with connection.cursor().copy(f'COPY "{table}" TO STDOUT') as source:  # type: ignore[arg-type]
                rows[table] = b"".join(source)
        counted = connection.execute(COUNTED).fetchall()
        return schema, _size(connection), {table: kept for table, kept in rows.items() if kept}, counted


def _size(connection: psycopg.Connection[Any]) -> int:
    return int(connection.execute(SIZE).fetchall()[0][0])
