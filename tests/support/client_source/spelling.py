"""How Python spells the types that the description names: those that are answered, and those that are asked for."""

from collections.abc import Callable
from typing import Any

Spec = dict[str, Any]
_PLAIN = {"string": "str", "integer": "int", "number": "float", "boolean": "bool"}
_FORMATS = {"date-time": "datetime", "date": "date"}


def shape_class(name: str) -> str:
    """Return what the class of an answered shape is called: `TopicOut` is Topic."""
    if not name.endswith("Out"):
        raise ValueError(f"{name} is answered, and does not end in Out; give the answer a shape of its own.")
    return name.removesuffix("Out")


def is_nullable(schema: Spec) -> bool:
    return "null" in schema.get("type", ()) or {"type": "null"} in schema.get("anyOf", ())


def answered(schema: Spec) -> str:
    """Return the type of a value in an answer."""
    return _spelled(schema, "tuple[{}, ...]", shape_class) + (" | None" if is_nullable(schema) else "")


def asked(schema: Spec) -> str:
    """Return the type of a value in a request, without null."""
    return _spelled(schema, "Sequence[{}]", str)


def asked_within(schema: Spec) -> str:
    """Return the type of a value within a part of a request, where null is None."""
    return asked(schema) + (" | None" if is_nullable(schema) else "")


def _spelled(schema: Spec, several: str, named: Callable[[str], str]) -> str:
    if "anyOf" in schema:
        (schema,) = (one for one in schema["anyOf"] if one != {"type": "null"})
    if "$ref" in schema:
        return named(schema["$ref"].rpartition("/")[2])
    if "enum" in schema:
        words = ", ".join(f'"{word}"' for word in schema["enum"] if word is not None)
        return f"Literal[{words}]"
    kind = schema["type"] if isinstance(schema["type"], str) else next(one for one in schema["type"] if one != "null")
    if kind == "array":
        return several.format(_spelled(schema["items"], several, named))
    if kind == "object":
        values = schema.get("additionalProperties") or {}
        return f"Mapping[str, {_spelled(values, several, named) if values else 'Any'}]"
    return _FORMATS.get(schema.get("format", "")) or _PLAIN[kind]
