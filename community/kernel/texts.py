"""What a text may hold wherever it is stored or sent."""

import re
import unicodedata

# Control characters and noncharacters: no page, feed or database wants them.
UNSHOWABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff]")
SLUG_LENGTH = 60


def clean(text: str) -> str:
    """Return `text` in its stored form: NFC, plain line ends, nothing unshowable, no surrounding space."""
    return unicodedata.normalize("NFC", UNSHOWABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))).strip()


def slugify(title: str) -> str:
    """Return the part of an address that is made from a title; never empty."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return words[:SLUG_LENGTH].rstrip("-") or "topic"
