"""The shapes that operations share: how a list is paged, and how a problem is told."""

from typing import Any, Final

from apiflask import Schema
from apiflask.fields import Integer, String
from apiflask.validators import Length, Range

LONGEST_PAGE: Final = 100


class PageQuery(Schema):
    """How a list is paged: `after` is the `next` of the page before."""

    after = String(
        load_default=None,
        validate=Length(max=400),
        metadata={"description": "The `next` of the page before; without it, the first page."},
    )
    limit = Integer(
        load_default=20,
        validate=Range(min=1, max=LONGEST_PAGE),
        metadata={"description": "How many entries a page has at most."},
    )


PROBLEM: Final[dict[str, Any]] = {
    "type": "object",
    "description": "What went wrong, as RFC 9457 tells it; `detail` is a sentence for people.",
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string"},
        "instance": {"type": "string", "format": "uri-reference"},
        "errors": {
            "type": "array",
            "description": "Each value that does not fit: where it stands, and why.",
            "items": {
                "type": "object",
                "properties": {"at": {"type": "string"}, "detail": {"type": "string"}},
                "required": ["at", "detail"],
            },
        },
    },
    "required": ["type", "title", "status", "detail", "instance"],
}
