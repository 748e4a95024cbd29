"""Versions: every answer to a GET bears the ETag of its bytes, and what is changed may be bound to one.

`If-None-Match` saves the body of what is still the same (304); `If-Match` on a PUT, PATCH or DELETE lets a change pass
only while the thing is as the caller saw it (412).
"""

from typing import Any, Final

from flask import Response, abort, current_app, request
from werkzeug.datastructures import ETags
from werkzeug.exceptions import HTTPException

CHANGING: Final = frozenset({"PUT", "PATCH", "DELETE"})
_PACKED: Final = ":gzip"  # what compressing puts behind the version
_CHANGED = "It is not as you saw it any more; read it again."


def mark(response: Response) -> None:
    """Give an answer its version, and leave out a body that the caller has."""
    response.add_etag()
    response.make_conditional(request)


def check() -> None:
    """Refuse a change that was meant for another version than the present one."""
    if request.method in CHANGING and "If-Match" in request.headers and not _matches(request.if_match):
        abort(412, _CHANGED)


def _matches(wanted: ETags) -> bool:
    version = _present()
    return version is not None and (wanted.star_tag or bool({version, version + _PACKED} & set(wanted.as_set())))


def _present() -> str | None:
    """Return the version that a GET of the same address would bear; None where it cannot be read."""
    adapter = current_app.create_url_adapter(request)
    try:
        endpoint, parts = adapter.match(request.path, method="GET")  # type: ignore[union-attr]
    except HTTPException:
        return None
    view: Any = current_app.view_functions[endpoint]
    shown = current_app.make_response(view.__wrapped__(**parts))
    shown.add_etag()
    return shown.get_etag()[0]
