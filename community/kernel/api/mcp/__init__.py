"""The door for language models (MCP, Streamable HTTP): they read by a member's token, and write nothing.

Off unless a setting opens it. It keeps nothing between two messages, answers each with one JSON object, and streams
nothing. The transaction itself is a reading one, so that no tool could write if it tried.
"""

from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, current_app, jsonify, request
from werkzeug.exceptions import MethodNotAllowed

from ...auth import current_viewer
from ...web import limits
from ...web.application import from_outside, reads
from . import messages, methods, versions
from .messages import Message, Misfit

REALM = 'Bearer realm="groundswell", scope="read"'
_EVERY = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")

bp = Blueprint("mcp", __name__, url_prefix="/api/mcp")


@bp.route("", methods=_EVERY, provide_automatic_options=False)
@reads
@from_outside
def take() -> Response:
    """Answer one message of a language model."""
    _check_door()
    if current_viewer().member_id is None:  # 401 by itself for a token that opens nothing
        abort(401, "Show a token of yours: Authorization: Bearer gsw_…. You make one on your page of tokens.")
    limits.count_for_model()
    _check_kind()
    message = None
    try:
        message = messages.read(request.get_data())
        return _answered(message)
    except Misfit as misfit:
        return _refused(misfit, message)


def _check_door() -> None:
    """Refuse whoever knocks where no door is, in another way than the protocol's, or from another site's page."""
    settings = current_app.extensions["settings"]
    if not settings.mcp:
        abort(404)
    if request.method != "POST":
        raise MethodNotAllowed(valid_methods=["POST"])
    origin, ours = request.headers.get("Origin"), urlsplit(settings.base_url)
    if origin is not None and origin != f"{ours.scheme}://{ours.netloc}":
        abort(403, "This door is not open to pages of other sites.")


def _check_kind() -> None:
    """Refuse a body of another type than a message has, and who cannot read our answer."""
    if request.mimetype != "application/json":
        abort(415, "Send it as application/json.")
    if request.accept_mimetypes and not request.accept_mimetypes["application/json"]:
        abort(406, "The answer is application/json; say in Accept that you take it.")


def _answered(message: Message) -> Response:
    version = versions.version_of(message, request.headers)
    if message.id is None:
        return Response(status=202)
    return jsonify(messages.result(message, methods.answer(message, version)))


def _refused(misfit: Misfit, message: Message | None) -> Response:
    """Return a refusal; where the revision settles its status, with that, and 400 for what could not be read."""
    response = jsonify(messages.refusal(misfit, misfit.message_id if message is None else message.id))
    by_handshake = message is not None and request.headers.get(versions.HEADER) in (None, *versions.BY_HANDSHAKE)
    if misfit.code == messages.METHOD_NOT_FOUND:
        response.status_code = 200 if by_handshake else 404
    else:
        response.status_code = 200 if by_handshake and misfit.code == messages.INVALID_PARAMS else 400
    return response


@bp.after_request
def _tell_what_opens(response: Response) -> Response:
    """Say to whom a token is refused what opens the door (RFC 6750)."""
    if response.status_code == 401:
        wrong = ', error="invalid_token"' if "Authorization" in request.headers else ""
        response.headers["WWW-Authenticate"] = REALM + wrong
    return response
