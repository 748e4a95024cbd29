"""Error answers: a helpful page for people, problem+json (RFC 9457) under /api."""

from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import structlog
from apiflask import HTTPError
from flask import Flask, Response, flash, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_limiter import RateLimitExceeded
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError, OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError, RequestEntityTooLarge

from ..auth import is_api
from ..errors import Refused, Removed
from . import partials, wording
from .error_words import WORDS, Words, words_in
from .kept import kept
from .limits import seconds_to_wait
from .links import same_site_referrer
from .misfits import misfits

log = structlog.get_logger(__name__)


def init_app(app: Flask) -> None:
    """Answer every error of the application in its reader's form."""
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(Removed, _removed)
    app.register_error_handler(CSRFError, _form_expired)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(HTTPError, _api_error)
    app.register_error_handler(IntegrityError, _conflict)
    app.register_error_handler(OperationalError, _busy)
    app.register_error_handler(Exception, _crash)


def answer(code: int, sentence: str | None = None, **more: Any) -> Response:
    """Return the page or problem for `code`, with its own sentence where there is one; `more` is for programs."""
    g.on_bare_page = code >= 500 and not is_api()  # whatever broke may break the member and the navigation too
    words = WORDS.get(code) or Words(HTTPStatus(code).phrase, "", "", _("Go back, or start again from the first page."))
    said = str(sentence or words.happened)
    response = _problem(code, str(words.title), said, more) if is_api() else _page(code, words, said)
    response.status_code = code
    if code in (429, 503):
        response.headers.setdefault("Retry-After", str(seconds_to_wait()) if code == 429 else "5")
    if code == 401 and is_api():
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _problem(code: int, title: str, said: str, more: dict[str, Any]) -> Response:
    body = {"type": "about:blank", "title": title, "status": code, "detail": said, "instance": quote(request.path)}
    response = jsonify(body | more)
    response.mimetype = "application/problem+json"
    return response


def _page(code: int, words: Words, said: str) -> Response:
    page = render_template(
        "errors/error.html",
        code=code,
        words=words,
        sentence=said,
        kept=kept(code),
        sought=words_in(request.path),
        request_id=g.get("request_id", ""),
    )
    return Response(page, mimetype="text/html")


def _refused(error: Refused) -> ResponseReturnValue:
    sentence = error.sentence if is_api() else wording.refusal(error)
    if is_api() or request.method == "GET":
        return answer(422 if is_api() else 400, sentence)
    if partials.by_script():
        said = render_template("_said.html", sentence=sentence)
        return partials.put(said, partials.SAID, inside=True, status=422)
    if back := same_site_referrer():
        flash(sentence, "warning")
        return redirect(back, 303)
    return answer(422, sentence)


def _removed(error: Removed) -> Response:
    return answer(410, _("A moderator took it out of sight. The reason: %(reason)s", reason=error.reason))


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
        door = url_for("security.login", next=here)
        return partials.leave_for(door) if partials.by_script() else redirect(door, 303)
    response = answer(error.code or 500, _own_sentence(error))
    for name, value in error.get_headers():
        if name.lower() in ("allow", "retry-after"):
            response.headers[name] = value
    return response


def _own_sentence(error: HTTPException) -> str | None:
    """Return what can be said of this very error, beyond what is true of its kind."""
    if isinstance(error, RateLimitExceeded):
        wait = wording.ahead(seconds_to_wait())
        return str(_("There were many requests from you in a short time. You can go on %(when)s.", when=wait))
    if isinstance(error, RequestEntityTooLarge) and (most := request.max_content_length):
        return str(_("What you sent is larger than the %(size)s that we can take at once.", size=wording.size(most)))
    if is_api() and error.description != type(error).description:
        return error.description
    return None


def _api_error(error: HTTPError) -> Response:
    found = misfits(error.detail)
    told = "; ".join(f"{one['at']}: {one['detail']}" for one in found) or error.message
    return answer(error.status_code, _("What you sent does not fit: %(detail)s", detail=told), errors=found)


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
