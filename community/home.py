"""The first page: for strangers what this place is, for members what is new to them and what waits for them."""

from flask import Blueprint, Response, current_app, jsonify, render_template
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy import text

from community.accounts.queries import people
from community.forum import queries
from community.kernel.auth import Viewer, current_viewer
from community.kernel.db import db
from community.kernel.rooms import house
from community.kernel.web import heads

bp = Blueprint("home", __name__)
RECENT, SOLVED, HELPERS = 8, 5, 4


@bp.get("/")
def home() -> str:
    viewer = current_viewer()
    return _welcome(viewer) if viewer.member_id is None else _start(viewer, viewer.member_id)


def _welcome(viewer: Viewer) -> str:
    """Return the page for those who are new: what this place is, what it solved, who helps, how to begin."""
    return render_template(
        "home.html",
        head=heads.of_list(_("%(site)s: ask, answer, and see what others found out.", site=_site_name())),
        summary=queries.summary(viewer),
        boards=queries.boards(viewer),
        recent=queries.topics(viewer, size=RECENT).rows,
        solved=queries.topics(viewer, sort="solved", size=SOLVED).rows,
        helpers=[row for row in people(size=HELPERS, strangers=True).rows if row.counts["accepted"]],
    )


def _site_name() -> str:
    name: str = current_app.extensions["settings"].site_name
    return name


def _start(viewer: Viewer, member_id: int) -> str:
    """Return a member's start page: what waits for those who work here first, then what is theirs, as rooms add it."""
    return render_template(
        "start.html",
        parts=[part for slot in ("work", "start") for part in _parts(slot, member_id)],
        recent=queries.topics(viewer, size=RECENT).rows,
    )


def _parts(slot: str, member_id: int) -> list[Markup]:
    rendered = (panel.render(member_id) for panel in house().panels(slot))
    return [Markup(html) for html in rendered if html]  # noqa: S704 - rendered by templates


@bp.get("/healthz")
def healthz() -> Response:
    """Tell a load balancer that this process answers and reaches its database."""
    db.session.execute(text("SELECT 1"))
    return jsonify(status="ok")
