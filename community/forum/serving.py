"""Giving a file to whoever may have it, by page or by program."""

from flask import Response, abort, send_file

from community.kernel import blobs

from .models import File

# What a browser may do with a file that it opens by itself: nothing.
SANDBOX = {
    "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def given(found: File, digest: str, media_type: str) -> Response:
    """Answer with a content, part of it, or that it has not changed; each look asks again whether it may be seen."""
    path = blobs.store().path(digest)
    if not path.is_file():
        abort(404)
    response = send_file(
        path,
        mimetype=media_type,
        as_attachment=not media_type.startswith("image/"),
        download_name=found.name,
        etag=digest,
        conditional=True,
    )
    response.headers.update(SANDBOX)
    response.cache_control.public = False
    response.cache_control.private = response.cache_control.no_cache = True
    return response
