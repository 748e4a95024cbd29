"""Migrations: an empty database comes up to what the code needs, and neither knows more than the other."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Column, Connection, Integer, MetaData, Table, insert, inspect, text
from support import databases

from community.app import create_app
from community.kernel import clock, doctor, migrations
from community.kernel import db as kernel_db
from community.kernel.db import Model, db

GIVEN = {"compound": 0.5}  # a voice that is scored has one
SEARCH = "kernel_search_"  # these tables stand apart: PostgreSQL only, made and compared by the search engine


def differences(metadata: MetaData) -> list[object]:
    """Return what a migration would have to change to give the present database these tables."""

    def is_ours(_thing: object, name: str | None, kind: str, *_: object) -> bool:
        return not (kind == "table" and (name or "").startswith(SEARCH))

    with kernel_db.reading() as session:
        options = {"compare_type": True, "include_object": is_ours}
        return list(compare_metadata(MigrationContext.configure(session.connection(), opts=options), metadata))


def test_tables_of_the_code_are_those_of_the_migrations(app):
    assert differences(Model.metadata) == []


def test_table_without_its_migration_would_be_seen(app):
    grown = MetaData(naming_convention=Model.metadata.naming_convention)
    for table in Model.metadata.tables.values():
        table.to_metadata(grown)
    Table("forum_board", grown, Column("extra", Integer), extend_existing=True)

    assert [change[0] for change in differences(grown)] == ["add_column"]


def test_constraints_of_the_code_have_names_that_migrations_can_use():
    nameless = [c for t in Model.metadata.tables.values() for c in t.constraints if c.name is None]

    assert nameless == []


def test_database_of_the_tests_stands_where_the_code_needs_it(app):
    assert migrations.current() == migrations.head()


@pytest.fixture
def empty_app(kind, tmp_path):
    """The application on a database without any table."""
    url = f"sqlite:///{tmp_path}/empty.db"
    name = f"gs_test_empty_{databases.os.getpid()}"
    if kind == "postgresql":
        url = f"{databases.SERVER.rpartition('/')[0]}/{name}"
        databases.administer(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        databases.administer(f"CREATE DATABASE {name}")
    app = create_app(databases.settings_for(url, tmp_path))
    with app.app_context():
        yield app
        databases.close(app)
    if kind == "postgresql":
        databases.administer(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def rows_in_every_table(connection: Connection) -> list[str]:
    """Write one row into each of the rooms' tables, each referring to the row of the other; return their names."""
    found = MetaData()
    found.reflect(connection)
    tables = [table for table in found.sorted_tables if not table.name.startswith((SEARCH, "alembic_"))]
    allowed = {table.name: choices(connection, table.name) for table in tables}
    for table in tables:
        connection.execute(insert(table).values({c.name: value(c, allowed[table.name]) for c in table.columns}))
    return [table.name for table in tables]


def choices(connection: Connection, table: str) -> dict[str, str]:
    """Return the first value that the checks of a table allow in each column."""
    checks = " ".join(check["sqltext"] for check in inspect(connection).get_check_constraints(table))
    pattern = r"(\w+)\)?(?:::text)?\)? (?:IN \(|= ANY \(\(?ARRAY\[)'([^']*)'"
    return dict(re.findall(pattern, checks))


def value(column: Column[Any], allowed: Mapping[str, str]) -> object:
    """Return something that a column takes; what refers to another row refers to that of number 1, or to none."""
    if column.name in GIVEN:
        return GIVEN[column.name]
    if column.name in allowed:
        return allowed[column.name]
    if column.nullable:
        return None
    of_type = {int: 1, float: 1.0, bool: True, str: "x", datetime: clock.now(), date: clock.now().date()}
    return of_type.get(column.type.python_type, {})  # JSON is left


def line(name: str) -> doctor.Finding:
    return next(finding for finding in doctor.examine() if finding.name == name)


def test_empty_database_is_brought_up_to_the_code(empty_app):
    before, said = migrations.current(), line("migrations")

    migrations.upgrade()

    assert before is None
    assert not said.well
    assert "groundswell migrate" in said.says
    assert migrations.current() == migrations.head()
    assert line("migrations").well


def test_second_upgrade_changes_nothing(empty_app):
    migrations.upgrade()

    migrations.upgrade()

    assert migrations.current() == migrations.head()


@pytest.mark.parametrize("revision", ["0002", "0007", "0011"])
def test_filled_database_keeps_every_row(revision, empty_app):
    migrations.upgrade(revision)
    with kernel_db.writing() as session:
        filled = rows_in_every_table(session.connection())

    migrations.upgrade()

    with kernel_db.reading() as session:
        counts = {name: session.scalar(text(f"SELECT count(*) FROM {name}")) for name in filled}
        broken = [] if db.engine.dialect.name != "sqlite" else session.execute(text("PRAGMA foreign_key_check")).all()
    assert migrations.current() == migrations.head()
    assert {name for name, rows in counts.items() if rows < 1} == set()
    assert len(filled) > 15
    assert broken == []


def test_upgrade_that_fails_leaves_the_database_as_it_was(empty_app, monkeypatch):
    monkeypatch.setattr(db.session, "commit", lambda: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        migrations.upgrade()

    assert migrations.current() is None
    with kernel_db.reading() as session:
        assert inspect(session.connection()).get_table_names() == []
