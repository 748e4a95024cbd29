"""What a person said, without what a machine or somebody else said: cleaned, masked, cut into sentences; pure.

Order (DOMAIN, 5.3): code, log lines, stack traces, quotes, signatures and addresses go out; compound hashtags are
split; private data is masked; the first 2,000 words stay. Every pattern is bounded, so that time follows length.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final, Literal

from community.kernel import pii

from .machine_lines import without_machines

VERSION: Final = "cleaning-1"
MOST_WORDS: Final = 2_000

Markup = Literal["markdown", "html"]


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A voice as it is kept: its text, its sentences, and how much private data of each kind was masked."""

    text: str
    sentences: tuple[str, ...]
    masked: dict[pii.Kind, int]


def clean(text: str, markup: Markup = "markdown", brands: tuple[str, ...] = ()) -> Cleaned:
    """Return what the author of `text` said in words; `brands` are the names that hashtags are split at."""
    text = text.replace("’", "'")
    lines = _html_lines(text) if markup == "html" else list(_markdown_lines(text))
    said = "\n".join(without_machines(lines))
    said = _first_words(_split_hashtags(_ADDRESS.sub(" ", said), brands))
    redaction = pii.redact(said)
    kept = _BLANK_LINES.sub("\n\n", _SPACES.sub(" ", redaction.text)).strip()
    return Cleaned(kept, tuple(sentences(kept)), redaction.counts)


# ---- HTML and Markdown to lines ------------------------------------------------------------------

_NOT_SAID: Final = frozenset({"pre", "code", "kbd", "samp", "blockquote", "script", "style", "template"})
_BREAKS: Final = frozenset(
    {"p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table", "hr", "dt", "dd", *_NOT_SAID}
) - {"code", "kbd", "samp"}


class _Reader(HTMLParser):
    """Collects the text of HTML outside of code and quotes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unsaid = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unsaid += tag in _NOT_SAID
        self._break(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _NOT_SAID and self._unsaid:
            self._unsaid -= 1
        self._break(tag)

    def handle_data(self, data: str) -> None:
        if not self._unsaid:
            self.parts.append(data)

    def _break(self, tag: str) -> None:
        self.parts.append("\n\n" if tag in _BREAKS else "\n" if tag == "br" else " " if tag in _NOT_SAID else "")


def _html_lines(html: str) -> list[str]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "".join(reader.parts).splitlines()


_FENCE: Final = re.compile(r" {0,3}(`{3,}|~{3,})")
_CODE_SPAN: Final = re.compile(r"`[^`\n]{1,500}`")
_LINK: Final = re.compile(r"!?\[([^\[\]\n]{0,200})\]\([^()\s]{0,2000}\)")
_MARKER: Final = re.compile(r"^\s{0,20}(?:#{1,6}|[-*+]|\d{1,3}[.)])\s+")


def _markdown_lines(text: str) -> Iterator[str]:
    """Yield the lines of Markdown, or of plain text, without code; what was a block of code is an empty line."""
    fence, before, in_list, in_code = "", "", False, False
    for line in text.splitlines():
        marker = _FENCE.match(line)
        if fence:
            if marker and marker[1].startswith(fence) and not line[marker.end() :].strip():
                fence = ""
            continue
        in_code = line.startswith(("    ", "\t")) and not in_list and (in_code or not before.strip())
        if marker:
            fence = marker[1]
        if marker or in_code:
            yield ""
        else:
            yield _plain(line)
        if line.strip() and not line[0].isspace():
            in_list = bool(_MARKER.match(line))
        before = line


def _plain(line: str) -> str:
    return _LINK.sub(r"\1", _CODE_SPAN.sub(" ", _MARKER.sub("", line, count=1)))


# ---- Addresses and hashtags ----------------------------------------------------------------------

_ADDRESS: Final = re.compile(r"\b(?:https?://|ftp://|www\.)[^\s<>]+", re.IGNORECASE)
_SPACES: Final = re.compile(r"[ \t\xa0]+")
_BLANK_LINES: Final = re.compile(r"\n\s*\n")
_VERDICT: Final = re.compile(
    r"#(\w{2,60}?)(fail|fails|failed|failure|sucks|rocks|nightmare|disaster)(?!\w)", re.IGNORECASE
)


def _split_hashtags(text: str, brands: tuple[str, ...]) -> str:
    """Turn #smartboxfail into "#smartbox fail": VADER knows words, not compounds."""
    text = _VERDICT.sub(r"#\1 \2", text)
    if brands:
        names = "|".join(re.escape(name) for name in sorted(brands, key=len, reverse=True))
        text = re.sub(rf"#({names})(?=\w)", r"#\1 ", text, flags=re.IGNORECASE)
    return text


# ---- Words and sentences -------------------------------------------------------------------------

_WORD: Final = re.compile(r"\S+")
_WRAPPED: Final = re.compile(r"(?<=[^\s.!?…])[ \t]*\n[ \t]*(?=[a-z])")
_END: Final = re.compile(r"[.!?…][\"')\]*_]*(?=\s)|\n+")
_ABBREVIATIONS: Final = ("e.g.", "i.e.", "vs.", "mr.", "mrs.", "ms.", "dr.", "approx.", "resp.", "cf.")
_SAYS_SOMETHING: Final = re.compile(r"[^\W_]|[^\x00-\x7f]|[:;=8xX][-']?[()DPp/\\|]|<3")


def _first_words(text: str) -> str:
    for number, word in enumerate(_WORD.finditer(text), start=1):
        if number == MOST_WORDS:
            return text[: word.end()]
    return text


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a cleaned text; a line that goes on in small letters is not an end."""
    text = _WRAPPED.sub(" ", text)
    start = 0
    for end in _END.finditer(text):
        if text[max(start, end.end() - 8) : end.end()].lower().endswith(_ABBREVIATIONS):
            continue
        yield from _if_it_says_something(text[start : end.end()])
        start = end.end()
    yield from _if_it_says_something(text[start:])


def _if_it_says_something(part: str) -> Iterator[str]:
    if _SAYS_SOMETHING.search(part):
        yield part.strip()
