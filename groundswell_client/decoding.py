"""From the JSON of an answer to a frozen dataclass: by the types of its fields, what is new in it is left out."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from types import NoneType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from .errors import Unexpected

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Shape:
    """What an answer holds. `etag` is the version of a whole answer to a GET, for `if_match`; parts of it have none."""

    etag: str | None = field(default=None, init=False, repr=False, compare=False)


def decoded(shape: type[T], value: Any, etag: str | None = None) -> T:
    """Return `value` as a `shape`; raise Unexpected where it is another."""
    made = _decoded(shape, value)
    object.__setattr__(made, "etag", etag)
    return made  # type: ignore[no-any-return]


def _decoded(wanted: Any, value: Any) -> Any:
    if dataclasses.is_dataclass(wanted):
        return _made(wanted, value)
    if wanted is datetime or wanted is date:
        return wanted.fromisoformat(value)
    parts = get_args(wanted)
    if NoneType in parts:
        return None if value is None else _decoded(next(one for one in parts if one is not NoneType), value)
    if get_origin(wanted) is tuple:
        return tuple(_decoded(parts[0], one) for one in value)
    if get_origin(wanted) is Mapping:
        return {name: _decoded(parts[1], one) for name, one in value.items()}
    return value


def _made(shape: Any, value: Any) -> Any:
    if not isinstance(value, dict):
        raise Unexpected(f"The answer holds no {shape.__name__}.")
    types = _types(shape)
    if missing := sorted(types.keys() - value.keys()):
        raise Unexpected(f"The {shape.__name__} in the answer has no “{missing[0]}”.")
    try:
        return shape(**{name: _decoded(kind, value[name]) for name, kind in types.items()})
    except (TypeError, ValueError, AttributeError) as error:
        raise Unexpected(f"The {shape.__name__} in the answer is not as described.") from error


@cache
def _types(shape: Any) -> dict[str, Any]:
    hints = get_type_hints(shape)
    return {one.name: hints[one.name] for one in dataclasses.fields(shape) if one.init}
