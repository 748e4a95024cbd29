"""How every number is made, for everybody."""

from flask import Blueprint, render_template
from flask_babel import gettext as _

from community.kernel.auth import require
from community.kernel.web import heads

from ..methodology import SECTIONS


def register(bp: Blueprint) -> None:
    """Hang the page onto the room's blueprint."""
    bp.add_url_rule("/methodology", "methodology", show)


@require("insight.methodology")
def show() -> str:
    head = heads.of_list(_("Every formula and constant in use, as the program has them at this moment."))
    return render_template("insight/methodology.html", head=head, sections=SECTIONS)
