"""What people wrote becomes HTML that is safe to store and to show; pure.

Three steps. Markdown is rendered with raw HTML off. Then every tag is written anew (rewriter.py), balanced and
never deeper than a bound, so that what follows works on well-formed input. Last comes nh3, a real HTML parser with
an allow-list, repeated until nothing changes any more: what we store is what a browser reads.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Final, Literal

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from community.kernel import rewriter

RENDERER_VERSION: Final = 1  # raise it when stored HTML should be rendered again
MAX_SOURCE: Final = 60_000  # characters of Markdown that a service accepts
_LONGEST: Final = {"markdown": MAX_SOURCE, "html": 4 * MAX_SOURCE}
_DEEPEST_BLOCK: Final = 14  # markdown-it drops what lies at its own bound of 20; we stop nesting before

Markup = Literal["markdown", "html"]


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture that a text may show: where it is shown from, its width and height there, and where all of it is.

    `alt` says what it shows where the text does not.
    """

    src: str
    alt: str
    width: int
    height: int
    url: str


# ---- Markdown ------------------------------------------------------------------------------------

_BARE_URL: Final = re.compile(r"\bhttps?://[\w\[][^\s<>\"]*", re.IGNORECASE)
_HANDLE: Final = re.compile(
    r"(?<![\w@/.+-])@([a-z0-9](?:[a-z0-9_-]{0,38}[a-z0-9])?)(?![\w@])", re.IGNORECASE | re.ASCII
)
_TASK: Final = re.compile(r"\[([ xX])\]\s+(?=\S)")
_ATTACHMENT: Final = re.compile(r"attachment:([0-9]{1,15})")
_BOXES: Final = {" ": "☐", "x": "☑"}
_SENTENCE_END: Final = ".,:;!?'*_~"


