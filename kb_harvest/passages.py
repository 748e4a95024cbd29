"""A post cut into the paragraphs of an article, and what its words tell about environment and cause; pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from textwrap import dedent
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from community.kernel.markup import Markup, plain, render

from .rules import Section

MOST_OF_A_POST: Final = 30  # paragraphs; what comes after stays with the last one
MOST_VERSIONS: Final = 8
_PARSER: Final = MarkdownIt("commonmark", {"html": False}).enable("table")
_VERSION: Final = re.compile(
    r"\b(?:[A-Z][\w-]{1,20} ){1,2}(?:v|version |firmware )?\d{1,4}(?:\.\d{1,4}){1,3}\b"
    r"|\bv\d{1,4}(?:\.\d{1,4}){1,3}\b"
    r"|\b(?:iOS|iPadOS|macOS|Android|Windows|Ubuntu|Debian|(?i:version|firmware|release|build)) v?\d+(?:\.\d+)*\b"
)
_CAUSE: Final = re.compile(
    r"^(?:the (?:\w+ )?(?:cause|reason|culprit|problem|trouble)(?: here| behind (?:this|it))? (?:is|was)\b"
    r"|(?:this|that|it) (?:happens|happened|occurs|is caused|was caused|is|was|comes|came)"
    r" (?:because|when|whenever|by|due to|from a)\b|what happens is\b|(?:that|this) is due to\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Passage:
    """One paragraph of a post in its own markup."""

    body: str
    markup: Markup

    @property
    def text(self) -> str:
        return plain(render(self.body, self.markup))


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One paragraph of a draft: its section, its words, and the post it came from (None: an editor's own)."""

    section: Section
    body: str
    markup: Markup = "markdown"
    source_post_id: int | None = None


def passages(body: str, markup: Markup, html: str) -> list[Passage]:
    """Return the paragraphs of a post; one imported as HTML is cut along the tags of its rendered form."""
    parts = _blocks(body) if markup == "markdown" else _elements(html)
    found = [passage for part in parts if (passage := Passage(part, markup)).text.strip()]
    if len(found) <= MOST_OF_A_POST:
        return found
    rest = "\n\n".join(passage.body for passage in found[MOST_OF_A_POST - 1 :])
    return [*found[: MOST_OF_A_POST - 1], Passage(rest, markup)]


def _blocks(source: str) -> list[str]:
    """Return the top-level blocks of Markdown; definitions of links go with every block that may use them."""
    lines = source.split("\n")
    tokens = [token for token in _PARSER.parse(source) if token.map and token.level == 0 and token.nesting >= 0]
    inside = {number for token in tokens for number in range(*token.map or ())}
    rest = "\n".join(line for number, line in enumerate(lines) if number not in inside and line.strip())
    blocks = [_block(token, lines) for token in tokens]
    return [f"{block}\n\n{rest}" if rest and "[" in block else block for block in blocks]


def _block(token: Token, lines: Sequence[str]) -> str:
    """Return a block that means the same when it stands alone: nothing hangs on the space before it."""
    if token.type == "code_block":
        fence = "`" * max(3, 1 + max(map(len, re.findall("`+", token.content)), default=0))
        return f"{fence}\n{token.content.rstrip()}\n{fence}"
    start, end = token.map or (0, 0)
    return dedent("\n".join(lines[start:end])).strip("\n")


class _TopLevel(HTMLParser):
    """Cuts well-formed HTML between its outermost elements."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self._depth, self._part = 0, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._part += self.get_starttag_text() or ""
        self._depth += tag not in ("br", "hr", "img")

    def handle_endtag(self, tag: str) -> None:
        self._part += f"</{tag}>"
        self._depth -= 1
        if self._depth <= 0:
            self.cut()

    def handle_data(self, data: str) -> None:
        self._part += data

    def handle_entityref(self, name: str) -> None:
        self._part += f"&{name};"

    def handle_charref(self, name: str) -> None:
        self._part += f"&#{name};"

    def cut(self) -> None:
        self.parts.append(self._part.strip())
        self._depth, self._part = 0, ""


def _elements(html: str) -> list[str]:
    parser = _TopLevel()
    parser.feed(html)
    parser.close()
    parser.cut()
    return parser.parts


def versions_in(texts: Iterable[str]) -> list[str]:
    """Return the products and versions named in the texts ("Hub 4.2.1", "iOS 17"), each once, in their order."""
    found = dict.fromkeys(" ".join(match[0].split()) for text in texts for match in _VERSION.finditer(text))
    return list(found)[:MOST_VERSIONS]


def states_cause(text: str) -> bool:
    """Tell whether a paragraph begins by saying why it happened."""
    return bool(_CAUSE.match(text.strip()))


def sorted_out(found: Sequence[Passage], source_post_id: int) -> list[Piece]:
    """Return an answer's paragraphs as Cause, where one states it, and Resolution, which is never empty."""
    causes = [states_cause(passage.text) for passage in found]
    if all(causes):
        causes = [False] * len(found)
    return [
        Piece(section="cause" if cause else "resolution", body=p.body, markup=p.markup, source_post_id=source_post_id)
        for cause, p in zip(causes, found, strict=True)
    ]
