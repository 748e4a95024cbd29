"""Addresses that no view should have to doubt: numbers fit the database, and no zero byte comes through."""

from typing import Any

from flask import Flask, Response, abort, request
from werkzeug.routing import IntegerConverter, Map

LARGEST_ID = 2**63 - 1


def _digits_up_to(most: int) -> str:
    """Return the expression of the whole numbers up to `most`."""
    digits = str(most)
    smaller = [
        rf"{digits[:place]}[0-{int(digit) - 1}]\d{{{len(digits) - place - 1}}}"
        for place, digit in enumerate(digits)
        if digit > "0"
    ]
    return rf"0*(?:\d{{1,{len(digits) - 1}}}|{'|'.join(smaller)}|{digits})"


class IdConverter(IntegerConverter):
    """A whole number that a database column can hold; a larger one is an address that does not exist.

    The expression itself says so: a number that is refused later makes Werkzeug blame the method (405).
    """

    regex = _digits_up_to(LARGEST_ID)

    def __init__(self, map_: Map, **options: Any) -> None:
        super().__init__(map_, **{"max": LARGEST_ID, **options})


def init_app(app: Flask) -> None:
    """Refuse unreadable addresses before any room sees them; call it before the rooms are furnished."""
    app.url_map.converters["int"] = IdConverter

    @app.after_request
    def _lead_by_path(response: Response) -> Response:
        """Correct an address by its path alone: the host that a request names need not be ours."""
        if response.location and response.location.startswith(request.host_url):
            response.set_data("")  # it names that host too
            response.location = "/" + response.location.removeprefix(request.host_url).lstrip("/\\")
        return response

    @app.before_request
    def _refuse_zeros() -> None:
        if "\0" in request.path:
            abort(404)
        if b"%00" in request.query_string:
            abort(400)
