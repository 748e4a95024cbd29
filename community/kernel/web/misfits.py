"""Which values of a request do not fit, each with its place and the reason; pure."""

from collections.abc import Iterator, Mapping
from typing import Any

PLACES = {"json": "body", "form_and_files": "body", "files": "body", "form": "body", "headers": "header"}


def misfits(told: Any) -> list[dict[str, str]]:
    """Return what marshmallow tells of a request (place -> field -> sentences) as a flat list."""
    if not isinstance(told, Mapping):
        return []
    found = (entry for place, inner in told.items() for entry in _within(PLACES.get(str(place), str(place)), inner))
    return [{"at": at, "detail": detail} for at, detail in found]


def _within(at: str, told: Any) -> Iterator[tuple[str, str]]:
    if isinstance(told, Mapping):
        for name, inner in told.items():
            yield from _within(f"{at}.{name}", inner)
    else:
        for sentence in told if isinstance(told, list) else [told]:
            yield at, str(sentence)
