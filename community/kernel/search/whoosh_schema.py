"""The shape of the Whoosh index. Whoosh keeps references to these classes: never rename this module or them."""

from collections.abc import Generator, Mapping, Sequence
from typing import Any

from whoosh import fields, formats
from whoosh.system import pack_uint

from . import analysis

FORMAT = f"1.{analysis.VERSION}"  # part of each generation's name: an index of another make is not opened
Posting = tuple[bytes, int, float, bytes]  # term, how often, weight, places as Whoosh encodes them


class Places(fields.TEXT):
    """A field of terms with their places, analysed by us: its value is {term: (weight, [place, ...])}."""

    def index(self, value: Mapping[str, tuple[float, Sequence[int]]], **_: Any) -> Generator[Posting, Any, None]:
        encode = formats.Positions().encode
        for term, (weight, places) in value.items():
            yield term.encode(), len(places), weight, encode(places)


class Terms(fields.KEYWORD):
    """A field of whole values without places: its value is a collection of strings."""

    def index(self, value: Sequence[str], **_: Any) -> Generator[Posting, Any, None]:
        once = pack_uint(1)
        for term in sorted(set(value)):
            yield term.encode("utf-8", "replace"), 1, 1.0, once


def schema() -> fields.Schema:
    """Return the schema of an index."""
    return fields.Schema(
        key=fields.ID(unique=True, stored=True),
        text=Places(),
        words=Terms(),  # spellable words of title and tags
        scope=Terms(),
        board=Terms(),
        tags=Terms(),
        author=Terms(),
        kind=Terms(),
        solved=Terms(),
        stored=fields.STORED(),  # (kind, thing id, digest); for the mark's own document, the mark
    )
