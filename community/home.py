"""The front page: what this place is, and what happens in it now."""

from flask import Blueprint, Response, jsonify, render_template
from sqlalchemy import text

from community.forum import queries
from community.kernel.auth import current_viewer
from community.kernel.db import db

bp = Blueprint("home", __name__)
RECENT = 8
WAITING = 5


@bp.get("/")
def home() -> str:
    viewer = current_viewer()
    return render_template(
        "home.html",
        summary=queries.summary(viewer),
        boards=queries.boards(viewer),
        recent=queries.topics(viewer, size=RECENT).rows,
        unanswered=queries.topics(viewer, sort="unanswered", size=WAITING).rows,
    )


@bp.get("/healthz")
def healthz() -> Response:
    """Tell a load balancer that this process answers and reaches its database."""
    db.session.execute(text("SELECT 1"))
    return jsonify(status="ok")
