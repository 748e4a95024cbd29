"""How moderation itself does: time to handle, decisions overturned, flags per reason; the last thirteen weeks."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from community.kernel import clock
from community.kernel.db import db
from community.kernel.statistics import Estimate, proportion, quantile

from .models import Appeal, Case, Flag
from .policy import REASONS, Reason
from .rows import REASON_LABELS

PERIOD = timedelta(weeks=13)
FEW, TOO_FEW = 30, 10  # fewer than the first are shown with a warning, fewer than the second not as a rate


@dataclass(frozen=True, kw_only=True)
class Share:
    """A share with its number and interval; `status` is ok, low_n or suppressed."""

    hits: int
    n: int
    estimate: Estimate

    @property
    def status(self) -> str:
        return "suppressed" if self.n < TOO_FEW else "low_n" if self.n < FEW else "ok"

    @property
    def percents(self) -> tuple[int, int, int]:
        """The share and the bounds of its interval, in whole percent."""
        value, low, high = self.estimate.value or 0.0, self.estimate.low, self.estimate.high
        return round(100 * value), round(100 * low), round(100 * high)


@dataclass(frozen=True, kw_only=True)
class OfReason:
    """The flags of one reason: how many, and how many of those decided were upheld."""

    label: Any
    flags: int
    upheld: Share


@dataclass(frozen=True, kw_only=True)
class Figures:
    """The room in numbers; hours are None without a decided case."""

    decided: int
    waiting: int
    median_hours: float | None
    ninth_hours: float | None
    overturned: Share
    reasons: tuple[OfReason, ...]


def figures() -> Figures:
    """Return the numbers of the thirteen weeks that end now."""
    since = clock.now() - PERIOD
    columns = (Case.opened_at, Case.decided_at)
    handled = db.session.execute(select(*columns).where(Case.decided_at > since, Case.decided_by_id.is_not(None)))
    hours = [(decided - opened) / timedelta(hours=1) for opened, decided in handled if decided]
    return Figures(
        decided=len(hours),
        waiting=db.session.scalar(select(func.count()).select_from(Case).where(Case.state == "open")) or 0,
        median_hours=quantile(hours, 0.5),
        ninth_hours=quantile(hours, 0.9),
        overturned=_overturned(since),
        reasons=_reasons(since),
    )


def share(hits: int, n: int) -> Share:
    """Return hits of n with Wilson's interval."""
    return Share(hits=hits, n=n, estimate=proportion(hits, n))


def _overturned(since: Any) -> Share:
    found = select(Appeal.ruling, func.count()).where(Appeal.ruled_at > since).group_by(Appeal.ruling)
    counts = dict(db.session.execute(found).all())
    return share(counts.get("overturned", 0), sum(counts.values()))


def _reasons(since: Any) -> tuple[OfReason, ...]:
    found = select(Flag.reason, Flag.outcome, func.count()).where(Flag.at > since).group_by(Flag.reason, Flag.outcome)
    counts = {(reason, outcome): number for reason, outcome, number in db.session.execute(found)}
    return tuple(_of_reason(reason, counts) for reason in REASONS)


def _of_reason(reason: Reason, counts: dict[tuple[str, str], int]) -> OfReason:
    of = {outcome: counts.get((reason, outcome), 0) for outcome in ("open", "upheld", "declined")}
    upheld = share(of["upheld"], of["upheld"] + of["declined"])
    return OfReason(label=REASON_LABELS[reason], flags=sum(of.values()), upheld=upheld)
