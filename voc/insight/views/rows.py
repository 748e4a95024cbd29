"""The rows behind a number."""

from typing import Any

from flask import Blueprint, abort, render_template, request, url_for

from community.kernel.auth import require

from .. import addresses
from ..rows import rows
from ..specs import ALL
from .chosen import chosen_week, week_bar


def register(bp: Blueprint) -> None:
    """Hang the page onto the room's blueprint."""
    bp.add_url_rule("/rows/<measure>", "rows", show)


@require("insight.read")
def show(measure: str) -> str:
    week = chosen_week()
    page = rows(measure, week, request.args.get("after")) or abort(404)
    here: dict[str, Any] = {"measure": measure, "week": week.key}
    return render_template(
        "insight/rows.html",
        week=week_bar(week, "insight.rows", measure=measure),
        label=ALL[measure].label,
        lines=page.rows,
        scorecard_url=addresses.scorecard(week),
        next_url=url_for("insight.rows", **here, after=page.next_key) if page.next_key else None,
        first_url=url_for("insight.rows", **here) if request.args.get("after") else None,
    )
