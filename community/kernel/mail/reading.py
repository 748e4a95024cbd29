"""A message as it came, read: who wrote it, to whom, and their words; hostile input ends in less, never in an error."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import EmailPolicy
from email.utils import parseaddr
from typing import Any, Final

from ..errors import Refused
from ..texts import clean
from .attached import Attached, files_of
from .html_text import text_of
from .parts import header, headers, is_file, parts, words
from .quoting import own_words

MOST_BYTES: Final = 20_000_000  # a file of 10 MB takes 14 in a mail
BEGINNING: Final = 200_000  # bytes kept of a mail that is larger
LONGEST_TEXT: Final = 200_000
_PLACE: Final = re.compile(r"\[(?:cid:[^\]\s]{1,200}|image: [^\]\n]{1,200})\]")  # where the plain words had a picture
_TO: Final = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc", "Resent-To")


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What a message says; `sender` is a bare address in small letters, empty where there is not exactly one.

    `text` is the writer's own: without what they quote, and without their signature. `files` are what they attached.
    """

    message: Message
    message_id: str
    sender: str
    recipients: tuple[str, ...]
    subject: str
    text: str
    files: tuple[Attached, ...]


class _Forgiving(EmailPolicy):
    """Headers as the standard library reads them; one that breaks its parser stays the text that it is."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        try:
            return super().header_fetch_parse(name, value)
        except Exception:  # broken ones fail in many ways
            return " ".join(str(value).splitlines())


def parse(raw: bytes) -> Message:
    """Return the message of these bytes; refuse what is nested so deep that only an attack is."""
    try:
        return message_from_bytes(raw, _class=EmailMessage, policy=_Forgiving())
    except RecursionError:
        raise Refused("The message is nested too deep to be read.") from None


def is_message(raw: bytes) -> bool:
    """Tell whether bytes begin as a message does: with a header."""
    return bool(parse(raw[:LONGEST_TEXT].partition(b"\n\n")[0] + b"\n\n").keys())


def read(raw: bytes) -> Letter:
    """Read a whole message."""
    message = parse(raw)
    return Letter(
        message=message,
        message_id=header(message, "Message-ID").strip("<> "),
        sender=_sender(message),
        recipients=tuple(dict.fromkeys(address for name in _TO for address in _addresses(message, name))),
        subject=" ".join(clean(header(message, "Subject")).split()),
        text=own_words(clean(_PLACE.sub("", _said(message)[:LONGEST_TEXT]))),
        files=files_of(message),
    )


def _sender(message: Message) -> str:
    """Return the one address that a message is from; none where it names several, or comes from several."""
    found = list(_addresses(message, "From"))
    return found[0] if len(found) == 1 else ""


def _addresses(message: Message, name: str) -> Iterator[str]:
    for value in headers(message, name):
        yield from (address.lower() for part in _split(value) if "@" in (address := parseaddr(part)[1]))


def _split(value: str) -> Iterator[str]:
    """Yield the parts of a list of addresses; commas in quoted names separate nothing."""
    quoted, part = False, ""
    for char in value:
        quoted ^= char == '"'
        if char == "," and not quoted:
            yield part
            part = ""
        else:
            part += char
    yield part


def _said(message: Message) -> str:
    """Return the words of the message, the plain ones before those of HTML."""
    said = [part for part in parts(message) if not part.is_multipart() and not is_file(part)]
    plain = "\n".join(words(part) for part in said if part.get_content_type() == "text/plain")
    if plain.strip():
        return plain
    return "\n".join(text_of(words(part)) for part in said if part.get_content_type() == "text/html")
