"""Calling a tool: its operation is asked as the API is, by the same token, and answers by the same rules."""

import json
from collections.abc import Mapping
from contextvars import copy_context
from typing import Any, Final
from urllib.parse import quote

from flask import Response, abort, current_app, request
from werkzeug.test import create_environ

from ...errors import Refused
from .. import intake, serving
from .tools import Tool

Arguments = Mapping[str, Any]
NOT_THERE: Final = (
    "What these arguments name is not there, or not for the owner of this token. Do not guess ids and names: look for "
    "it with search_search, or take them from the answer of a tool that lists, such as forum_list_boards."
)


def call(tool: Tool, arguments: Arguments) -> dict[str, Any]:
    """Return what a tool answers; where its operation says no, the sentence that the API says."""
    # In a copy of the context: what ends with the inner request, such as its id in the log, goes on for the outer.
    response: Response = copy_context().run(_asked, tool, arguments)
    told = response.get_json()
    if response.status_code != 200:
        return {"content": [_text(NOT_THERE if response.status_code == 404 else told["detail"])], "isError": True}
    return {"content": [_text(json.dumps(told, ensure_ascii=False))], "structuredContent": told, "isError": False}


def _text(words: str) -> dict[str, str]:
    return {"type": "text", "text": words}


def _asked(tool: Tool, arguments: Arguments) -> Response:
    """Return the answer of the tool's operation to a GET of its address."""
    texts = {name: _spelt(arguments[name]) for name in tool.names if arguments.get(name) is not None}
    query = {name: text for name, text in texts.items() if name not in tool.parts}
    headers = {"Authorization": request.headers["Authorization"]}
    below = {"SCRIPT_NAME": request.environ["SCRIPT_NAME"]}
    environ = create_environ(_path(tool, texts), query_string=query, headers=headers, environ_overrides=below)
    app, view = current_app, tool.operation.view
    with app.request_context(environ):
        try:
            _check(tool, arguments)
            return serving.answer(view.__wrapped__, request.view_args or {})  # type: ignore[attr-defined]
        except Exception as error:  # the application knows what to answer, whatever it is
            return app.make_response(app.handle_user_exception(error))


def _spelt(value: Any) -> str:
    """Return a value as an address spells it; what none can spell is refused later, and stands as a question mark."""
    text = value if isinstance(value, str) else json.dumps(value)
    return text.encode("utf-8", "replace").decode()


def _path(tool: Tool, texts: Mapping[str, str]) -> str:
    parts = {name: quote(texts.get(name, ""), safe="") for name in tool.parts}
    return tool.operation.path.format_map(parts)


def _check(tool: Tool, arguments: Arguments) -> None:
    """Refuse what the tool does not take, and what leads elsewhere than to its operation."""
    intake.check_values(arguments)
    intake.check_names(arguments, tool.names)
    if missing := sorted(name for name in tool.parts if arguments.get(name) in (None, "")):
        raise Refused("“%(name)s” is missing.", name=missing[0])
    if several := sorted(name for name, value in arguments.items() if isinstance(value, dict | list)):
        raise Refused("“%(name)s” is one text or number.", name=several[0])
    if request.endpoint != tool.operation.endpoint:
        abort(404)
