"""The database: one session, three kinds of transaction, and the only commits of the house.

SQLite and PostgreSQL behave alike: a reading transaction cannot write, a writing one takes its lock before
its first statement, so that nothing fails halfway through because somebody else wrote meanwhile.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, Literal, cast

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    JSON,
    BigInteger,
    Connection,
    CursorResult,
    DateTime,
    Dialect,
    Engine,
    Executable,
    Integer,
    MetaData,
    Table,
    TypeDecorator,
    event,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, scoped_session
from sqlalchemy.pool import ConnectionPoolEntry

Mode = Literal["read", "write"]
BUSY_TIMEOUT_MS = 20_000
_mode: ContextVar[Mode] = ContextVar("groundswell_transaction_mode", default="write")

BigId = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows by itself only in INTEGER keys
Json = JSON().with_variant(postgresql.JSONB(), "postgresql")


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, kept in UTC; a naive one is a bug and raises ValueError."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime {value!r}: the house keeps aware UTC only")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Model(DeclarativeBase):
    """Base of every table; constraint names are fixed so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UtcDateTime(), dict[str, Any]: Json}  # noqa: RUF012 - SQLAlchemy reads it so


KEPT: dict[str, Any] = {"kept": True}  # a column's `info`: no words of anybody, or none that redaction may cut out
ADDRESS: dict[str, Any] = {**KEPT, "names": True}  # of somebody who may have no account; an erasure looks here too

db = SQLAlchemy(session_options={"expire_on_commit": False})  # for its session and engine; tables derive from Model


def init_app(app: Flask, url: str) -> None:
    """Attach the database to the application and teach its connections our kinds of transaction."""
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    sqlite_options = {"connect_args": {"check_same_thread": False, "timeout": BUSY_TIMEOUT_MS / 1000}}
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = sqlite_options if url.startswith("sqlite") else {"pool_pre_ping": True}
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)


def prepare(engine: Engine) -> None:
    """Set up connections and the begin of transactions on `engine`."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "begin", _begin_postgresql)


def _prepare_sqlite(connection: Any, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, below
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",  # an acknowledged write survives a power cut
        "secure_delete=ON",  # what was cut out or removed leaves no bytes behind
        "foreign_keys=ON",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "cache_size=-65536",
        "mmap_size=268435456",
        "temp_store=MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    reading = _mode.get() == "read"
    connection.exec_driver_sql(f"PRAGMA query_only={'ON' if reading else 'OFF'}")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _begin_postgresql(connection: Connection) -> None:
    raw: Any = connection.connection.dbapi_connection
    reading = _mode.get() == "read"
    if raw.read_only is not reading:
        raw.read_only = reading


def set_mode(mode: Mode) -> None:
    """Choose the kind of the transactions that begin from here on in this context."""
    _mode.set(mode)


@contextmanager
def mode(kind: Mode) -> Iterator[None]:
    token = _mode.set(kind)
    try:
        yield
    finally:
        _mode.reset(token)


def commit() -> None:
    """Make the unit of work durable. Called by the kernel only: rooms return, and the kernel commits."""
    db.session.commit()


def rollback() -> None:
    """Forget the unit of work."""
    db.session.rollback()


@contextmanager
def writing() -> Iterator[scoped_session[Any]]:
    """One write transaction for a command or a job: leaving commits, raising rolls back."""
    with mode("write"):
        db.session.rollback()
        try:
            yield db.session
            db.session.commit()
        except BaseException:
            db.session.rollback()
            raise


@contextmanager
def reading() -> Iterator[scoped_session[Any]]:
    """One read transaction for a command or a job; a write inside it fails."""
    with mode("read"):
        db.session.rollback()
        try:
            yield db.session
        finally:
            db.session.rollback()


def forget_freed() -> None:
    """Have SQLite write its log of changed pages into the file and empty it, as far as no reader holds it."""
    if db.engine.dialect.name != "sqlite":
        return
    db.session.rollback()
    raw = db.engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        raw.close()


def table_of(model: type[Model]) -> Table:
    """Return the model's table, for statements that need not know the rows in memory."""
    return cast("Table", model.__table__)


def upsert(target: type[Model] | Table) -> Any:
    """Return an INSERT of the present database's dialect, which knows `on_conflict_do_update` and `_do_nothing`."""
    table = target if isinstance(target, Table) else table_of(target)
    return (sqlite if db.engine.dialect.name == "sqlite" else postgresql).insert(table)


def rows_changed(statement: Executable, values: Any = None) -> int:
    """Execute a write and return how many rows it changed."""
    asked = statement.execution_options(preserve_rowcount=True)  # PostgreSQL tells of an INSERT only when asked
    return cast("CursorResult[Any]", db.session.execute(asked, values)).rowcount
