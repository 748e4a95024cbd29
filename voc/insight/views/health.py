"""The health index of a week with everything it is made of."""

from flask import Blueprint, render_template

from community.kernel.auth import require

from .. import health_page
from ..numbers import week_numbers
from .chosen import chosen_week, week_bar


def register(bp: Blueprint) -> None:
    """Hang the page onto the room's blueprint."""
    bp.add_url_rule("/health", "health", show)


@require("insight.read")
def show() -> str:
    week = chosen_week()
    numbers = week_numbers(week)
    return render_template(
        "insight/health.html",
        week=week_bar(week, "insight.health"),
        page=health_page.page(numbers),
        solved=numbers["solved"],
    )
