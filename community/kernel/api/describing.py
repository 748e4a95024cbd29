"""The description of the API (OpenAPI 3.1) at /api/openapi.json: what views say, completed by what holds for all.

A view says its shapes and, by its docstring, what it does. Names, rights, problems, headers, limits of ids, examples
and links are added here, so that no operation can lack them.
"""

from collections.abc import Mapping
from inspect import cleandoc
from typing import Any, Final

from apiflask import APIFlask
from apispec import BasePlugin
from flask import current_app

from ..auth import ANONYMOUS, EVERYONE, MEMBERS, ROLES
from ..paging import LARGEST
from ..rooms import house
from . import answers, pages, parts, repeats
from .examples import example
from .links import links, operation_id
from .paths import Operation, operations
from .shapes import PROBLEM

Spec = dict[str, Any]

ABOUT: Final = (
    "What the pages offer, for programs. Errors are `application/problem+json` (RFC 9457); lists page by key; "
    "every answer to a GET bears an ETag; a POST may bear an Idempotency-Key. Read more at /api/docs."
)
SCHEME: Final = {
    "type": "http",
    "scheme": "bearer",
    "description": "A token of your own, made on the page of tokens in your settings: `Authorization: Bearer gsw_…`.",
}
_TEXT: Final = {"schema": {"type": "string"}}
HEADERS: Final[Mapping[str, Spec]] = {
    "ETag": {"description": "The version of this answer, for `If-None-Match` and `If-Match`.", **_TEXT},
    "Link": {"description": "The next page (`rel=next`), where there is one.", **_TEXT},
    "RateLimit": {"description": "How many requests are left (`r`), and until when (`t`, in seconds).", **_TEXT},
    "RateLimit-Policy": {"description": "How many requests (`q`) in how many seconds (`w`).", **_TEXT},
    "Retry-After": {"description": "After how many seconds to try again.", "schema": {"type": "integer", "minimum": 1}},
    "WWW-Authenticate": {"description": "`Bearer`.", **_TEXT},
    repeats.REPLAYED: {"description": "`true` where this is the answer of the same request before.", **_TEXT},
}
PARAMETERS: Final[Mapping[str, Spec]] = {
    "If-None-Match": {"description": "An ETag that you have: 304 where nothing changed since."},
    "If-Match": {"description": "An ETag that you have: 412 where it was changed since."},
    repeats.HEADER: {
        "description": "A word of your own, new for each act: a repetition within 24 hours has no second effect.",
        "schema": {"type": "string", "minLength": 1, "maxLength": repeats.LONGEST, "pattern": "^[!-~]+$"},
    },
}


class Told(BasePlugin):
    """Says of each shape what its class says in its docstring."""

    def schema_helper(self, name: str, definition: Spec, **more: Any) -> Spec:
        """Return what is added to the shape called `name`."""
        schema = more.get("schema")
        words = (schema if isinstance(schema, type) else type(schema)).__doc__
        return {"description": cleandoc(words)} if schema is not None and words else {}


def init_app(app: APIFlask) -> None:
    """Describe the API once the first one asks."""
    app.spec_plugins.append(Told())
    app.description = ABOUT
    app.config |= {
        "OPENAPI_VERSION": "3.1.0",
        "SPEC_FORMAT": "json",
        "AUTO_404_RESPONSE": False,
        "AUTO_VALIDATION_ERROR_RESPONSE": False,
        "SECURITY_SCHEMES": {"bearer": SCHEME},
    }
    app.spec_processor(completed)


def completed(spec: Any) -> Any:
    """Return the description with everything that holds for all operations."""
    components = spec["components"]
    shapes = components.setdefault("schemas", {})
    for name, shape in shapes.items():
        _close(name, shape)
    shapes["Problem"] = PROBLEM
    components["responses"] = answers.components({"$ref": "#/components/schemas/Problem"})
    components["headers"] = dict(HEADERS)
    components["parameters"] = {
        name: {"name": name, "in": "header", "required": False, **_TEXT} | more for name, more in PARAMETERS.items()
    }
    every = list(operations(current_app))
    readable = {operation.path for operation in every if not operation.writes}
    for operation in every:
        described = spec["paths"][operation.path][operation.method.lower()]
        _complete(described, operation, bound=operation.path in readable)
        _show(described, operation, shapes, every)
    return spec


def _close(name: str, shape: Spec) -> None:
    """Say of a shape what marshmallow leaves open: what comes holds nothing else, what goes holds all of it.

    A form with files is left open: whatever else comes with them is not read.
    """
    if name.endswith("In"):
        shape["additionalProperties"] = _holds_files(shape)
    else:
        shape["required"] = list(shape.get("properties", {}))
    for field in shape.get("properties", {}).values():
        _bound(field)


