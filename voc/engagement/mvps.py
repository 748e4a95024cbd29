"""The projection `engagement.mvps`: since when each MVP has been one by appointment."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete

from community.accounts.events import RoleGiven
from community.kernel.consumers import Projection, Tables
from community.kernel.db import db, table_of, upsert
from community.kernel.events import Fact

from .models import Mvp


def keep_mvps(facts: Sequence[Fact], tables: Tables) -> None:
    """Note who became an MVP, and forget who no longer is one; of several changes the last one counts."""
    table = tables[Mvp.__tablename__]
    last: dict[int, Any] = {fact.event.member_id: fact for fact in facts}  # type: ignore[attr-defined]
    db.session.execute(delete(table).where(table.c.member_id.in_(last)))
    rows = [{"member_id": id_, "since": fact.at} for id_, fact in last.items() if fact.event.role == "mvp"]
    if rows:
        db.session.execute(upsert(table), rows)


MVPS = Projection(name="engagement.mvps", kinds=(RoleGiven,), tables=(table_of(Mvp),), handle=keep_mvps)
