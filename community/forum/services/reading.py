"""Writing down what readers have read; reading is no fact, so nothing is published."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, case, update

from community.kernel import db as kernel_db
from community.kernel.db import UtcDateTime, db, table_of, upsert

from ..models import Reading, Visit
from ..reading import PAUSE, marks


def write_marks() -> int:
    """Write what waits in this process, in one short transaction; return how many marks. What fails waits on."""
    reached, seen = marks().drain()
    if not (reached or seen):
        return 0
    try:
        with kernel_db.writing():
            _write_reached(reached)
            _write_seen(seen)
    except Exception:
        marks().put_back(reached, seen)
        raise
    return len(reached) + len(seen)


def _write_reached(reached: Mapping[tuple[int, int], datetime]) -> None:
    if not reached:
        return
    rows = [{"member_id": m, "topic_id": t, "read_to": moment} for (m, t), moment in sorted(reached.items())]
    fresh = upsert(Reading)
    further = case((Reading.read_to > fresh.excluded.read_to, Reading.read_to), else_=fresh.excluded.read_to)
    keys = ["member_id", "topic_id"]
    db.session.execute(fresh.on_conflict_do_update(index_elements=keys, set_={"read_to": further}), rows)


def _write_seen(seen: Mapping[int, datetime]) -> None:
    """Move each member's visit on; after a pause another begins, and the one before ended when they were last seen."""
    if not seen:
        return
    table, at = table_of(Visit), bindparam("at", type_=UtcDateTime())
    rows = [{"member_id": member_id, "seen_at": moment} for member_id, moment in sorted(seen.items())]
    db.session.execute(upsert(Visit).on_conflict_do_nothing(index_elements=["member_id"]), rows)
    paused = table.c.seen_at < bindparam("quiet_since", type_=UtcDateTime())
    moved = update(table).where(table.c.member_id == bindparam("member"), table.c.seen_at < at)
    moved = moved.values(since=case((paused, table.c.seen_at), else_=table.c.since), seen_at=at)
    values = [
        {"member": member, "at": moment, "quiet_since": moment - PAUSE} for member, moment in sorted(seen.items())
    ]
    db.session.execute(moved, values)
