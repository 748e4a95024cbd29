"""Headers of every answer: what a browser may load, a request's id, and one log line a request."""

import re
import time
import uuid

import structlog
from flask import Flask, Response, g, request

from ..config import Settings

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'none'"
)
FIXED = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_REQUEST_ID = re.compile(r"[\w.-]{8,64}", re.ASCII)
log = structlog.get_logger("groundswell.request")


def init_app(app: Flask, settings: Settings) -> None:
    """Give each request an id and each answer its headers and log line."""
    secure = settings.base_url.startswith("https://")

    @app.before_request
    def _begin() -> None:
        given = request.headers.get("X-Request-ID", "")
        g.request_id = given if _REQUEST_ID.fullmatch(given) else uuid.uuid4().hex
        g.began = time.perf_counter()
        structlog.contextvars.bind_contextvars(request_id=g.request_id)

    @app.after_request
    def _finish(response: Response) -> Response:
        for name, value in FIXED.items():
            response.headers.setdefault(name, value)
        if secure:
            response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        response.headers["X-Request-ID"] = g.get("request_id", "")
        if not response.cache_control:
            response.cache_control.private = True
            response.cache_control.no_cache = True
        log.info(
            "request",
            method=request.method,
            path=request.path,
            status=response.status_code,
            ms=round(1000 * (time.perf_counter() - g.get("began", time.perf_counter())), 1),
        )
        return response

    @app.teardown_request
    def _end(_error: BaseException | None) -> None:
        structlog.contextvars.unbind_contextvars("request_id")
