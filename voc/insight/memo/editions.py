"""The list of editions: what each week was remembered for, and where it stands."""

from dataclasses import dataclass

from community.kernel import clock
from community.kernel.weeks import Week

from ..topics import business_zone
from . import addresses, pages, queries, wording
from .models import Memo

WEEKS_LISTED = 26


@dataclass(frozen=True, kw_only=True)
class EditionLine:
    """A week with its edition; without one, its memo is computed when somebody asks for it."""

    week: str
    period: str
    url: str
    headline: str
    status: str
    status_label: str


def edition_lines(before: Week | None, size: int = WEEKS_LISTED) -> tuple[list[EditionLine], str | None]:
    """Return `size` weeks that end before `before` or now, the newest first, and where the next ones begin."""
    last = before.plus(-1) if before else Week.of(clock.now(), business_zone()).plus(-1)
    weeks = last.back(size)[::-1]
    known = {memo.week: memo for memo in queries.memos_between(weeks[-1], weeks[0])}
    headlines = pages.headlines(list(known.values()))
    lines = [_line(week, known.get(week.key), headlines.get(week.key, "")) for week in weeks]
    return lines, weeks[-1].key if queries.is_older(weeks[-1]) else None


def _line(week: Week, memo: Memo | None, headline: str) -> EditionLine:
    status = memo.status if memo else "computed"
    return EditionLine(
        week=week.key,
        period=wording.period(week),
        url=addresses.memo(week.key),
        headline=headline,
        status=status,
        status_label=str(wording.STATUS_LABELS[status]),
    )