def _holds_files(shape: Spec) -> bool:
    fields = shape.get("properties", {}).values()
    return any("binary" in (field.get("format"), field.get("items", {}).get("format")) for field in fields)


def _bound(field: Spec) -> None:
    """Say how large a whole number can be."""
    if "integer" in field.get("type", ()):
        field["format"] = "int64"


def _complete(described: Spec, operation: Operation, *, bound: bool) -> None:
    """Add an operation's name, rights, parameters and problems."""
    roles = house().permissions[operation.view.permission]  # type: ignore[attr-defined]
    described["operationId"] = operation_id(operation)
    described["security"] = _security(operation, roles)
    described["description"] = " ".join(filter(None, [described.get("description", ""), _needs(operation, roles)]))
    described["x-permission"] = operation.view.permission  # type: ignore[attr-defined]
    asks = any(parameter["in"] == "query" for parameter in described["parameters"])
    for parameter in described["parameters"]:
        _narrow(parameter)
    bound = bound and operation.method in ("PUT", "PATCH", "DELETE")
    described["parameters"] += [{"$ref": f"#/components/parameters/{name}"} for name in _headers_of(operation, bound)]
    body = "requestBody" in described
    if body:
        described["requestBody"]["required"] = True
    codes = answers.codes(
        roles=roles, writes=operation.writes, parts="{" in operation.path, asks=asks, body=body, bound=bound
    )
    for code in codes:
        ref = {"$ref": f"#/components/responses/{answers.ANSWERS[code].name}"}
        described["responses"].setdefault(str(code), ref)


def _narrow(parameter: Spec) -> None:
    """Say what an address can hold: ids that a database can keep, and no null, which no address spells."""
    shape = parameter["schema"]
    if parameter["in"] == "path":
        parameter |= {"description": parts.meaning(parameter["name"]), "example": parts.example(parameter["name"])}
    _bound(shape)
    if "integer" in shape.get("type", ()):
        shape |= {"minimum": shape.get("minimum", 1), "maximum": shape.get("maximum", LARGEST)}
    shape.pop("nullable", None)
    if shape.get("default", "") is None:
        del shape["default"]


def _headers_of(operation: Operation, bound: bool) -> list[str]:
    when = {"If-None-Match": not operation.writes, "If-Match": bound, repeats.HEADER: operation.method == "POST"}
    return [name for name, holds in when.items() if holds]


def _security(operation: Operation, roles: frozenset[str]) -> list[Spec]:
    """Return which token opens an operation; OpenAPI 3.1 lets the scopes of a bearer token stand in its list."""
    scopes = ["write"] if operation.writes else ["read"]
    if not roles >= MEMBERS:
        scopes.append("role")
    token = [{"bearer": scopes}]
    return [{}, *token] if ANONYMOUS in roles and not operation.writes else token


def _needs(operation: Operation, roles: frozenset[str]) -> str:
    """Return the sentence on who may call an operation."""
    write = " that may write" if operation.writes else ""
    if not roles >= MEMBERS:
        names = " or ".join(role for role in ROLES if role in roles)
        return f"Needs a token{write} with the role of its member, who is {names}."
    if roles == EVERYONE and not operation.writes:
        return "Works without a token, and shows what everybody may see."
    return f"Needs a token{write}."


def _show(described: Spec, operation: Operation, shapes: Mapping[str, Spec], every: list[Operation]) -> None:
    """Add examples, headers and links to what goes in and out."""
    for content in described.get("requestBody", {}).get("content", {}).values():
        content.setdefault("example", example(content["schema"], shapes))
    for code, answer in described["responses"].items():
        if not code.startswith("2"):
            continue
        answer["headers"] = {name: {"$ref": f"#/components/headers/{name}"} for name in _told_by(operation)}
        for content in answer.get("content", {}).values():
            if "schema" not in content:  # bytes of a file, of which there is no example
                continue
            content.setdefault("example", example(content["schema"], shapes))
            if found := links(operation, _followed(content["schema"], shapes), every):
                answer["links"] = found
    if not operation.writes:
        described["responses"]["304"] = {"description": "Nothing changed since the version that you have."}


def _told_by(operation: Operation) -> list[str]:
    told = ["RateLimit", "RateLimit-Policy"]
    if not operation.writes:
        told.append("ETag")
    if pages.is_paged(operation.view):
        told.append("Link")
    return [*told, repeats.REPLAYED] if operation.method == "POST" else told


def _followed(shape: Spec, shapes: Mapping[str, Spec]) -> Spec:
    """Return a shape in which references stand no more."""
    if "$ref" in shape:
        return _followed(shapes[shape["$ref"].rpartition("/")[2]], shapes)
    return {key: _followed(value, shapes) if isinstance(value, dict) else value for key, value in shape.items()}
