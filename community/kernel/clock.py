"""The only reader of the time."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_frozen: ContextVar[datetime | None] = ContextVar("groundswell_clock", default=None)


def now() -> datetime:
    """Return the present moment, or the one set by `at`; always aware, in UTC."""
    return _frozen.get() or datetime.now(UTC)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Hold the clock at `moment` (aware) for imports, the sample community and tests."""
    if moment.tzinfo is None:
        raise ValueError("clock.at() takes an aware datetime")
    token = _frozen.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.reset(token)
