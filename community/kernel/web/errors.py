"""Error answers: a helpful page for people, problem+json (RFC 9457) under /api."""

from http import HTTPStatus

import structlog
from apiflask import HTTPError
from flask import Flask, Response, flash, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError, OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError

from ..auth import is_api
from ..errors import Refused
from .links import same_site_referrer

log = structlog.get_logger(__name__)

SENTENCES = {
    400: (_l("We could not read that"), _l("Something in the request was not as we expected it.")),
    401: (_l("Please sign in"), _l("You need to be signed in for this.")),
    403: (_l("This is not open to you"), _l("Your account does not include this part of the community.")),
    404: (
        _l("There is nothing here"),
        _l("The page may have been moved or removed, or the address has a typing slip."),
    ),
    405: (_l("That does not work here"), _l("This address does not take that kind of request.")),
    409: (_l("Somebody was faster"), _l("The same thing was changed at the same moment; look again and repeat it.")),
    413: (
        _l("That is too large"),
        _l("What you sent is larger than we can take. Go back: your words are still there; send less at once."),
    ),
    422: (_l("We could not do that"), _l("What you sent does not fit.")),
    429: (_l("A little slower, please"), _l("There were many requests from you in a short time; wait a minute.")),
    500: (_l("Something broke on our side"), _l("It is not your doing, and nothing you had saved before is lost.")),
    503: (_l("We are busy for a moment"), _l("Nothing was changed; please try again in a few seconds.")),
}


def init_app(app: Flask) -> None:
    """Answer every error of the application in its reader's form."""
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(CSRFError, _form_expired)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(HTTPError, _api_error)
    app.register_error_handler(IntegrityError, _conflict)
    app.register_error_handler(OperationalError, _busy)
    app.register_error_handler(Exception, _crash)


def answer(code: int, sentence: str | None = None) -> Response:
    """Return the page or problem for `code`, with its own sentence where there is one."""
    title, general = SENTENCES.get(code, (HTTPStatus(code).phrase, ""))
    said = str(sentence or general)
    if is_api():
        body = {"type": "about:blank", "title": str(title), "status": code, "detail": said, "instance": request.path}
        response = jsonify(body)
        response.mimetype = "application/problem+json"
    else:
        g.on_bare_page = code >= 500  # whatever broke may break the member and the navigation too
        hint = _("You can go back, search, or start again from the first page.")
        words = {"code": code, "title": title, "sentence": said, "hint": hint, "request_id": g.get("request_id", "")}
        response = Response(render_template("errors/error.html", **words), mimetype="text/html")
    response.status_code = code
    if code in (429, 503):
        response.headers.setdefault("Retry-After", "60" if code == 429 else "5")
    if code == 401 and is_api():
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _refused(error: Refused) -> ResponseReturnValue:
    if is_api() or request.method == "GET":
        return answer(400 if request.method == "GET" else 422, error.sentence)
    if back := same_site_referrer():
        flash(error.sentence, "warning")
        return redirect(back, 303)
    return answer(422, error.sentence)


def _form_expired(_error: CSRFError) -> Response:
    return answer(
        400, _("This form was open for too long or came from another site; go back, reload it and send it again.")
    )


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None:
        return error.response
    if error.code == 401 and not is_api():
        flash(_("Please sign in first; we will bring you right back."), "info")
        here = request.full_path.rstrip("?") if request.method == "GET" else same_site_referrer() or "/"
        return redirect(url_for("security.login", next=here), 303)
    response = answer(error.code or 500)
    for name, value in error.get_headers():
        if name.lower() in ("allow", "retry-after"):
            response.headers[name] = value
    return response


def _api_error(error: HTTPError) -> Response:
    return answer(error.status_code, _("What you sent does not fit: %(detail)s", detail=error.detail or error.message))


def _conflict(error: IntegrityError) -> Response:
    log.warning("write refused by a constraint", error=str(error.orig))
    return answer(409)


def _busy(error: OperationalError) -> Response:
    if "readonly" in str(error.orig):  # a page that answers a GET wrote: waiting does not mend it
        return _crash(error)
    log.error("database did not take the work", error=str(error.orig))
    return answer(503)


def _crash(error: Exception) -> Response:
    log.error("request failed", error=type(error).__name__, exc_info=error)
    return answer(InternalServerError.code)
