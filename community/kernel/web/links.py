"""Links within the site: where a reader may be sent, and never anywhere else."""

from urllib.parse import urlsplit

from flask import request


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
