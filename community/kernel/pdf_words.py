"""What can be read of a PDF without drawing it: enough to find a name that it tells, never enough to be sure; pure."""

import re
import zlib
from collections.abc import Iterator
from typing import Final

MOST_BYTES: Final = 50_000_000  # of all inflated pieces together
_STREAM: Final = re.compile(rb"stream\r?\n")
_JOINED: Final = re.compile(r"\)\s*[-\d.\s]*\(")  # where letters are set closer or wider, within a word
_HEX: Final = re.compile(r"<([0-9A-Fa-f\s]{4,})>")


def words(content: bytes) -> str:
    """Return the text of a PDF's parts, packed or not, as far as it is written in letters."""
    return "\n".join(_readable(part) for part in (content, *_unpacked(content)))


def _unpacked(content: bytes) -> Iterator[bytes]:
    left = MOST_BYTES
    for begin in _STREAM.finditer(content):
        try:
            part = zlib.decompressobj().decompress(content[begin.end() :], left)
        except zlib.error:
            continue  # a picture, or something else that is packed otherwise
        yield part
        left -= len(part)
        if left <= 0:
            return


def _readable(part: bytes) -> str:
    text = _letters(part)
    spelt = (bytes.fromhex(_even(found)) for found in _HEX.findall(text))
    return "\n".join([_JOINED.sub("", text), *map(_letters, spelt)])


def _letters(part: bytes) -> str:
    """Return the letters of bytes; those of UTF-16 stand between zeros, behind a mark."""
    return part.decode("latin-1").replace("\xfe\xff", " ").replace("\0", "")


def _even(digits: str) -> str:
    plain = "".join(digits.split())
    return plain + "0" * (len(plain) % 2)
