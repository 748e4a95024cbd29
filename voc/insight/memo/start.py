"""What the memo puts on start pages: the newest edition for executives, the one to sign for editors."""

from dataclasses import dataclass

from flask import render_template

from community.kernel.auth import can, current_viewer

from .. import wording
from ..numbers import some_numbers
from ..topics import business_zone
from ..views.chosen import last_full_week
from . import addresses, pages, queries
from .wording import STATUS_LABELS

NUMBERS = ("solved", "first_response_honest_median")


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number of the last week in words; `why` where it cannot be told."""

    label: str
    value: str
    interval: str
    why: str
    url: str | None


def work_panel(_member_id: int) -> str:
    """Show executives the newest edition and two numbers, and editors what is to be signed."""
    executive = current_viewer().role == "executive"
    if not (executive or can("insight.sign")):
        return ""
    memo = queries.newest(out=executive)
    return render_template(
        "insight/_work.html",
        memo=memo,
        headline=pages.headlines([memo])[memo.week] if memo else "",
        status=STATUS_LABELS[memo.status] if memo else "",
        url=_url(memo.week, to_sign=not executive and memo.status == "draft") if memo else None,
        figures=_figures() if executive else (),
        to_sign=not executive,
    )


def _url(week: str, *, to_sign: bool) -> str:
    return addresses.edit_memo(week) if to_sign else addresses.memo(week)


def _figures() -> tuple[Figure, ...]:
    measures = some_numbers(last_full_week(business_zone()), NUMBERS)
    return tuple(
        Figure(
            label=str(m.label),
            value=wording.value(m.unit, m.value),
            interval=wording.interval(m),
            why=m.why,
            url=m.rows_url,
        )
        for m in measures.values()
    )
