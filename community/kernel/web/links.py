"""Links within the site: where a reader may be sent, and never anywhere else; and as the outside knows them."""

from urllib.parse import urljoin, urlsplit

from flask import current_app, request


def is_local(target: str) -> bool:
    """Tell whether `target` is a path of this site (and not //elsewhere or a scheme)."""
    parts = urlsplit(target.replace("\\", "/"))
    return not parts.scheme and not parts.netloc and target.startswith("/") and not target.startswith("//")


def same_site_referrer() -> str | None:
    """Return the page the reader comes from when it is ours, as a path."""
    parts = urlsplit(request.referrer or "")
    if parts.netloc != request.host:
        return None
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    return path if is_local(path) else None


def full_url(path: str) -> str:
    """Return the whole address of a path of this site, as people outside use it."""
    base: str = current_app.extensions["settings"].base_url
    return urljoin(base, path)
