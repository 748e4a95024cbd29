"""How every number is made, for everybody."""

from flask import Blueprint, render_template

from community.kernel.auth import require

from ..methodology import SECTIONS


def register(bp: Blueprint) -> None:
    """Hang the page onto the room's blueprint."""
    bp.add_url_rule("/methodology", "methodology", show)


@require("insight.methodology")
def show() -> str:
    return render_template("insight/methodology.html", sections=SECTIONS)
