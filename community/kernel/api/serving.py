"""How every operation is served: who may call it, how often, what it takes, what its answer says beside its body."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from flask import Flask, Response, current_app, request

from ..auth import READING, admit, current_viewer, is_api
from ..web import limits
from . import intake, pages, repeats, versions
from .paths import operations


def init_app(app: Flask) -> None:
    """Serve each operation by the rules that all of them share."""
    for endpoint in {operation.endpoint for operation in operations(app)}:
        app.view_functions[endpoint] = served(app.view_functions[endpoint])

    @app.after_request
    def _tell_limits(response: Response) -> Response:
        if is_api():
            response.headers.update(limits.told())
            response.vary.add("Authorization")
        return response


def served(view: Callable[..., Any]) -> Callable[..., Response]:
    """Let a view do its own work only: what comes before and after it is the same for all."""

    @wraps(view)
    def serve(**parts: Any) -> Response:
        current_viewer()  # 401 for a token that opens nothing, before anything is counted or read
        limits.count_for_api()
        return answer(view, parts)

    return serve


def answer(view: Callable[..., Any], parts: Mapping[str, Any]) -> Response:
    """Return what a view answers to the present request, where its caller may ask; it is counted already."""
    admit(view.permission)  # type: ignore[attr-defined]
    intake.check(view)
    versions.check()
    response = repeats.answered(lambda: current_app.make_response(view(**parts)))
    if request.method in READING and response.status_code == 200:
        if pages.is_paged(view):
            pages.name_next(response)
        versions.mark(response)
    return response
