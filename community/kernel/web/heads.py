"""What the head of a page tells to search engines, and to those with whom its address is shared.

A page without a Head asks not to be indexed. One with a Head shows it to visitors only, who see what everybody may see.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import request
from werkzeug.urls import iri_to_uri

from . import static
from .links import full_url

SHARED_PICTURE = "share.png"


@dataclass(frozen=True, kw_only=True)
class Head:
    """Where a public page stands, what it is about, and what schema.org says of it.

    `kind` is of the Open Graph protocol; `data` is asked only when the head is shown. What `moves` are later pages of a
    list, whose entries are others tomorrow: they may be followed, and are not indexed.
    """

    path: str
    description: str
    kind: str = "website"
    data: Callable[[], Mapping[str, Any]] | None = None
    moves: bool = False

    @property
    def url(self) -> str:
        return full_url(iri_to_uri(self.path))

    @property
    def image(self) -> str:
        return full_url(static.url(SHARED_PICTURE))


def of_list(says: str, *, plain: bool = True) -> Head:
    """Return the head of the list at the present address.

    A later page stands for itself; another order of the same rows (not `plain`) leads to the list as it is.
    """
    after = request.args.get("after") if plain else None
    return Head(path=later(request.path, after), description=says, moves=after is not None)


def later(path: str, after: str | None) -> str:
    """Return the address of the page of `path` that begins behind `after`."""
    return f"{path}?after={after}" if after else path
