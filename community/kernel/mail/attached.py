"""Which parts of a mail are files that its writer sent along; no Flask, no database [OURS].

Not among them: the other shapes of the same words, signatures of machines, visiting cards, what stands in the quoted
mail or under the signature, and pictures in the midst of the words that are as small as a logo or a tracker's dot.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from email.message import Message
from typing import Any, Final
from urllib.parse import quote

from ..errors import Refused
from ..pictures import measured
from ..texts import clean
from .html_text import PICTURE, text_of
from .parts import content_of, header, is_file, parts, words
from .quoting import own_words

SHORTEST_EDGE: Final = 150  # dots; a picture in the midst of the words with a shorter edge belongs to a signature
DOT: Final = 4  # dots; what is attached and as small as that shows nothing
LONGEST_TEXT: Final = 200_000
SMALL_BYTES: Final = 50_000  # the same, of a picture that nobody can measure
_ADDED: Final = frozenset(
    {
        *("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"),
        *("application/pgp-keys", "application/pgp-encrypted", "application/applefile"),
        *("text/vcard", "text/x-vcard", "text/directory"),
    }
)


@dataclass(frozen=True)
class Attached:
    """A file that came with a mail; its content is decoded when somebody reads it."""

    name: str
    part: Message

    def read(self, most: int) -> bytes:
        """Return at most so many bytes of it; refuse a mail in a mail."""
        if self.part.get_content_maintype() == "message":
            raise Refused("It is a mail, and holds more than its words. Copy what matters into your text.")
        return content_of(self.part)[:most]


def files_of(message: Message) -> tuple[Attached, ...]:
    """Return the files that a message's writer meant to send, in their order."""
    found = list(_leaves(message))
    pages = [words(part) for part in found if part.get_content_type() == "text/html" and not is_file(part)]
    shown = (own_words(text_of(page, with_pictures=True)[:LONGEST_TEXT]) for page in pages)
    placed = {name for text in shown for name in PICTURE.findall(text)}
    return tuple(Attached(_name(part), part) for part in found if _is_meant(part, placed, pages))


def _leaves(message: Message) -> Iterator[Message]:
    """Yield what may be a file, or a page that shows one; the shapes of the same words are none."""
    shapes: set[int] = set()
    for part in parts(message):
        if part.get_content_type() == "multipart/alternative":
            inner: Any = part.get_payload()
            shapes |= {id(one) for one in inner if not one.is_multipart()} if isinstance(inner, list) else set()
        kind = part.get_content_maintype()
        is_leaf = kind == "message" or not (part.is_multipart() or kind == "multipart")
        if is_leaf and (id(part) not in shapes or part.get_content_type() == "text/html"):
            yield part


def _is_meant(part: Message, placed: Collection[str], pages: Collection[str]) -> bool:
    """Tell whether a part is a file that its writer wants to show."""
    if not is_file(part) or part.get_content_type() in _ADDED:
        return False
    if part.get_content_maintype() != "image":
        return True
    name = header(part, "Content-ID").strip("<> ")
    is_within = bool(name) and any(name in page or quote(name) in page for page in pages)
    if is_within and name not in placed:
        return False
    is_apart = header(part, "Content-Disposition").lower().startswith("attachment") and not is_within
    return _is_as_large(part, DOT if is_apart else SHORTEST_EDGE)


def _is_as_large(part: Message, edge: int) -> bool:
    content = content_of(part)
    size = measured(content)
    return min(size) >= edge if size else edge == DOT or len(content) > SMALL_BYTES


def _name(part: Message) -> str:
    """Return how a file is called; of one without a name, how mail programs call it."""
    try:
        named = clean(str(part.get_filename() or ""))
    except Exception:  # broken names fail in many ways
        named = ""
    return named or ("picture" if part.get_content_maintype() == "image" else "file")
