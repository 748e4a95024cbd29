"""What is to be done first, which settings hold, and how far what is derived follows what is true."""

from flask import Blueprint, current_app, render_template

from community.kernel import doctor
from community.kernel.auth import require

from .. import queries, settings_shown, setup


def register(bp: Blueprint) -> None:
    """Hang the pages onto the room's blueprint."""
    bp.add_url_rule("/", "readiness", readiness)
    bp.add_url_rule("/settings", "settings", settings)
    bp.add_url_rule("/sources", "sources", sources)


@require("admin.see")
def readiness() -> str:
    basics = tuple(setup.basics(current_app.extensions["settings"]))
    return render_template("admin/readiness.html", basics=basics, findings=tuple(doctor.examine()))


@require("admin.see")
def settings() -> str:
    rows = tuple(settings_shown.rows(current_app.extensions["settings"]))
    return render_template("admin/settings.html", rows=rows)


@require("admin.see")
def sources() -> str:
    return render_template("admin/sources.html", truth=queries.truth())
