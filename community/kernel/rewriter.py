"""Loose HTML written anew with a short list of tags: balanced, of bounded depth, headings moved down; pure.

This is not what makes HTML safe (markup.py has the last word); it makes what follows well-formed and quick, and
gives tables, pictures, headings and code the shape our pages want. What is not a well-formed tag is text.
"""

import re
from html import escape, unescape
from typing import Final

INLINE: Final = frozenset({"a", "abbr", "b", "code", "del", "em", "i", "ins", "kbd", "s", "strong", "sub", "sup"})
BLOCKS: Final = frozenset(
    {"p", "pre", "blockquote", "ul", "ol", "li", "dl", "dt", "dd", "hr"}
    | {"table", "thead", "tbody", "tr", "th", "td", "h1", "h2", "h3", "h4", "h5", "h6"}
)
_LONE: Final = frozenset({"br", "hr", "img"})
SILENT: Final = frozenset({"script", "style"})  # their content is code, not words
_ENDS: Final = {  # a tag that opens -> the open tags whose end it implies
    **{name: {"p"} for name in BLOCKS},
    "li": {"p", "li"},
    "dt": {"p", "dt", "dd"},
    "dd": {"p", "dt", "dd"},
    "td": {"p", "td", "th"},
    "th": {"p", "td", "th"},
    "tr": {"p", "td", "th", "tr"},
}
_DEEPEST_TAG: Final = 60
_HEADING_SHIFT: Final = 2  # h1 and h2 belong to the page
_PIECE: Final = re.compile(r"(<[^<>]*>)")
_DECLARATION: Final = re.compile(r"<[!?][^<>]*>")
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[\s/][^<>]*)?)>")
_ATTRIBUTE: Final = re.compile(r"""(?<![^\s"'/])([a-zA-Z][a-zA-Z0-9-]*+)\s*+=\s*+("[^"]*"|'[^']*'|[^\s"'<>]+)""")
_LANGUAGE: Final = re.compile(r"(?<!\S)lang(?:uage)?-([^\s\"'<>&]{1,40})(?!\S)")
_ALIGNED: Final = re.compile(r"(?:^|;)\s*text-align:\s*(left|center|right)")
# Of our own paths only files: any other might be a page that acts when it is fetched.
OWN_IMAGE: Final = re.compile(r"/[a-z_]+/files/[0-9]{1,15}(?:/(?:[\w-]+\.)+[\w-]+)?", re.ASCII)
PIXELS: Final = re.compile(r"[1-9][0-9]{0,3}")
_UNNAMED_LINK: Final = re.compile('<a href="([^"]+)"')
_WEB: Final = re.compile(r"https?://", re.IGNORECASE)
_SIDES: Final = {"left": "start", "center": "center", "right": "end"}
KEPT: Final = {
    "a": ("href", "title"),
    "abbr": ("title",),
    "ol": ("start",),
    "td": ("colspan", "rowspan"),
    "th": ("colspan", "rowspan"),
}


def rewrite(html: str) -> str:
    """Return `html` with only tags and attributes we know, balanced, in time linear in its length."""
    rewriter = _Rewriter()
    for piece in filter(None, _PIECE.split(_without_comments(html))):
        rewriter.feed(piece)
    return rewriter.finish()


def _without_comments(html: str) -> str:
    first, *rest = html.split("<!--")
    return first + "".join(part.partition("-->")[2] if "-->" in part else part for part in rest)


class _Rewriter:
    """Reads loose HTML piece by piece and writes only tags we know, closed in the order they were opened."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self._open: list[str] = []
        self._silenced_by: str | None = None
        self._language = ""

    def feed(self, piece: str) -> None:
        """Take one tag or one stretch of text."""
        tag = _TAG.fullmatch(piece)
        name = tag[2].lower() if tag else ""
        if self._silenced_by:
            if tag and tag[1] and name == self._silenced_by:
                self._silenced_by = None
        elif not tag:
            if not _DECLARATION.fullmatch(piece):
                self.written.append(piece.replace("<", "&lt;").replace(">", "&gt;"))
        elif name in SILENT:
            self._silenced_by = None if tag[1] else name
        elif tag[1]:
            self._close(name)
        else:
            self._start(name, _attributes(tag[3]))

    def finish(self) -> str:
        """Close what is still open and return the whole."""
        while self._open:
            self._close_last()
        return "".join(self.written)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        while self._open and self._open[-1] in _ENDS.get(name, ()):
            self._close_last()
        if name == "a":
            self._close("a")
        if name == "img":
            self.written.append(_image(attributes, inside_link="a" in self._open))
        elif name in _LONE:
            self.written.append(f"<{name}>")
        elif name in INLINE | BLOCKS and len(self._open) < _DEEPEST_TAG:
            self._open.append(name)
            self.written.append(self._opening(name, attributes))

    def _opening(self, name: str, attributes: dict[str, str]) -> str:
        if name == "pre":  # Stack Exchange names the language there, CommonMark on the code inside
            self._language = attributes.get("class", "")
        elif name == "code" and self._open[-2:-1] == ["pre"]:
            attributes = {**attributes, "class": f"{attributes.get('class', '')} {self._language}"}
        elif name == "table":
            return '<div class="table-responsive"><table class="table">'
        kept = {key: attributes[key] for key in KEPT.get(name, ()) if key in attributes}
        if class_name := _class_of(name, attributes):
            kept["class"] = class_name
        return f"<{_shifted(name)}{_written(kept)}>"

    def _close(self, name: str) -> None:
        if name in self._open:
            while self._close_last() != name:
                pass

    def _close_last(self) -> str:
        name = self._open.pop()
        unnamed = _UNNAMED_LINK.match(self.written[-1]) if name == "a" else None
        if unnamed:  # a link without words says where it leads
            self.written.append(unnamed[1])
        self.written.append("</table></div>" if name == "table" else f"</{_shifted(name)}>")
        return name


def _attributes(text: str) -> dict[str, str]:
    pairs = _ATTRIBUTE.findall(text)
    return {key.lower(): unescape(value[1:-1] if value[0] in "\"'" else value) for key, value in pairs}


def _written(attributes: dict[str, str]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())


def _shifted(name: str) -> str:
    return f"h{min(6, int(name[1]) + _HEADING_SHIFT)}" if len(name) == 2 and name[1] in "123456" else name


def _image(attributes: dict[str, str], *, inside_link: bool) -> str:
    """Show a picture of our own; one from elsewhere would not load (CSP): a link with its alt text."""
    source, alt = attributes.get("src", "").strip(), attributes.get("alt", "").strip()
    if OWN_IMAGE.fullmatch(source):
        size = {name: attributes[name] for name in ("width", "height") if PIXELS.fullmatch(attributes.get(name, ""))}
        return f'<img src="{source}" alt="{escape(alt)}"{_written(size)} loading="lazy">'
    name = escape(alt or source)
    return name if inside_link or not _WEB.match(source) else f'<a href="{escape(source)}">{name}</a>'


def _class_of(name: str, attributes: dict[str, str]) -> str:
    """Return the one class a tag may carry: a code's language, a spoiler, a cell's alignment; or nothing."""
    words = attributes.get("class", "")
    if name == "code":
        found = _LANGUAGE.search(words)
        return f"language-{found[1]}" if found else ""
    if name == "blockquote":
        return "spoiler" if "spoiler" in words.split() else ""
    if name == "li":
        return "task" if "task" in words.split() else ""
    if name in {"td", "th"}:  # by class, because the policy of the pages forbids style attributes
        found = _ALIGNED.search(attributes.get("style", ""))
        return f"text-{_SIDES[found[1]]}" if found else ""
    return ""
