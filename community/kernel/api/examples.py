"""Examples of what is sent and answered, made of the shapes themselves; pure.

A value is what its field names as an example, else what such fields usually hold, else the plainest of its kind.
"""

from collections.abc import Mapping
from typing import Any, Final

Shape = Mapping[str, Any]

USUAL: Final[Mapping[str, Any]] = {
    "id": 42,
    "url": "/forum/topics/42/the-hub-does-not-find-my-battery",
    "title": "The hub does not find my battery",
    "author": "Ines Asker",
    "author_handle": "ines-asker",
    "by": "Abel Agent",
    "by_handle": "abel-agent",
    "owner_handle": "abel-agent",
    "handle": "ines-asker",
    "name": "Hub and app",
    "slug": "hub-and-app",
    "board": "hub-and-app",
    "description": "All about the hub and its app",
    "html": "<p>Restart it, and look again.</p>",
    "body": "Restart it, and look again.",
    "snippet": "The <mark>hub</mark> does not find my battery",
    "excerpt": "The hub does not find my battery.",
    "q": "battery",
    "tags": ["battery"],
    "kind": "question",
    "reason": "It is settled.",
    "visibility": "public",
    "next": "W3sidCI6IjIwMjYtMDMtMDJUMDk6MzA6MDArMDA6MDAifSw0Ml0",
    "notices": [],
    "seq": 1042,
}
_PLAIN: Final[Mapping[str, Any]] = {"string": "word", "integer": 3, "number": 1.5, "boolean": False, "null": None}
_FORMATS: Final[Mapping[str, str]] = {"date-time": "2026-03-02T09:30:00+00:00", "date": "2026-03-02"}
_KINDS: Final[Mapping[str, type | tuple[type, ...]]] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "array": list,
    "object": dict,
}


def example(shape: Shape, shapes: Mapping[str, Shape], name: str = "") -> Any:
    """Return an example of `shape`, whose references lead into `shapes`; `name` is that of its field."""
    if "$ref" in shape:
        return example(shapes[shape["$ref"].rpartition("/")[2]], shapes, name)
    for given in ("example", "default"):
        if shape.get(given) is not None:
            return shape[given]
    if shape.get("enum"):
        return shape["enum"][0]
    for several in ("anyOf", "oneOf", "allOf"):
        if several in shape:
            return example(shape[several][0], shapes, name)
    return _of_type(shape, shapes, name)


def _of_type(shape: Shape, shapes: Mapping[str, Shape], name: str) -> Any:
    kind = _kind(shape)
    usual = USUAL.get(name)
    if usual is not None and kind in _KINDS and isinstance(usual, _KINDS[kind]) and not _holds_things(shape, usual):
        return usual
    if kind == "object" or "properties" in shape:
        return {key: example(value, shapes, key) for key, value in shape.get("properties", {}).items()}
    if kind == "array":
        return [example(shape.get("items", {}), shapes, name.removesuffix("s"))]
    if kind == "string" and shape.get("format") in _FORMATS:
        return _FORMATS[shape["format"]]
    if kind in ("integer", "number"):
        return max(shape.get("minimum", 3), min(3, shape.get("maximum", 3)))
    return _PLAIN.get(kind)


def _holds_things(shape: Shape, usual: Any) -> bool:
    """Tell whether a list is of things with fields, while `usual` is a list of words."""
    return bool(isinstance(usual, list) and usual and _kind(shape.get("items", {})) != "string")


def _kind(shape: Shape) -> str:
    kind = shape.get("type", "object" if "properties" in shape else "null")
    return next((one for one in kind if one != "null"), "null") if isinstance(kind, list) else str(kind)
