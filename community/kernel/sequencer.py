"""The sequencer: gives every settled fact its place in the log.

On PostgreSQL rows become visible out of id order, so a consumer that remembers an id loses facts. A fact is
settled once every transaction that could still sort before it has ended; settled facts are numbered in the
order (transaction id, id). A row whose transaction id this server has not reached yet comes from a restored
backup: it was committed elsewhere, so it is settled too.
"""

from datetime import datetime

from sqlalchemy import func, select, text

from . import db as kernel_db
from .db import db, rows_changed
from .events import EventRow

BATCH = 5_000
_LOCK = 0x67726F756E64  # any constant of our own: one sequencer at a time

_SETTLED = """
    AND (txid IS NULL
         OR txid < CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS TEXT) AS BIGINT)
         OR txid >= CAST(CAST(pg_snapshot_xmax(pg_current_snapshot()) AS TEXT) AS BIGINT))
"""
_NUMBER = """
    UPDATE kernel_event SET seq = base.last + numbered.n
    FROM (SELECT COALESCE(MAX(seq), 0) AS last FROM kernel_event) AS base,
         (SELECT id, ROW_NUMBER() OVER (ORDER BY txid, id) AS n FROM
             (SELECT id, txid FROM kernel_event WHERE seq IS NULL {settled} ORDER BY txid, id LIMIT :batch) AS waiting
         ) AS numbered
    WHERE kernel_event.id = numbered.id
"""
_OLDEST = """
    SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp() - MIN(began)) AS FLOAT) FROM (
        SELECT xact_start AS began FROM pg_stat_activity
        WHERE pid <> pg_backend_pid()
        AND (backend_xid IS NOT NULL OR (datname = current_database() AND state <> 'active'))
        UNION ALL SELECT prepared FROM pg_prepared_xacts
    ) AS still_open
"""


def is_waiting() -> bool:
    """Tell whether any fact still lacks its place."""
    return db.session.scalar(select(EventRow.id).where(EventRow.seq.is_(None)).limit(1)) is not None


def run() -> int:
    """Number the settled facts, one batch a transaction; return how many were numbered."""
    with kernel_db.reading():
        if not is_waiting():
            return 0
    total = 0
    while numbered := _run_batch():
        total += numbered
    return total


def _run_batch() -> int:
    with kernel_db.writing() as session:
        postgresql = session.get_bind().dialect.name == "postgresql"
        if postgresql and not session.scalar(select(func.pg_try_advisory_xact_lock(_LOCK))):
            return 0
        sql = _NUMBER.format(settled=_SETTLED if postgresql else "")
        return rows_changed(text(sql), {"batch": BATCH})


def oldest_unsettled() -> datetime | None:
    """Return when the oldest fact was recorded that still waits for its place, None when none waits."""
    return db.session.scalar(select(func.min(EventRow.recorded_at)).where(EventRow.seq.is_(None)))


def oldest_transaction_age() -> float | None:
    """Return the age in seconds of the oldest open transaction on PostgreSQL, None on SQLite or when none is open.

    One that has written holds facts back whatever database of the server it writes in, a prepared one too.
    """
    if db.engine.dialect.name != "postgresql":
        return None
    age: float | None = db.session.scalar(text(_OLDEST))
    return age
