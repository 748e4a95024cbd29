"""What a page says to its reader: its texts and the words in its attributes, without what members wrote."""

import re
from collections.abc import Iterable
from html.parser import HTMLParser

from babel.messages import Catalog

SAYING = ("title", "aria-label", "placeholder", "alt", "data-says")
SILENT = ("script", "style", "code", "pre", "textarea")
VOID = ("area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "use")
THEIRS = ("dir", "auto")  # marks what members wrote, whichever way it is written
FOREIGN = ("lang", "en")  # marks what stays English, such as the description of the API; a whole page carries it, too
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%")


class _Listener(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[bool] = []  # for each open element: whether what stands in it is not ours
        self.heard: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        foreign = FOREIGN in attrs and tag != "html"
        theirs = THEIRS in attrs or foreign or tag in SILENT or (bool(self.open) and self.open[-1])
        if not theirs:
            self.heard += [value or "" for name, value in attrs if name in SAYING]
        if tag not in VOID:
            self.open.append(theirs)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self.open:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and not (self.open and self.open[-1]):
            self.heard.append(data)


def said(html: str) -> list[str]:
    """Return every text that a page says in words of ours, with single spaces."""
    listener = _Listener()
    listener.feed(html)
    return [" ".join(text.split()) for text in listener.heard if text.strip()]


def pieces(catalogue: Catalog) -> set[str]:
    """Return what only somebody who speaks English says.

    These are whole messages of two words or more, and the parts between placeholders that have three or more: shorter
    ones stand in what members write, too.
    """
    german = "\n".join(text for message in catalogue if message.id for text in strings(message.string))
    found = set()
    for text in (text for message in catalogue if message.id for text in strings(message.id)):
        parts = [" ".join(part.split()).strip(" .,;:()“”„*[]") for part in PLACEHOLDER.split(text)]
        found |= {part for part in parts if _words(part) >= (2 if len(parts) == 1 else 3)}
    return {part for part in found if part not in german}


def _words(text: str) -> int:
    return len(re.findall(r"[^\W\d_]{2,}", text))


def strings(words: str | Iterable[str]) -> tuple[str, ...]:
    """Return the forms of a message, one or two."""
    return (words,) if isinstance(words, str) else tuple(words)


def found_in(texts: Iterable[str], known: Iterable[str]) -> list[str]:
    """Return which of the known pieces the texts say: those of two words as a text of their own, longer ones within."""
    alone = {text.strip(" .,;:()“”„*[]") for text in texts}
    everything = "\n".join(alone)
    within = [piece for piece in known if _words(piece) > 2 and piece in everything]
    return sorted({*alone & set(known), *within})
