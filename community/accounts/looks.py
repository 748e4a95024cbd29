"""Who looked at whose customer record when: noted by pages that only read, and written every few seconds.

A process that is told to stop writes what waits; one that is killed loses some seconds of looks.
"""

import threading
from dataclasses import dataclass
from datetime import datetime

from flask import Flask, current_app
from sqlalchemy import insert, select
from sqlalchemy.orm import aliased

from community.kernel import clock, paging
from community.kernel import db as kernel_db
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.paging import Page

from .authors import Author
from .models import Look, Member

LOOKS_PER_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class LookRow:
    """An employee's look at a member's record."""

    by: Author
    member: Author
    at: datetime


class Waiting:
    """Looks of this process, until they are written."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._looks: list[tuple[int, int, datetime]] = []

    def add(self, *looks: tuple[int, int, datetime]) -> None:
        with self._lock:
            self._looks += looks

    def drain(self) -> list[tuple[int, int, datetime]]:
        with self._lock:
            looks, self._looks = self._looks, []
        return looks


def init_app(app: Flask) -> None:
    """Give the application a place where looks wait."""
    app.extensions["accounts_looks"] = Waiting()


def waiting() -> Waiting:
    """Return the looks that wait in this process."""
    found: Waiting = current_app.extensions["accounts_looks"]
    return found


def note(member_id: int, by: Viewer) -> None:
    """Note that somebody looks at a member's record now."""
    if by.member_id is not None:
        waiting().add((by.member_id, member_id, clock.now()))


def write_looks() -> int:
    """Write what waits in this process, in one short transaction; return how many. What fails waits on."""
    looks = waiting().drain()
    if not looks:
        return 0
    rows = [{"by_id": by_id, "member_id": member_id, "at": at} for by_id, member_id, at in looks]
    try:
        with kernel_db.writing():
            db.session.execute(insert(Look), rows)
    except Exception:
        waiting().add(*looks)
        raise
    return len(looks)


def looks(after: str | None) -> Page[LookRow]:
    """Return a page of the looks of all employees, the latest first."""
    by, whose = aliased(Member), aliased(Member)
    query = select(Look.id, Look.at, by, whose).join(by, by.id == Look.by_id).join(whose, whose.id == Look.member_id)
    if after:
        query = query.where(paging.after((Look.id,), after, descending=True))
    found = db.session.execute(query.order_by(Look.id.desc()).limit(LOOKS_PER_PAGE + 1)).all()
    page = paging.page_of(found, LOOKS_PER_PAGE, lambda row: (row[0],))
    return Page([LookRow(at=at, by=_author(by), member=_author(one)) for _, at, by, one in page.rows], page.next_key)


def _author(member: Member) -> Author:
    return Author(member.id, member.name, member.handle, member.role)
