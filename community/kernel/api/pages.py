"""The next page of a list, named in the Link header (RFC 8288) as well as in the body."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from flask import Response, request

from ..web.links import full_url

KEY = "next"


def is_paged(view: Callable[..., Any]) -> bool:
    """Tell whether the answer of a view names a next page."""
    schema = getattr(view, "_spec", {}).get("response", {}).get("schema")
    return KEY in getattr(schema, "fields", {})


def name_next(response: Response) -> None:
    """Name the next page where there is one."""
    if key := (response.get_json() or {}).get(KEY):
        asked = [(name, value) for name, value in request.args.items(multi=True) if name != "after"]
        url = full_url(f"{request.path}?{urlencode([*asked, ('after', key)])}")
        response.headers["Link"] = f'<{url}>; rel="{KEY}"'
