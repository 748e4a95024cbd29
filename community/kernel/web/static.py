"""Static files under an address that changes with their contents, so that browsers may keep them for a year."""

import gzip
import hashlib
import mimetypes
from functools import cache
from pathlib import Path

from flask import Flask, Response, abort, request

from ..files import resource

COMPRESSED = (".css", ".js", ".svg", ".json", ".html", ".txt")
YEAR_SECONDS = 31_536_000


@cache
def version() -> str:
    """Return the digest of all static files together."""
    digest = hashlib.sha256()
    for path in sorted(p for p in _folder().rglob("*") if p.is_file()):
        digest.update(path.relative_to(_folder()).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def url(path: str) -> str:
    """Return the address of the static file at `path`."""
    return f"/static/{version()}/{path}"


def init_app(app: Flask) -> None:
    """Serve the static folder."""
    app.add_url_rule("/static/<digest>/<path:name>", "static", _serve, methods=["GET"])


def _folder() -> Path:
    return resource("templates") / "static"


@cache
def _names() -> frozenset[str]:
    return frozenset(p.relative_to(_folder()).as_posix() for p in _folder().rglob("*") if p.is_file())


@cache
def _read(name: str, *, compressed: bool) -> bytes:
    data = (_folder() / name).read_bytes()
    return gzip.compress(data, 9, mtime=0) if compressed else data


def _serve(digest: str, name: str) -> Response:
    if digest != version() or name not in _names():  # only what is there: nothing else can be reached or remembered
        abort(404)
    compressed = name.endswith(COMPRESSED) and "gzip" in request.headers.get("Accept-Encoding", "")
    data = _read(name, compressed=compressed)
    response = Response(data, mimetype=mimetypes.guess_type(name)[0] or "application/octet-stream")
    response.headers["Cache-Control"] = f"public, max-age={YEAR_SECONDS}, immutable"
    response.headers["Vary"] = "Accept-Encoding"
    if compressed:
        response.headers["Content-Encoding"] = "gzip"
    return response
