"""The schema's migrations: where the database stands, and bringing it up to the code."""

from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from . import db as kernel_db
from .db import db
from .files import resource


def config(connection: Any = None) -> Config:
    """Return Alembic's configuration for our migrations, on `connection`."""
    found = Config()
    found.set_main_option("script_location", str(resource("migrations")).replace("%", "%%"))
    found.attributes["connection"] = connection
    return found


def head() -> str:
    """Return the revision that this code needs."""
    return str(ScriptDirectory.from_config(config()).get_current_head())


def current() -> str | None:
    """Return the revision at which the database stands, None when it is empty."""
    with kernel_db.reading() as session:
        return MigrationContext.configure(session.connection()).get_current_revision()


def upgrade(revision: str = "head") -> None:
    """Bring the database up to `revision`; all or nothing, and one process at a time."""
    with kernel_db.writing() as session:
        connection = session.connection()
        if db.engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7371001)")
        command.upgrade(config(connection), revision)
