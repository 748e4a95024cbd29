"""The ground of the API: one blueprint a room under /api/v1, and what every operation keeps without saying so itself.

The API reads the Authorization header only; the session cookie is ignored there, which is why it needs no
CSRF token. A room writes views; who may call them, limits, problem+json, pages, versions, repetitions and the
description at /api/openapi.json come from here.
"""

from apiflask import APIBlueprint, APIFlask
from flask_wtf import CSRFProtect

from . import describing, docs, mcp, serving
from .paths import PREFIX, is_of_api
from .shapes import LONGEST_PAGE, PageQuery

__all__ = ["LONGEST_PAGE", "PREFIX", "PageQuery", "blueprint", "init_app"]


def blueprint(room: str) -> APIBlueprint:
    """Return the room's API blueprint."""
    return APIBlueprint(f"{room}_api", f"{room}_api", url_prefix=PREFIX, tag=room)


def init_app(app: APIFlask, csrf: CSRFProtect) -> None:
    """Serve and describe every operation; exempt the API and signed addresses from CSRF, which they do not need."""
    app.register_blueprint(mcp.bp)
    for found in app.blueprints.values():
        if is_of_api(found.name):
            csrf.exempt(found)
    for view in app.view_functions.values():
        if getattr(view, "from_outside", False):
            csrf.exempt(view)
    serving.init_app(app)
    describing.init_app(app)
    app.register_blueprint(docs.bp)
