"""Shapes that the operations of several rooms take and give: words, reasons, what was made, people."""

from collections.abc import Mapping
from typing import Any

from apiflask import Schema
from apiflask.fields import Integer, List, String
from apiflask.validators import Range

from . import notices
from .texts import clean
from .web.routing import LARGEST_ID


class Text(String):
    """Words in their stored form: without what no page and no database wants."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **more: Any) -> str:
        text = super()._deserialize(value, attr, data, **more) or ""
        return clean(text.encode("utf-8", "ignore").decode("utf-8"))  # half a character is none


class Id(Integer):
    """The number of a thing, which a database column can hold."""

    def __init__(self, **more: Any) -> None:
        super().__init__(strict=True, validate=Range(min=1, max=LARGEST_ID), **more)


class BodyIn(Schema):
    """A text in Markdown."""

    body = Text(required=True, metadata={"example": "Restart it, and look again."})


class ReasonIn(Schema):
    """Why it is done; those whom it concerns read it."""

    reason = Text(required=True, metadata={"example": "It was settled last week."})


class MadeOut(Schema):
    """What was made: its number, its page, and what its writer should know, such as that a card number was masked."""

    id = Integer()
    url = String()
    notices = List(String())


class PersonOut(Schema):
    """A person; who has no account any more has no id."""

    id = Integer(allow_none=True)
    name = String()
    handle = String()
    role = String()


def made(thing_id: int, url: str) -> dict[str, Any]:
    """Return what was made, as `MadeOut` tells it."""
    return {"id": thing_id, "url": url, "notices": notices.taken()}


def fields(row: Any, *names: str) -> dict[str, Any]:
    """Return these attributes of a row by their names."""
    return {name: getattr(row, name) for name in names}
