"""The week's numbers on one page."""

from flask import Blueprint, render_template

from community.kernel.auth import require

from .. import addresses, scorecard
from ..numbers import week_numbers
from .chosen import chosen_week, week_bar


def register(bp: Blueprint) -> None:
    """Hang the page onto the room's blueprint."""
    bp.add_url_rule("/", "scorecard", show)


@require("insight.read")
def show() -> str:
    week = chosen_week()
    numbers = week_numbers(week)
    return render_template(
        "insight/scorecard.html",
        week=week_bar(week, "insight.scorecard"),
        groups=scorecard.groups(numbers),
        health=numbers["health"],
        report=numbers.health,
        health_url=addresses.health(week),
        response_url=addresses.response(week),
    )
