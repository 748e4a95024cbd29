"""Where the API stands: its prefix, and its operations among all addresses of the house."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from flask import Flask

PREFIX: Final = "/api/v1"
METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE")
_PART = re.compile(r"<(?:[^<:]+:)?([^>]+)>")


@dataclass(frozen=True)
class Operation:
    """One method of one address: `path` as OpenAPI writes it, and the view that answers."""

    method: str
    path: str
    endpoint: str
    view: Callable[..., Any]

    @property
    def room(self) -> str:
        return self.endpoint.partition("_api.")[0]

    @property
    def writes(self) -> bool:
        return self.method != "GET"


def is_of_api(blueprint: str) -> bool:
    """Tell whether a blueprint holds operations of the API."""
    return blueprint.endswith("_api")


def operations(app: Flask) -> Iterator[Operation]:
    """Yield every operation of the API."""
    for rule in app.url_map.iter_rules():
        if is_of_api(rule.endpoint.partition(".")[0]):
            for method in METHODS:
                if method in (rule.methods or ()):
                    path = _PART.sub(r"{\1}", rule.rule)
                    yield Operation(method, path, rule.endpoint, app.view_functions[rule.endpoint])
