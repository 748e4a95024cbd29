"""How long the askers of a week waited, and who still does."""

from flask import Blueprint, render_template

from community.kernel.auth import require

from .. import response_page
from .chosen import chosen_week, week_bar


def register(bp: Blueprint) -> None:
    """Hang the page onto the room's blueprint."""
    bp.add_url_rule("/response", "response", show)


@require("insight.read")
def show() -> str:
    week = chosen_week()
    page = response_page.page(week)
    return render_template("insight/response.html", week=week_bar(week, "insight.response"), page=page)
