"""The ground of the API: one blueprint a room under /api/v1, problem+json errors, key-based pages.

The API reads the Authorization header only; the session cookie is ignored there, which is why it needs no
CSRF token.
"""

from apiflask import APIBlueprint, APIFlask, Schema
from apiflask.fields import Integer, String
from apiflask.validators import Length, Range
from flask_wtf import CSRFProtect

PREFIX = "/api/v1"
LONGEST_PAGE = 100


class PageQuery(Schema):
    """How a list is paged: `after` is the `next` of the page before."""

    after = String(load_default=None, validate=Length(max=400))
    limit = Integer(load_default=20, validate=Range(min=1, max=LONGEST_PAGE))


def blueprint(room: str) -> APIBlueprint:
    """Return the room's API blueprint."""
    return APIBlueprint(f"{room}_api", f"{room}_api", url_prefix=PREFIX, tag=room)


def init_app(app: APIFlask, csrf: CSRFProtect) -> None:
    """Exempt the API from CSRF, which it does not need, and describe it at /api/openapi.json."""
    for name, found in app.blueprints.items():
        if name.endswith("_api"):
            csrf.exempt(found)
    app.config["SPEC_FORMAT"] = "json"
    app.description = "What the pages offer, for programs. Errors are problem+json (RFC 9457)."
