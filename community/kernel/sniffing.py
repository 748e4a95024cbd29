"""What a file is, told from its bytes and never from its name; and a name that is safe to keep; pure."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from .errors import Refused, Word

NAME_LENGTH: Final = 100
_PICTURES: Final = {"image/png": ".png", "image/jpeg": ".jpg", "image/webp": ".webp"}
_ENDINGS: Final = {  # media type -> endings that a name may keep; the first is given where it has none of them
    **{kind: (ending,) for kind, ending in _PICTURES.items()},
    "image/jpeg": (".jpg", ".jpeg"),
    "application/pdf": (".pdf",),
    "text/plain": (".txt", ".log", ".csv", ".json", ".md", ".yaml", ".yml", ".ini", ".conf", ".toml"),
}
# How a text begins that a browser would take for a page: the list of the MIME Sniffing Standard, and SVG and XML.
_PAGE_TAGS: Final = (
    *("html", "head", "body", "title", "meta", "link", "base", "script", "style", "iframe", "object", "embed", "svg"),
    *("math", "form", "img", "h1", "div", "font", "table", "a", "b", "br", "p"),
)
_PAGE: Final = re.compile(rf"\s*<(?:!doctype|!--|\?xml|(?:{'|'.join(_PAGE_TAGS)})(?=[\s/>]))", re.IGNORECASE)
_UNPRINTABLE: Final = re.compile(r"[\x00-\x07\x0b\x0e-\x1a\x1c-\x1f\x7f]")  # colours of a terminal (ESC) may stay
_ARCHIVES: Final = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff")  # the marks with which a text in UTF-16 begins
TAKEN: Final = Word("We take pictures (PNG, JPEG, GIF, WebP), PDF, and plain text such as logs.")


@dataclass(frozen=True, kw_only=True)
class Sniffed:
    """What a file is: its media type, and its bytes as they may be kept."""

    media_type: str
    content: bytes


def sniff(content: bytes) -> Sniffed:
    """Return what a content is; refuse what is not on the list, with a sentence about why."""
    if not content:
        raise Refused("It is empty.")
    if picture := _picture(content):
        return Sniffed(media_type=picture, content=content)
    if content.startswith(b"%PDF-"):
        return Sniffed(media_type="application/pdf", content=content)
    if content.startswith(_ARCHIVES):
        raise Refused("It is an archive, and nobody sees what is in one before it is opened. %(taken)s", taken=TAKEN)
    return Sniffed(media_type="text/plain", content=_text(content).encode())


def _picture(content: bytes) -> str | None:
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    return "image/webp" if content[:4] == b"RIFF" and content[8:12] == b"WEBP" else None


def _text(content: bytes) -> str:
    """Return the words of a text file; refuse what is not text, and text that a browser would run as a page."""
    try:
        text = content.decode("utf-16" if content.startswith(_WIDE) else "utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("We do not know this kind of file. %(taken)s", taken=TAKEN) from None
    if _PAGE.match(text):
        raise Refused(
            "It is HTML, SVG or XML, which a browser could run. Put it into your text, between two lines of ```."
        )
    if _UNPRINTABLE.search(text):
        raise Refused("We do not know this kind of file. %(taken)s", taken=TAKEN)
    return text


def clean_name(name: str, media_type: str) -> str:
    """Return a file's name as it is kept and shown: no path, nothing invisible, not long, ending as its type does."""
    plain = visible_name(name)
    endings = _ENDINGS[media_type]
    ending = next((known for known in endings if plain.lower().endswith(known)), "")
    stem = plain.removesuffix(plain[len(plain) - len(ending) :]) if ending else _without_ending(plain)
    ending = ending or endings[0]
    return f"{stem[: NAME_LENGTH - len(ending)].strip('. ') or 'file'}{ending}"


def visible_name(name: str) -> str:
    """Return the last part of a path as people can read it; perhaps nothing."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(" " if char.isspace() else char for char in last if _is_visible(char))
    return " ".join(seen.split()).strip(". ")


def _without_ending(name: str) -> str:
    """Leave out an ending that says something else than the bytes do."""
    return re.sub(r"(?<=.)\.(?=[0-9]*[A-Za-z])[A-Za-z0-9]{1,5}$", "", name)


def _is_visible(char: str) -> bool:
    """Tell whether a character can be seen; marks that turn the direction of writing, and halves of one, cannot."""
    return char.isspace() or unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
