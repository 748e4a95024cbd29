"""What an import left in the database, in a form that two databases can be compared by: without surrogate keys."""

from typing import Any

from sqlalchemy import Table, func, select

from community.accounts.models import Member, Question
from community.forum.models import Board, Post, Tag, Topic
from community.kernel import db as kernel_db
from community.kernel.db import Model, db, table_of
from community.kernel.events import EventRow

ROOMS = ("accounts_", "forum_")
# Numbers given by the database, what must be random, and when we learned of it.
LEFT_OUT = {"id", "fs_uniquifier", "recorded_at", "seq", "txid"}
Names = dict[str, dict[int, str]]


def canonical() -> list[str]:
    """Return every row of the rooms' tables, sorted, and behind them every fact in the order of the log."""
    with kernel_db.reading():
        names = _names()
        rows = sorted(line for table in _tables() for line in _rows(table, names))
        return rows + [_fact(row, names) for row in db.session.execute(select(EventRow.__table__).order_by("id"))]


def facts() -> int:
    """Return how many facts the log has."""
    with kernel_db.reading():
        return db.session.scalar(select(func.count(EventRow.id))) or 0


def _tables() -> list[Table]:
    """Return the tables that an import may write into; the questions for sign-ups are there from the first day on."""
    tables = (table for table in Model.metadata.sorted_tables if table.name.startswith(ROOMS))
    return [table for table in tables if table is not table_of(Question)]


def _names() -> Names:
    """Return a name for each id, by the name of the column that holds it."""
    members = {m.id: f"{m.source}/{m.source_id or m.handle}" for m in db.session.execute(select(Member.__table__))}
    boards = {b.id: b.slug for b in db.session.execute(select(Board.__table__))}
    topics = {t.id: f"{t.source}/{t.source_id or t.title}" for t in db.session.execute(select(Topic.__table__))}
    posts = {
        p.id: f"{p.source}/{p.source_kind}/{p.source_id or p.body}" for p in db.session.execute(select(Post.__table__))
    }
    tags = {t.id: t.name for t in db.session.execute(select(Tag.__table__))}
    return (
        dict.fromkeys(("member_id", "author_id", "asker_id", "actor_id", "accepted_by_id", "hidden_by_id"), members)
        | dict.fromkeys(("post_id", "parent_id", "target_id"), posts)
        | dict.fromkeys(("topic_id", "duplicate_of_id", "original_id", "thing_id"), topics)
        | {"board_id": boards, "tag_id": tags, "tag_ids": tags}
    )


def _rows(table: Table, names: Names) -> list[str]:
    columns = [column for column in table.columns if column.name not in LEFT_OUT]
    return [
        f"{table.name} " + _text(dict(zip([c.name for c in columns], row, strict=True)), names)
        for row in db.session.execute(select(*columns))
    ]


def _fact(row: Any, names: Names) -> str:
    at = None if row.kind == "forum.board_opened" else row.at  # an act of today
    values = {"actor_id": row.actor_id, "imported": row.imported, **row.payload}
    return f"fact {at} {row.kind} " + _text(values, names)


def _text(values: dict[str, Any], names: Names) -> str:
    return " ".join(f"{name}={_named(name, values[name], names)!r}" for name in sorted(values))


def _named(name: str, value: Any, names: Names) -> Any:
    if value is None or name not in names:
        return value
    if isinstance(value, list | tuple):
        return sorted(names[name][one] for one in value)
    return names[name][value]
