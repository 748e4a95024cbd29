"""What all groups of operations share: how arguments become a request, and an answer what it holds."""

import enum
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final, Protocol, TypeAlias, TypeVar
from urllib.parse import quote
from uuid import uuid4

import requests

from .decoding import Shape, decoded
from .errors import Unexpected
from .wire import KEY, Wire


class Null(enum.Enum):
    """The type of NULL."""

    NULL = "null"


NULL: Final = Null.NULL
"""Takes a value away, where None says nothing about it: `client.boards.change("hub", organisation=NULL)`."""

Upload: TypeAlias = Path | tuple[str, bytes]
"""A file to send: where it lies, or its name and content."""

LONGEST_PAGE: Final = 100
Answer = TypeVar("Answer", bound=Shape)
Row = TypeVar("Row")


class Page(Protocol):
    """A part of a list; `next` leads to the next part."""

    @property
    def next(self) -> str | None: ...


APage = TypeVar("APage", bound=Page)


class Resource:
    """A group of operations on one kind of things."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._wire.address!r})"

    def _ask(self, shape: type[Answer], method: str, path: str, **more: Any) -> Answer:
        """Return what the community answers, as a `shape`."""
        answer = self._sent(method, path, **more)
        try:
            told = answer.json()
        except requests.JSONDecodeError as error:
            raise Unexpected(f"{method} {path} was answered with something else than JSON.") from error
        return decoded(shape, told, answer.headers.get("ETag"))

    def _do(self, method: str, path: str, **more: Any) -> None:
        """Have something done that is answered without words."""
        self._sent(method, path, **more)

    def _fetch(self, method: str, path: str, **more: Any) -> bytes:
        """Return the bytes of a file."""
        return self._sent(method, path, **more).content

    def _sent(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        files: Sequence[Upload] | None = None,
        if_match: str | None = None,
        key: str | None = None,
    ) -> requests.Response:
        headers = {"If-Match": if_match} if if_match else {}
        if method == "POST":
            headers[KEY] = key or uuid4().hex
        more: dict[str, Any] = {}
        if query is not None:
            more["params"] = {name: _spelled(value) for name, value in query.items() if value is not None}
        if body is not None:
            more["json"] = {name: _written(value) for name, value in body.items() if value is not None}
        if files is not None:
            more["files"] = [("files", _opened(one)) for one in files]
        return self._wire.send(method, path, headers=headers, **more)


def part(word: str) -> str:
    """Return a word as a part of an address."""
    return quote(word, safe="")


def paged(read: Callable[[str | None], APage], rows: Callable[[APage], Sequence[Row]]) -> Iterator[Row]:
    """Yield the rows of every page; `read` reads the page behind a key, the first one behind None."""
    page = read(None)
    yield from rows(page)
    while page.next is not None:
        page = read(page.next)
        yield from rows(page)


def _spelled(value: Any) -> str:
    """Return a value as an address spells it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _written(value: Any) -> Any:
    """Return a value as JSON writes it."""
    if value is NULL:
        return None
    return value.isoformat() if isinstance(value, date) else value


def _opened(upload: Upload) -> tuple[str, bytes]:
    return (upload.name, upload.read_bytes()) if isinstance(upload, Path) else upload
