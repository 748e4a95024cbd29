"""What moderation says of itself: the log of acts of power, and its figures."""

from flask import Blueprint, render_template, request, url_for

from community.kernel.auth import require

from .. import figures as numbers
from .. import queries


def register(bp: Blueprint) -> None:
    """Hang the pages onto the room's blueprint."""
    bp.add_url_rule("/log", "log", log)
    bp.add_url_rule("/figures", "figures", figures)


@require("moderation.log")
def log() -> str:
    page = queries.acts(after=request.args.get("after"))
    next_url = url_for("moderation.log", after=page.next_key) if page.next_key else None
    return render_template("moderation/log.html", acts=page.rows, next_url=next_url)


@require("moderation.log")
def figures() -> str:
    return render_template("moderation/figures.html", figures=numbers.figures())


def tabs_panel(_subject_id: int) -> str:
    """Put the page of doubtful sign-ups, which a lower room shows, among the pages of moderation."""
    return render_template("moderation/_tabs.html", here="sign_ups")
