"""Page views: a source, not facts. Counted in memory or Redis, written every few seconds.

What has not been written when a process is killed is lost: at most FLUSH_SECONDS of views. A robot is not counted
among the humans, and one visitor's views of one thing within half an hour count once.
"""

import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Protocol

import redis
import structlog
from flask import Flask
from redis.backoff import NoBackoff
from redis.retry import Retry
from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from . import clock
from . import db as kernel_db
from .config import Settings
from .db import BigId, Model, db, table_of, upsert
from .rooms import house

FLUSH_SECONDS = 5.0
REST_SECONDS = 10.0  # how long a Redis that did not answer is left alone
SAME_VISIT_SECONDS = 30 * 60
MOST_REMEMBERED = 50_000
# Discourse's default `crawler_user_agents`, as DOMAIN 1.2 (traffic) asks.
ROBOT = re.compile(r"rss|bot|spider|crawler|facebook|archive|wayback|ping|monitor|lighthouse", re.IGNORECASE)
log = structlog.get_logger(__name__)


class PageView(Model):
    """How often a thing was viewed in one hour, by humans and in all."""

    __tablename__ = "kernel_view"
    __table_args__ = (Index("ix_kernel_view_hour", "hour"),)

    kind: Mapped[str] = mapped_column(primary_key=True)
    thing_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    hour: Mapped[datetime] = mapped_column(primary_key=True)
    human: Mapped[int]
    total: Mapped[int]


@dataclass(frozen=True)
class Count:
    """The views of one thing in one hour that wait to be written."""

    kind: str
    thing_id: int
    hour: datetime
    human: int
    total: int


class Buffer(Protocol):
    """Where views wait until they are written."""

    def add(self, kind: str, thing_id: int, hour: datetime, visitor: str, *, human: bool) -> None: ...

    def drain(self) -> list[Count]: ...

    def put_back(self, counts: list[Count]) -> None: ...


class MemoryBuffer:
    """Views of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: dict[tuple[str, int, datetime], list[int]] = {}
        self._seen: dict[tuple[str, str, int], float] = {}

    def add(self, kind: str, thing_id: int, hour: datetime, visitor: str, *, human: bool) -> None:
        now = time.monotonic()
        with self._lock:
            last = self._seen.pop((visitor, kind, thing_id), -SAME_VISIT_SECONDS)
            fresh = now - last >= SAME_VISIT_SECONDS
            self._seen[visitor, kind, thing_id] = now if fresh else last
            if fresh:
                count = self._counts.setdefault((kind, thing_id, hour), [0, 0])
                count[0] += human
                count[1] += 1
            while len(self._seen) > MOST_REMEMBERED:
                del self._seen[next(iter(self._seen))]

    def drain(self) -> list[Count]:
        with self._lock:
            counts, self._counts = self._counts, {}
        return [Count(*key, human, total) for key, (human, total) in counts.items()]

    def put_back(self, counts: list[Count]) -> None:
        with self._lock:
            for count in counts:
                waiting = self._counts.setdefault((count.kind, count.thing_id, count.hour), [0, 0])
                waiting[0] += count.human
                waiting[1] += count.total


class RedisBuffer:
    """Views of all processes that share a Redis."""

    _PENDING = "groundswell:views"

    def __init__(self, url: str) -> None:
        once = Retry(NoBackoff(), 0)  # a page is not to wait while we insist
        self._redis: Any = redis.Redis.from_url(url, decode_responses=True, socket_timeout=1, retry=once)
        self._rests_until = 0.0

    def add(self, kind: str, thing_id: int, hour: datetime, visitor: str, *, human: bool) -> None:
        if time.monotonic() < self._rests_until:
            return
        try:
            seen = f"groundswell:seen:{visitor}:{kind}:{thing_id}"
            if self._redis.set(seen, 1, nx=True, ex=SAME_VISIT_SECONDS):
                self.put_back([Count(kind, thing_id, hour, int(human), 1)])
        except redis.RedisError:
            self._rests_until = time.monotonic() + REST_SECONDS
            log.warning("page views are not counted for a while: Redis did not answer", seconds=REST_SECONDS)

    def answers(self) -> bool:
        """Tell whether Redis answers."""
        try:
            return bool(self._redis.ping())
        except redis.RedisError:
            return False

    def drain(self) -> list[Count]:
        pipe = self._redis.pipeline(transaction=True)
        pipe.hgetall(self._PENDING)
        pipe.delete(self._PENDING)
        counts: dict[tuple[str, int, datetime], dict[str, int]] = {}
        for name, number in pipe.execute()[0].items():
            kind, thing_id, hour, what = name.split(" ")
            counts.setdefault((kind, int(thing_id), datetime.fromisoformat(hour)), {})[what] = int(number)
        return [Count(*key, found.get("human", 0), found.get("total", 0)) for key, found in counts.items()]

    def put_back(self, counts: list[Count]) -> None:
        pipe = self._redis.pipeline(transaction=True)
        for count in counts:
            field = f"{count.kind} {count.thing_id} {count.hour.isoformat()}"
            pipe.hincrby(self._PENDING, f"{field} human", count.human)
            pipe.hincrby(self._PENDING, f"{field} total", count.total)
        pipe.execute()


def buffer_for(settings: Settings) -> Buffer:
    """Return the buffer that the settings call for."""
    return RedisBuffer(settings.redis_url) if settings.redis_url else MemoryBuffer()


def note(buffer: Buffer, kind: str, thing_id: int, *, visitor: str, user_agent: str) -> None:
    """Count one view of a thing; robots (and those who name no browser) are no humans."""
    hour = clock.now().replace(minute=0, second=0, microsecond=0)
    buffer.add(kind, thing_id, hour, visitor, human=bool(user_agent) and not ROBOT.search(user_agent))


def flush(buffer: Buffer) -> int:
    """Write what waits, in one short transaction; return how many things it touched. What fails waits on."""
    if not (counts := buffer.drain()):
        return 0
    try:
        with kernel_db.writing():
            _write(counts)
    except Exception:
        buffer.put_back(counts)
        raise
    return len(counts)


def _write(counts: list[Count]) -> None:
    statement = upsert(PageView)
    added = {c: table_of(PageView).c[c] + statement.excluded[c] for c in ("human", "total")}
    keys = ["kind", "thing_id", "hour"]
    db.session.execute(
        statement.on_conflict_do_update(index_elements=keys, set_=added),
        [vars(c) for c in sorted(counts, key=lambda c: (c.kind, c.thing_id, c.hour))],
    )
    for kind, thing in house().things.items():
        per_thing: dict[int, int] = {}
        for count in counts:
            if count.kind == kind and count.human:
                per_thing[count.thing_id] = per_thing.get(count.thing_id, 0) + count.human
        if thing.count_views and per_thing:
            thing.count_views(dict(sorted(per_thing.items())))


class Flusher(threading.Thread):
    """Writes what reading left in a web process every few seconds, and once more when it is told to stop."""

    def __init__(self, app: Flask, buffer: Buffer) -> None:
        super().__init__(name="page-views", daemon=True)
        self._app, self._buffer, self._stopped = app, buffer, threading.Event()

    def run(self) -> None:
        while not self._stopped.wait(FLUSH_SECONDS):
            self.flush()

    def flush(self) -> None:
        with self._app.app_context():
            flushes: list[Callable[[], int]] = [partial(flush, self._buffer), *house().flushes]
        for write in flushes:
            try:
                with self._app.app_context():
                    write()
            except Exception:
                log.exception("page views or marks of readers were not written")

    def stop(self) -> None:
        self._stopped.set()
        self.flush()
