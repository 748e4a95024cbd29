"""A look at the installation's health, a line each."""

import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta

from flask import current_app
from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError

from . import clock, consumers, indexer, migrations, page_views, sequencer, worker
from . import db as kernel_db
from .config import DEVELOPMENT_SECRET, Settings
from .db import db
from .findings import Finding
from .outbox import OutboxRow
from .rooms import house

WORKER_SILENCE = timedelta(seconds=60)
LONG_TRANSACTION_SECONDS = 600
LEAST_FREE_BYTES = 1_000_000_000
MOST_DOCUMENTS = 200_000


def examine() -> Iterator[Finding]:
    """Yield a finding for each part; without a database or its schema the rest is not looked at."""
    settings: Settings = current_app.extensions["settings"]
    yield _settings(settings)
    yield _disk(settings)
    database = _database()
    yield database
    if not database.well:
        return
    schema = _schema()
    yield schema
    if schema.well:
        for look in (_transactions, _facts, _consumers, _index, _worker, _outbox):
            yield _guarded(look)
        if settings.redis_url:
            yield _redis(settings)
        yield from (look(settings) for look in house().looks)


def _guarded(look: Callable[[], Finding]) -> Finding:
    with kernel_db.reading():
        return look()


def _settings(settings: Settings) -> Finding:
    weak = settings.secret_key == DEVELOPMENT_SECRET
    secret = "the development secret, for this machine only" if weak else "a secret of its own"
    return Finding("settings", True, f"{settings.env}, {secret}, time zone {settings.time_zone}")


def _disk(settings: Settings) -> Finding:
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(settings.data_dir).free
    return Finding("disk", free >= LEAST_FREE_BYTES, f"{free / 1e9:.1f} GB free in {settings.data_dir}")


def _database() -> Finding:
    try:
        with kernel_db.reading() as session:
            session.execute(text("SELECT 1"))
    except SQLAlchemyError as error:
        return Finding("database", False, f"does not answer: {str(error.__cause__ or error).splitlines()[0]}")
    return Finding("database", True, f"{db.engine.dialect.name} answers")


def _schema() -> Finding:
    current, head = migrations.current(), migrations.head()
    if current == head:
        return Finding("migrations", True, f"at {head}, as the code needs")
    return Finding("migrations", False, f"at {current or 'nothing'}, the code needs {head}: run `groundswell migrate`")


def _transactions() -> Finding:
    age = sequencer.oldest_transaction_age()
    if age is None:
        return Finding("transactions", True, "none is open")
    minutes = f"the oldest has been open for {age / 60:.0f} min"
    if age < LONG_TRANSACTION_SECONDS:
        return Finding("transactions", True, minutes)
    return Finding("transactions", False, f"{minutes}; facts wait for it: end the session that holds it")


def _facts() -> Finding:
    oldest = sequencer.oldest_unsettled()
    if oldest is None:
        return Finding("event log", True, "every fact has its place")
    waited = clock.now() - oldest
    return Finding(
        "event log", waited < WORKER_SILENCE, f"a fact has waited {waited.total_seconds():.0f} s for its place"
    )


def _consumers() -> Finding:
    lags = {c.name: consumers.lag(c) for c in house().consumers}
    behind = {name: lag for name, lag in lags.items() if lag > indexer.BEHIND}
    says = ", ".join(f"{name} is {lag} facts behind" for name, lag in behind.items())
    return Finding("consumers", not behind, says or f"{len(lags)} are up with the log")


def _index() -> Finding:
    stats, state = indexer.engine().stats(), indexer.state()
    if state.word == "rebuilding":
        return Finding("search index", False, "there is none that can be used; the worker builds it anew")
    says = f"{stats.documents} documents, {stats.size_bytes / 1e6:.1f} MB, {state.behind} facts behind"
    if db.engine.dialect.name == "sqlite" and stats.documents > MOST_DOCUMENTS:
        return Finding("search index", False, f"{says}: past {MOST_DOCUMENTS}, PostgreSQL searches faster")
    return Finding("search index", state.word == "ok", says)


def _worker() -> Finding:
    seen = worker.last_seen()
    if seen is None:
        return Finding("worker", False, "none has run: start `groundswell worker` or `groundswell run`")
    silent = clock.now() - seen
    return Finding("worker", silent < WORKER_SILENCE, f"last seen {silent.total_seconds():.0f} s ago")


def _outbox() -> Finding:
    counted = db.session.execute(select(OutboxRow.state, func.count()).group_by(OutboxRow.state))
    states = {row[0]: row[1] for row in counted}
    dead = states.get("dead", 0)
    says = f"{states.get('pending', 0)} waiting, {states.get('sent', 0)} sent, {dead} given up"
    return Finding("outbox", not dead, says)


def _redis(settings: Settings) -> Finding:
    answers = page_views.RedisBuffer(settings.redis_url).answers()
    return Finding("redis", answers, "answers" if answers else "does not answer: limits and views are not shared")