def _too_deep(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Below the deepest level keep the remaining lines as one paragraph, so that nothing is lost."""
    if silent or state.level < _DEEPEST_BLOCK:
        return False
    line = start
    while line < end and (state.isEmpty(line) or state.sCount[line] >= state.blkIndent):
        line += 1
    state.push("paragraph_open", "p", 1).map = [start, line]
    inline = state.push("inline", "", 0)
    inline.content = state.getLines(start, line, state.blkIndent, False).strip()
    inline.map, inline.children = [start, line], []
    state.push("paragraph_close", "p", -1)
    state.line = line
    return True


def _link_bare_urls(state: StateCore) -> None:
    """Turn http and https addresses in running text into links; not inside links or code."""
    _rewrite_text(state, "://", _linked)


def _link_people(state: StateCore) -> None:
    """Turn the handles of people we know into links to their pages; not inside links or code."""
    if people := state.env.get("people"):
        _rewrite_text(state, "@", lambda token: _named(token, people))


def _rewrite_text(state: StateCore, sign: str, rewritten: Callable[[Token], list[Token]]) -> None:
    for block in state.tokens:
        if block.type == "inline" and sign in block.content:
            depth, children = 0, []
            for token in block.children or []:
                depth += token.nesting if token.type in {"link_open", "link_close"} else 0
                children += rewritten(token) if token.type == "text" and not depth else [token]
            block.children = children


def _linked(token: Token) -> list[Token]:
    """Return the text token cut into text and links."""
    text, tokens, done = token.content, [], 0
    for found in _BARE_URL.finditer(text):
        url = _without_tail(found[0])
        href = _MARKDOWN.normalizeLink(url)
        if _MARKDOWN.validateLink(href):
            tokens += [Token("text", "", 0, content=text[done : found.start()]), *_link(href, url)]
            done = found.start() + len(url)
    return [*tokens, Token("text", "", 0, content=text[done:])]


def _named(token: Token, people: Mapping[str, str]) -> list[Token]:
    """Return the text token cut into text and links to people."""
    text, tokens, done = token.content, [], 0
    for found in _HANDLE.finditer(text):
        if url := people.get(found[1].lower()):
            tokens += [Token("text", "", 0, content=text[done : found.start()]), *_link(url, found[0])]
            done = found.end()
    return [*tokens, Token("text", "", 0, content=text[done:])]


def _link(href: str, words: str) -> list[Token]:
    words_of_it = Token("text", "", 0, content=words)
    return [Token("link_open", "a", 1, attrs={"href": href}), words_of_it, Token("link_close", "a", -1)]


def _without_tail(url: str) -> str:
    """Leave the sentence its full stop, and the bracket around the address its closing half."""
    url = url.rstrip(_SENTENCE_END)
    closing = len(url) - len(url.rstrip(")"))
    unpaired = min(closing, max(0, url.count(")") - url.count("(")))
    return url[: len(url) - unpaired].rstrip(_SENTENCE_END)


def _place_pictures(state: StateCore) -> None:
    """Show the pictures we know, each in its size and leading to the whole of it, unless it stands in a link."""
    pictures: Mapping[int, Picture] = state.env.get("pictures") or {}
    for block in state.tokens if pictures else ():
        if block.type != "inline":
            continue
        depth, children = 0, []
        for token in block.children or []:
            depth += token.nesting if token.type in {"link_open", "link_close"} else 0
            known = pictures.get(_number_of(token)) if token.type == "image" else None
            children += _placed(token, known, inside_link=depth > 0) if known else [token]
        block.children = children


def _number_of(image: Token) -> int:
    found = _ATTACHMENT.fullmatch(str(image.attrs.get("src", "")))
    return int(found[1]) if found else 0


def _placed(image: Token, picture: Picture, *, inside_link: bool) -> list[Token]:
    image.attrs |= {"src": picture.src, "width": picture.width, "height": picture.height}
    if not image.content.strip():
        image.children = [Token("text", "", 0, content=picture.alt)]
    opening, closing = Token("link_open", "a", 1, attrs={"href": picture.url}), Token("link_close", "a", -1)
    return [image] if inside_link else [opening, image, closing]


def _draw_tasks(state: StateCore) -> None:
    """Show list items that begin with [ ] or [x] as tasks, to do or done."""
    for item, inline in zip(state.tokens, state.tokens[2:], strict=False):
        first = inline.children[0] if item.type == "list_item_open" and inline.children else None
        if first and (found := _TASK.match(first.content)):
            first.content = f"{_BOXES[found[1].lower()]} {first.content[found.end() :]}"
            item.attrSet("class", "task")


def handles_in(source: str) -> list[str]:
    """Return the words in a source that may be handles of people, each once, as they stand in addresses."""
    return list(dict.fromkeys(handle.lower() for handle in _HANDLE.findall(source)))


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.block.ruler.before("table", "too_deep", _too_deep)
    parser.core.ruler.push("bare_urls", _link_bare_urls)
    parser.core.ruler.push("people", _link_people)
    parser.core.ruler.push("pictures", _place_pictures)
    parser.core.ruler.push("tasks", _draw_tasks)
    return parser


_MARKDOWN: Final = _parser()

# ---- The last word -------------------------------------------------------------------------------

_CLASSES: Final = {
    "blockquote": re.compile("spoiler"),
    "code": re.compile(r"language-[^\s\"'<>&]{1,40}"),
    "div": re.compile("table-responsive"),
    "li": re.compile("task"),
    "table": re.compile("table"),
    "td": re.compile("text-(start|center|end)"),
    "th": re.compile("text-(start|center|end)"),
}
_VALUES: Final = {
    "class": _CLASSES,
    "width": {"img": rewriter.PIXELS},
    "height": {"img": rewriter.PIXELS},
    "loading": {"img": re.compile("lazy")},
    "colspan": dict.fromkeys(("td", "th"), re.compile("[1-9][0-9]?")),
    "rowspan": dict.fromkeys(("td", "th"), re.compile("[1-9][0-9]?")),
    "src": {"img": rewriter.OWN_IMAGE},
    "start": {"ol": re.compile("[0-9]{1,9}")},
}


def _allowed(tag: str, attribute: str, value: str) -> str | None:
    if attribute not in _VALUES:
        return value
    pattern = _VALUES[attribute].get(tag)
    return value if pattern and pattern.fullmatch(value) else None


_CLEANER: Final = nh3.Cleaner(
    tags=set(rewriter.INLINE | rewriter.BLOCKS | {"br", "img", "div"}) - {"h1", "h2"},
    clean_content_tags=set(rewriter.SILENT),
    attributes={
        "*": set(),  # or nh3 lets two of its own through
        **{name: set(kept) for name, kept in rewriter.KEPT.items()},
        "img": {"src", "alt", "width", "height", "loading"},
        "blockquote": {"class"},
        "code": {"class"},
        "div": {"class"},
        "li": {"class"},
        "table": {"class"},
        "td": {"class", "colspan", "rowspan"},
        "th": {"class", "colspan", "rowspan"},
    },
    attribute_filter=_allowed,
    # What scrolls sideways must be reachable by keyboard.
    set_tag_attribute_values={"pre": {"tabindex": "0"}, "div": {"tabindex": "0"}},
    url_schemes={"http", "https", "mailto"},
    link_rel="nofollow ugc noopener",
)


def render(
    source: str,
    markup: Markup = "markdown",
    *,
    people: Mapping[str, str] | None = None,
    pictures: Mapping[int, Picture] | None = None,
) -> str:
    """Return HTML safe to store and show; the same for the same source, people and pictures, and never an error.

    Handles of `people` (handle -> address of their page) become links, and `![words](attachment:12)` shows the twelfth
    of `pictures`. "html" is for bodies imported as HTML. A source far longer than a service accepts becomes plain
    paragraphs.
    """
    source = source.encode("utf-8", "replace").decode().replace("\0", "\ufffd")
    if len(source) > _LONGEST[markup]:
        return _paragraphs(plain(source) if markup == "html" else source)
    loose = (
        _MARKDOWN.render(source, {"people": people or {}, "pictures": pictures or {}})
        if markup == "markdown"
        else source
    )
    return _settled(rewriter.rewrite(loose))


def sanitise(html: str) -> str:
    """Return `html` with allowed tags, attributes and addresses only; changes nothing in what `render` returns."""
    return _CLEANER.clean(html)


def _settled(html: str) -> str:
    """Sanitise until nothing changes; what still mutates when read again is shown as plain text instead."""
    for _ in range(4):
        before, html = html, sanitise(html)
        if html == before:
            return html
    return _paragraphs(plain(html))


def _paragraphs(text: str) -> str:
    parts = (part.strip() for part in text.split("\n\n"))
    return "".join(f"<p>{_text(part)}</p>\n" for part in parts if part)


def _text(text: str) -> str:
    """Escape text as the sanitiser writes it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\xa0", "&nbsp;")


# ---- Headings in their place ---------------------------------------------------------------------

_HEADING: Final = re.compile(r"<(/?)h([3-6])>")


def under_heading(html: str, first: int = 3) -> str:
    """Return rendered HTML as it stands under a page's own headings: its first is `first`, and none skips a level."""
    open_levels: list[int] = []

    def placed(tag: re.Match[str]) -> str:
        level = int(tag[2])
        if not tag[1]:
            open_levels[:] = [*(outer for outer in open_levels if outer < level), level]
        return f"<{tag[1]}h{min(6, first + len(open_levels) - 1)}>"

    return _HEADING.sub(placed, html) if "<h" in html else html


# ---- Text without markup -------------------------------------------------------------------------

_CODE: Final = re.compile(r"(</?pre\b[^<>]*>)")
_LINE_END: Final = re.compile(rf"</?(?:{'|'.join(sorted(rewriter.BLOCKS - {'td', 'th'}))}|br|div)\b[^<>]*>")
_PICTURE: Final = re.compile(r"<img\b([^<>]*)>")
_ALT: Final = re.compile(r'\salt="([^"]*)"')
_CELL_END: Final = re.compile(r"</t[dh]>")
_TAG: Final = re.compile(r"<[^<>]*>")


def plain(html: str) -> str:
    """Return the words of rendered HTML: a block a line, code as it stands, pictures by their alt text."""
    parts, inside_code = [], False
    for piece in _CODE.split(html):
        if _CODE.fullmatch(piece):
            inside_code = not piece.startswith("</")
        elif inside_code:
            parts.append(unescape(_TAG.sub("", piece)).rstrip("\n"))
        else:
            parts += _lines(piece)
    return "\n".join(part for part in parts if part)


def _lines(html: str) -> list[str]:
    html = _PICTURE.sub(lambda picture: "".join(_ALT.findall(picture[1])[:1]), " ".join(html.split()))
    html = _TAG.sub("", _CELL_END.sub(" ", _LINE_END.sub("\n", html)))
    return [" ".join(line.split()) for line in unescape(html).split("\n")]


def excerpt(text: str, length: int = 200) -> str:
    """Return the beginning of `text` on one line: at most `length` characters, cut at a word, with an ellipsis."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    head = line[: length - 1]
    words = head if line[length - 1] == " " else head.rpartition(" ")[0]
    return (words or head).rstrip(" ,;:.-") + "…"
