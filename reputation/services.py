"""Writes of the room: what stands beside names, and the newest table of influence."""

from datetime import datetime

from sqlalchemy import delete, insert

from community.accounts import services as accounts
from community.kernel.db import db, table_of

from . import queries
from .models import Influence, Tie
from .queries import Help, InfluenceRow

MOST_IN_THE_PICTURE = 30


def show(at: datetime) -> int:
    """Write points, standing and rank beside the names; return how many members' figures changed."""
    return accounts.show_reputation(queries.shown(at))


def measure_influence(at: datetime) -> None:
    """Put the influence of the 365 days before `at` in the place of the last one."""
    found = queries.helps(at)
    rows = queries.influence_of(found, queries.asked(at))
    for table in (Influence, Tie):
        db.session.execute(delete(table_of(table)))
    if rows:
        db.session.execute(insert(Influence), [_row(id_, row, at) for id_, row in rows.items()])
    if ties := _ties(found, rows):
        db.session.execute(insert(Tie), ties)


def _row(member_id: int, row: InfluenceRow, at: datetime) -> dict[str, object]:
    names = ("page_rank", "z", "percentile", "helped", "answers", "asked", "first_help_at")
    return {"member_id": member_id, "at": at, "expertise": row.er, **{name: getattr(row, name) for name in names}}


def _ties(found: list[Help], rows: dict[int, InfluenceRow]) -> list[dict[str, int]]:
    """Return the replies among those who weigh most, for the picture."""
    shown = set(sorted(rows, key=lambda id_: queries.place(id_, rows[id_]))[:MOST_IN_THE_PICTURE])
    return [
        {"asker_id": help_.asker_id, "answerer_id": help_.answerer_id, "threads": help_.threads}
        for help_ in found
        if {help_.asker_id, help_.answerer_id} <= shown
    ]
