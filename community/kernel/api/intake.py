"""What comes with a request, before a view sees it: of the right type, readable, such as a database keeps."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, NoReturn

from apiflask.fields import Integer
from flask import abort, request

from ..errors import Refused
from ..paging import LARGEST

_UNSTORABLE: Final = re.compile("[\0\ud800-\udfff]")
_WHOLE: Final = re.compile(r"\s*[+-]?\d+\s*", re.ASCII)
_MOST_DIGITS: Final = 19


def check(view: Callable[..., Any]) -> None:
    """Refuse what no view could read: 400 for what is no JSON, 415 for another type, 422 for impossible values."""
    spec = getattr(view, "_spec", {})
    fields: dict[str, Any] = {}
    for schema, location in spec.get("args", ()):
        if location == "query":
            fields |= schema.fields
    check_names(request.args, list(fields))
    _check_numbers(fields)
    if "body" in spec:
        _check_body(spec["content_type"])


def check_names(given: Iterable[str], known: Sequence[str]) -> None:
    """Refuse a name that nothing is asked with: who is told everything in spite of a slip takes it for the answer."""
    if strange := sorted(set(given) - set(known)):
        told = ", ".join(known) or "nothing"
        raise Refused("“%(name)s” is not among what it can be asked with: %(known)s.", name=strange[0], known=told)


def _check_numbers(fields: dict[str, Any]) -> None:
    for name, field in fields.items():
        if isinstance(field, Integer):
            for text in request.args.getlist(name):
                if _WHOLE.fullmatch(text) and (len(text.strip()) > _MOST_DIGITS or abs(int(text)) > LARGEST):
                    abort(422, f"“{name}” is a larger number than we can keep.")


def _check_body(content_type: str | list[str]) -> None:
    taken = [content_type] if isinstance(content_type, str) else content_type
    if request.mimetype not in taken:
        abort(415, f"Send it as {' or '.join(taken)}.")
    if request.is_json:
        try:
            read = parsed(request.get_data())
        except ValueError:
            abort(400, "The body is not JSON that we can read.")
        check_values(read)


def parsed(body: bytes) -> Any:
    """Return what a body of JSON holds; raise ValueError for any other."""
    try:
        return json.loads(body, parse_constant=_no_number)
    except RecursionError:
        raise ValueError("it is too deep") from None


def check_values(read: Any) -> None:
    """Refuse what holds a character or number that no database keeps: 422."""
    for value in _values(read):
        _check_value(value)


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is not of JSON")


def _values(read: Any) -> Iterator[Any]:
    """Yield every name and value within what was read, however deep."""
    waiting = [read]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += [*value, *value.values()]
        elif isinstance(value, list):
            waiting += value
        else:
            yield value


def _check_value(value: Any) -> None:
    if isinstance(value, str) and _UNSTORABLE.search(value):
        abort(422, "The body holds a character that no text can have.")
    if isinstance(value, int | float) and abs(value) > LARGEST:
        abort(422, "The body holds a larger number than we can keep.")
