"""Markdown is read as CommonMark says, example by example; each difference stands here with its reason."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from support.databases import missing

from community.kernel.markup import render, sanitise

SPEC = Path(__file__).parents[1] / "node/node_modules/commonmark-spec/spec.txt"
EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", re.MULTILINE | re.DOTALL)
WEB = ("http:", "https:", "mailto:")
BARE = re.compile(r"https?://[^\s<>]+")


@dataclass
class Node:
    """An element: its name, the attributes that CommonMark speaks of, and what it holds."""

    name: str
    attributes: dict[str, str | None] = field(default_factory=dict)
    inside: "list[Node | str]" = field(default_factory=list)

    def words(self) -> str:
        return "".join(part if isinstance(part, str) else part.words() for part in self.inside)

    def shape(self) -> object:
        """Return what a browser makes of it; line ends between blocks are nothing."""
        parts: list[object] = []
        for part in self.inside:
            if isinstance(part, Node):
                parts.append(part.shape())
            elif part.strip("\n"):
                parts.append(part.strip("\n"))
        return (self.name, sorted(self.attributes.items()), parts)


class Tree(HTMLParser):
    """Reads HTML into nodes; text that stands together is one piece."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.root = Node("")
        self._open = [self.root]
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kept = {name: value for name, value in attrs if (tag, name) not in {("a", "rel"), ("pre", "tabindex")}}
        self._open[-1].inside.append(node := Node(tag, kept))
        if tag not in {"br", "hr", "img"}:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._open[-1].name:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        inside = self._open[-1].inside
        if inside and isinstance(inside[-1], str):
            inside[-1] += data
        else:
            inside.append(data)


def smaller_headings(node: Node) -> Node | str:
    """h1 and h2 are the page's own."""
    if re.fullmatch("h[1-6]", node.name):
        node.name = f"h{min(6, int(node.name[1]) + 2)}"
    return node


def only_our_pictures(node: Node) -> Node | str:
    """A picture from elsewhere would tell its host who reads, and our policy does not load it: its words stay."""
    attributes = node.attributes
    return attributes["alt"] or attributes["src"] or "" if node.name == "img" else node


def links_of_the_web(node: Node) -> Node | str:
    """An address that is none of the web leads nowhere: who knows what it would start."""
    scheme = re.match(r"[a-z][a-z0-9+.-]*:", node.attributes.get("href") or "", re.IGNORECASE)
    if node.name == "a" and scheme and scheme[0].lower() not in WEB:
        del node.attributes["href"]
    return node


def links_with_words(node: Node) -> Node | str:
    """A link without words cannot be seen: it says where it leads."""
    if node.name == "a" and not node.words():
        node.inside = [node.attributes["href"] or ""]
    return node


def bare_addresses(node: Node) -> Node | str:
    """People paste addresses, and expect links."""
    if node.name == "p" and len(node.inside) == 1 and isinstance(text := node.inside[0], str):
        before, found, after = text.partition(found[0] if (found := BARE.search(text)) else "\0")
        if found:
            node.inside = [before, Node("a", {"href": found}, [found]), after]
    return node


DIFFERENCES = (smaller_headings, only_our_pictures, links_of_the_web, links_with_words, bare_addresses)


def meant(node: Node | str, change: Callable[[Node], Node | str]) -> Node | str:
    """Return what CommonMark expects with one deliberate difference, from the innermost element outwards."""
    if isinstance(node, str):
        return node
    inside: list[Node | str] = []
    for part in (meant(part, change) for part in node.inside):
        if isinstance(part, str) and inside and isinstance(inside[-1], str):
            inside[-1] += part
        else:
            inside.append(part)
    node.inside = inside
    return change(node)


@pytest.fixture(scope="module")
def examples() -> list[tuple[str, str]]:
    """Return the specification's examples: Markdown, and the HTML that it stands for."""
    if not SPEC.exists():
        missing("CommonMark's specification", "tests/node has no node_modules; say npm ci there")
    text = SPEC.read_text(encoding="utf-8").partition("<!-- END TESTS -->")[0].replace("→", "\t")
    return EXAMPLE.findall(text)


@pytest.fixture(scope="module")
def without_html(examples: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [example for example in examples if not _holds_html(example[0])]


def _holds_html(source: str) -> bool:
    blocks = MarkdownIt("commonmark").parse(source)
    inline = [token for block in blocks for token in block.children or ()]
    return any(token.type in {"html_block", "html_inline"} for token in (*blocks, *inline))


def _shape(html: str, *differences: Callable[[Node], Node | str]) -> object:
    root = Tree(html).root
    for difference in differences:
        meant(root, difference)
    return root.shape()


@pytest.mark.prove
def test_examples_read_as_commonmark_says(without_html, record_property):
    wrong = {
        source: (expected, render(source))
        for source, expected in without_html
        if _shape(render(source)) != _shape(expected, *DIFFERENCES)
    }

    assert wrong == {}
    assert len(without_html) == 580
    record_property("proven", ["CommonMark 0.31.2 reads as specified", "", f"{len(without_html)} examples"])


@pytest.mark.parametrize(
    ("difference", "examples_of_it"),
    [
        (smaller_headings, 40),
        (only_our_pictures, 22),
        (links_of_the_web, 4),
        (links_with_words, 1),
        (bare_addresses, 3),
    ],
)
def test_no_difference_from_commonmark_is_needless(difference, examples_of_it, without_html):
    others = [other for other in DIFFERENCES if other is not difference]

    needing = [s for s, expected in without_html if _shape(render(s)) != _shape(expected, *others)]

    assert len(needing) == examples_of_it


def test_html_in_examples_stays_words(examples, without_html):
    with_html = [source for source, _ in examples if _holds_html(source)]

    rendered = [render(source) for source in with_html]

    assert len(with_html) == len(examples) - len(without_html) == 72
    assert [html for html in rendered if sanitise(html) != html] == []
