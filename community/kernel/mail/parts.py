"""The headers and parts of a message, and what a part holds; what is broken is read as far as it goes; pure."""

from collections.abc import Iterator
from email import policy
from email.message import Message
from typing import Any, Final

from ..texts import clean

MOST_PARTS: Final = 200
_WORDS: Final = ("text/plain", "text/html")


def header(message: Message, name: str) -> str:
    """Return a header in one line; empty where it is missing, or broken beyond reading."""
    return next(headers(message, name), "")


def headers(message: Message, name: str) -> Iterator[str]:
    """Yield every header of a name, each in one line; what is broken is read as it stands."""
    for key, raw in message.raw_items():
        if key.lower() != name.lower():
            continue
        try:
            value = str(policy.default.header_fetch_parse(key, raw))
        except Exception:  # the parser of the standard library fails on broken ones in many ways
            value = str(raw)
        yield " ".join(clean(value.encode("utf-8", "replace").decode()).split())


def is_file(part: Message) -> bool:
    """Tell whether a part holds something else than the words of the message."""
    placed = header(part, "Content-Disposition").lower()
    return placed.startswith("attachment") or "filename" in placed or part.get_content_type() not in _WORDS


def parts(message: Message) -> Iterator[Message]:
    """Yield a message and its parts, each before what it holds, without climbing down by recursion."""
    waiting, seen = [message], 0
    while waiting and seen < MOST_PARTS:
        part = waiting.pop()
        yield part
        seen += 1
        inner: Any = part.get_payload()
        if isinstance(inner, list) and part.get_content_type() != "message/rfc822":
            waiting += reversed(inner)


def words(part: Message) -> str:
    """Return the text of a part, whatever its charset says."""
    payload = content_of(part)
    try:
        charset = str(part.get_content_charset() or "utf-8")
    except Exception:  # broken headers fail in many ways
        return ""
    for name in (charset, "utf-8"):
        try:
            return payload.decode(name)
        except (LookupError, ValueError):
            continue
    return payload.decode("latin-1")


def content_of(part: Message) -> bytes:
    """Return what a part holds; nothing where its encoding is broken."""
    try:
        payload: Any = part.get_payload(decode=True)
    except Exception:  # broken encodings fail in many ways
        return b""
    return payload if isinstance(payload, bytes) else b""
