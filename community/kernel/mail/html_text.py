"""The words of a mail that came as HTML only, without what it quotes, and the pictures among them; pure."""

import re
from html.parser import HTMLParser
from typing import Final
from urllib.parse import unquote

LONGEST: Final = 1_000_000
_SILENT: Final = frozenset({"head", "script", "style", "title", "template", "blockquote"})
_EMPTY: Final = frozenset({"br", "hr", "img", "input", "meta", "link", "base", "col", "area", "wbr", "source", "embed"})
_BLOCKS: Final = frozenset({"p", "div", "li", "tr", "table", "ul", "ol", "pre", "h1", "h2", "h3", "h4", "h5", "h6"})
# How mail programs mark what they quote or sign with: Gmail, Yahoo, Thunderbird, Proton, Outlook, Apple.
_QUOTED: Final = (
    *("gmail_quote", "gmail_attr", "gmail_signature", "yahoo_quoted", "moz-cite-prefix", "moz-signature"),
    *("protonmail_quote", "ms-outlook-mobile-signature", "Signature"),
)
_REST_QUOTED: Final = ("divRplyFwdMsg", "appendonsend", "stopSpelling")
_SIGN: Final = "\ufffc"  # OBJECT REPLACEMENT CHARACTER
PICTURE: Final = re.compile(rf"{_SIGN}([^{_SIGN}\n]+){_SIGN}")


def text_of(html: str, *, with_pictures: bool = False) -> str:
    """Return the words of a page, a line for each of its blocks; with pictures, each is there as PICTURE finds it."""
    reader = _Reader(with_pictures=with_pictures)
    reader.feed(html[:LONGEST])
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.words).split("\n"))
    return "\n".join(lines).strip()


class _Reader(HTMLParser):
    """Collects words; inside of a silent element it counts the open ones until that is closed."""

    def __init__(self, *, with_pictures: bool = False) -> None:
        super().__init__(convert_charrefs=True)
        self._with_pictures = with_pictures
        self.words: list[str] = []
        self._silent: list[str] = []
        self._ended = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        marks = " ".join(value or "" for name, value in attrs if name in ("class", "id"))
        if any(mark in marks for mark in _REST_QUOTED):
            self._ended = True
        if tag in _EMPTY:
            self._break_at(tag)
            self._show(tag, dict(attrs).get("src") or "")
        elif self._silent or tag in _SILENT or any(mark in marks for mark in _QUOTED):
            self._silent.append(tag)
        else:
            self._break_at(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._silent:
            while self._silent.pop() != tag:
                pass
        elif not self._silent:
            self._break_at(tag)

    def handle_data(self, data: str) -> None:
        if not self._silent and not self._ended:
            self.words.append(" ".join(data.split("\n")))

    def _show(self, tag: str, src: str) -> None:
        is_shown = tag == "img" and not self._silent and not self._ended
        if self._with_pictures and is_shown and src.lower().startswith("cid:"):
            self.words.append(f"{_SIGN}{unquote(src[4:])}{_SIGN}")

    def _break_at(self, tag: str) -> None:
        if not self._silent and (tag in _BLOCKS or tag in ("br", "hr")):
            self.words.append("\n\n" if tag == "p" else "\n")
