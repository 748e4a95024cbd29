"""Acts without a new page: a script is answered with the part that changed, everybody else is led back to it."""

from collections.abc import Callable

from flask import Response, redirect, request
from flask.typing import ResponseReturnValue

SAID = "#said"  # where a page shows, and reads aloud, what the house has to say


def by_script() -> bool:
    """Tell whether htmx asks, and puts the answer into the page that is open."""
    return request.headers.get("HX-Request") == "true"


def done(way: str, target: str, part: Callable[[], str]) -> ResponseReturnValue:
    """Answer an act that was done: with the `part` that takes the place of `target`, or with the way back."""
    return put(part(), target) if by_script() else redirect(way, 303)


def put(html: str, target: str, *, inside: bool = False, status: int = 200) -> Response:
    """Return a part of a page and the place that it takes: of the target itself, or of what is inside it."""
    response = Response(html, status, mimetype="text/html")
    response.headers["HX-Retarget"] = target
    response.headers["HX-Reswap"] = "innerHTML" if inside else "outerHTML"
    response.headers["HX-Reselect"] = ".notice" if inside else target
    response.headers["Vary"] = "HX-Request"
    return response


def leave_for(url: str) -> Response:
    """Send the open page elsewhere; a redirect would be followed by the script and not by the page."""
    return Response(status=204, headers={"HX-Redirect": url})
