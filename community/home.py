"""The front page: what this place is, and what happens in it now."""

from flask import Blueprint, Response, current_app, jsonify, render_template
from flask_babel import gettext as _
from sqlalchemy import text

from community.forum import queries
from community.kernel.auth import current_viewer
from community.kernel.db import db
from community.kernel.web import heads

bp = Blueprint("home", __name__)
RECENT = 8
WAITING = 5


@bp.get("/")
def home() -> str:
    viewer = current_viewer()
    return render_template(
        "home.html",
        head=heads.of_list(_("%(site)s: ask, answer, and see what others found out.", site=_site_name())),
        summary=queries.summary(viewer),
        boards=queries.boards(viewer),
        recent=queries.topics(viewer, size=RECENT).rows,
        unanswered=queries.topics(viewer, sort="unanswered", size=WAITING).rows,
    )


def _site_name() -> str:
    name: str = current_app.extensions["settings"].site_name
    return name


@bp.get("/healthz")
def healthz() -> Response:
    """Tell a load balancer that this process answers and reaches its database."""
    db.session.execute(text("SELECT 1"))
    return jsonify(status="ok")
