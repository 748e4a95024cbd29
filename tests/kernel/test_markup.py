"""Markdown and imported HTML become pages that cannot run anything, in the same way every time."""

import re
import time
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.kernel.markup import MAX_SOURCE, Picture, excerpt, plain, render, sanitise, under_heading

ALLOWED = {
    "a": {"href", "title", "rel"},
    "abbr": {"title"},
    "blockquote": {"class"},
    "code": {"class"},
    "div": {"class", "tabindex"},
    "img": {"src", "alt"},
    "li": {"class"},
    "ol": {"start"},
    "pre": {"tabindex"},
    "table": {"class"},
    "td": {"class", "colspan", "rowspan"},
    "th": {"class", "colspan", "rowspan"},
}
BARE = {
    *("b", "br", "dd", "del", "dl", "dt", "em", "h3", "h4", "h5", "h6", "hr", "i", "ins", "kbd"),
    *("p", "s", "strong", "sub", "sup", "tbody", "thead", "tr", "ul"),
}
HARMLESS = {
    "class": re.compile(r"spoiler|task|table|table-responsive|language-\S+|text-(start|center|end)"),
    "colspan": re.compile("[0-9]{1,2}"),
    "rowspan": re.compile("[0-9]{1,2}"),
    "src": re.compile(r"/[a-z_]+/files/[0-9]+(?:/[\w.-]+)?"),
    "width": re.compile("[0-9]{1,4}"),
    "height": re.compile("[0-9]{1,4}"),
    "loading": re.compile("lazy"),
    "start": re.compile("[0-9]{1,9}"),
    "tabindex": re.compile("0"),
}
ATTACKS = Path(__file__).with_name("script_attacks.txt").read_text(encoding="utf-8").splitlines()


class Strict(HTMLParser):
    """Reads our output and keeps whatever is not on the list."""

    def __init__(self) -> None:
        super().__init__()
        self.offences: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ALLOWED and tag not in BARE:
            self.offences.append(tag)
        for name, value in attrs:
            if name not in ALLOWED.get(tag, ()):
                self.offences.append(f"{tag} {name}")
            if name in HARMLESS and not HARMLESS[name].fullmatch(value or ""):
                self.offences.append(f"{tag} {name}={value}")
            if name == "href" and not self._leads_somewhere_harmless(value or ""):
                self.offences.append(f"{tag} {name}={value}")

    def handle_comment(self, data: str) -> None:
        self.offences.append(f"comment {data}")

    handle_decl = handle_pi = unknown_decl = handle_comment

    @staticmethod
    def _leads_somewhere_harmless(address: str) -> bool:
        bare = re.sub(r"[\x00-\x20\x7f-\xa0]", "", address).lower()
        scheme = re.match(r"[a-z][a-z0-9+.-]*:", bare)
        return scheme is None or scheme[0] in {"http:", "https:", "mailto:"}


def offences(html: str) -> list[str]:
    reader = Strict()
    reader.feed(html)
    reader.close()
    return reader.offences


def test_there_are_many_attacks():
    assert len(set(ATTACKS)) >= 350


@pytest.mark.parametrize("markup", ["markdown", "html"])
@pytest.mark.parametrize("attack", [*ATTACKS, "\n".join(ATTACKS), "".join(ATTACKS)])
def test_no_attack_leaves_anything_that_runs(attack, markup):
    html = render(attack, markup)

    assert offences(html) == []
    assert sanitise(html) == html


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_attack_gets_past_the_sanitiser_alone(attack):
    html = sanitise(attack)

    assert offences(html) == []


def test_the_strict_reader_does_find_offences():
    found = offences('<p onclick="x"><svg></svg><a href="java\tscript:x">y</a><!-- z --></p>')

    assert found == ["p onclick", "svg", "a href=java\tscript:x", "comment  z "]


FRAGMENTS = st.lists(
    st.one_of(
        st.sampled_from(ATTACKS),
        st.sampled_from(["<p>", "</p>", "<a href=x>", "</a>", "<b>", "</b>", "<i>", "</i>", "<table>", "<tr>"]),
        st.sampled_from(["<td>", "</table>", "<pre>\n", "</pre>", "<ul>", "<li>", "<h2>", "<dl>", "<dd>", "<hr>"]),
        st.sampled_from(["\n\n", "> ", "- ", "1. ", "    ", "```\n", "*", "**", "~~", "`", "[", "](", ")", "![", "|"]),
        st.text(max_size=20),
    ),
    max_size=30,
).map("".join)


@pytest.mark.parametrize("markup", ["markdown", "html"])
@settings(deadline=None)  # the machine may be busy
@given(source=st.one_of(st.text(), FRAGMENTS))
def test_whatever_is_written_renders_safely_and_always_alike(markup, source):
    html = render(source, markup)

    assert offences(html) == []
    assert sanitise(html) == html
    assert render(source, markup) == html
    plain(html)


def test_broken_characters_do_not_stop_a_post():
    html = render("a \ud800 b \x00 c")

    assert html == "<p>a ? b \ufffd c</p>\n"


# ---- What a post looks like -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("*a* **b** ~~c~~ `d<e`", "<p><em>a</em> <strong>b</strong> <s>c</s> <code>d&lt;e</code></p>\n"),
        ("<b>raw</b>", "<p>&lt;b&gt;raw&lt;/b&gt;</p>\n"),
        ("# one\n## two\n### three", "<h3>one</h3>\n<h4>two</h4>\n<h5>three</h5>\n"),
        ("#### four\n###### six", "<h6>four</h6>\n<h6>six</h6>\n"),
        ("```python\nx\n```", '<pre tabindex="0"><code class="language-python">x\n</code></pre>\n'),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>\n'),
        ("> q", "<blockquote>\n<p>q</p>\n</blockquote>\n"),
        (
            "![a pump](/forum/files/7/p.png)",
            '<p><img src="/forum/files/7/p.png" alt="a pump" loading="lazy"></p>\n',
        ),
        ("![a pump](/forum/files/7)", '<p><img src="/forum/files/7" alt="a pump" loading="lazy"></p>\n'),
        ("![a pump](/forum/files/7/hide)", "<p>a pump</p>\n"),
        ("![a pump](attachment:7)", "<p>a pump</p>\n"),
        ("![x](/logout)", "<p>x</p>\n"),
    ],
)
def test_markdown_becomes_html(source, html):
    rendered = render(source)

    assert rendered == html


REL = 'rel="nofollow ugc noopener"'
PUMP = Picture(src="/forum/files/7", alt="a pump", width=40, height=30, url="/forum/files/7/pump.png")
SHOWN = '<img src="/forum/files/7" alt="a *pump*" width="40" height="30" loading="lazy">'.replace("*", "")


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("![a *pump*](attachment:7)", f'<p><a href="/forum/files/7/pump.png" {REL}>{SHOWN}</a></p>\n'),
        ("![a pump][1]\n\n[1]: attachment:7", f'<p><a href="/forum/files/7/pump.png" {REL}>{SHOWN}</a></p>\n'),
        ("![](attachment:7)", f'<p><a href="/forum/files/7/pump.png" {REL}>{SHOWN}</a></p>\n'),
        ("[![a pump](attachment:7)](https://e.example)", f'<p><a href="https://e.example" {REL}>{SHOWN}</a></p>\n'),
        ("![a pump](attachment:8)", "<p>a pump</p>\n"),
        ("`![a pump](attachment:7)`", "<p><code>![a pump](attachment:7)</code></p>\n"),
        ('![" onerror=alert(1) x="](attachment:7)', None),
    ],
)
def test_known_picture_is_shown_in_its_size_and_leads_to_the_whole_of_it(source, html):
    rendered = render(source, pictures={7: PUMP})

    assert html is None or rendered == html
    assert " onerror=" not in rendered.replace("&quot; onerror=", "")
    assert sanitise(rendered) == rendered


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("[x](https://e.example)", f'<a href="https://e.example" {REL}>x</a>'),
        ("[](https://e.example)", f'<a href="https://e.example" {REL}>https://e.example</a>'),
        ("<https://e.example>", f'<a href="https://e.example" {REL}>https://e.example</a>'),
        ("https://e.example/a_b_c.", f'<a href="https://e.example/a_b_c" {REL}>https://e.example/a_b_c</a>.'),
        ("(http://e.example/x_(y))", f'(<a href="http://e.example/x_(y)" {REL}>http://e.example/x_(y)</a>)'),
        ("`https://e.example`", "<code>https://e.example</code>"),
        ("[see https://e.example](/t/1)", f'<a href="/t/1" {REL}>see https://e.example</a>'),
        ("![pump](https://e.example/p.png)", f'<a href="https://e.example/p.png" {REL}>pump</a>'),
        ("[![pump](https://e.example/p.png)](/t/1)", f'<a href="/t/1" {REL}>pump</a>'),
    ],
)
def test_addresses_become_links_that_promise_nothing(source, html):
    rendered = render(source)

    assert rendered == f"<p>{html}</p>\n"


def test_a_table_scrolls_in_a_box_of_its_own_and_aligns_by_class():
    html = render("|a|b|\n|:-:|--:|\n|1|2|")

    assert html.startswith('<div class="table-responsive" tabindex="0"><table class="table">')
    assert '<th class="text-center">a</th>' in html
    assert '<td class="text-end">2</td>' in html
    assert "style" not in html


def test_an_imported_body_keeps_what_its_readers_know():
    body = (
        '<h1>T</h1><blockquote class="spoiler"><p>s</p></blockquote><p><kbd>k</kbd><sub>1</sub><sup>2</sup>'
        "<del>d</del><ins>i</ins></p><dl><dt>t</dt><dd>d</dd></dl>"
    )

    html = render(body, "html")

    assert html == body.replace("h1", "h3")


def test_an_imported_code_block_keeps_its_language():
    body = '<!-- language: lang-py -->\n<pre class="lang-py prettyprint-override"><code>x &lt; 1\n</code></pre>'

    html = render(body, "html")

    assert html == '\n<pre tabindex="0"><code class="language-py">x &lt; 1\n</code></pre>'


def test_imported_html_without_closing_tags_is_closed_as_a_browser_would():
    html = render("<p>a<p>b<ul><li>x<li>y</ul>z", "html")

    assert html == "<p>a</p><p>b</p><ul><li>x</li><li>y</li></ul>z"


@pytest.mark.parametrize("mark", ["> ", "- ", "1. "])
def test_what_is_nested_too_deep_is_still_there(mark):
    html = render(mark * 500 + "needle\n\nafter")

    assert "needle" in html
    assert html.endswith("<p>after</p>\n")


def test_a_source_beyond_the_bound_becomes_plain_paragraphs():
    html = render("**a** & b\n\n" * MAX_SOURCE)

    assert html.startswith("<p>**a** &amp; b</p>\n<p>")
    assert sanitise(html) == html


HOSTILE = [
    "> ",
    "- ",
    "[",
    "![",
    "![[]()",
    "*a_ ",
    "`a",
    "~",
    "<",
    "&",
    "|",
    "- a\n\n",
    "> a\n\n",
    "[a](b",
    "http://a)",
]
HOSTILE_HTML = [
    "<div>",
    "<b>",
    "<p><b><i>",
    "<a href=x>",
    "<table><tr><td>",
    "<!--",
    "<a ",
    "<pre>",
    '<img alt="',
    "<svg>",
]


@pytest.mark.parametrize(
    ("piece", "markup"), [(piece, "markdown") for piece in HOSTILE] + [(piece, "html") for piece in HOSTILE_HTML]
)
def test_hostile_repetition_costs_no_more_than_its_length(piece, markup):
    source = piece * (MAX_SOURCE // len(piece))

    started = time.process_time()
    plain(render(source, markup))
    seconds = time.process_time() - started

    assert seconds < 5  # about 1 s at worst; what grows with the square takes minutes


def test_a_long_lazy_quote_costs_no_more_than_its_length():
    source = "> " * 100 + "a\n" + "b\n" * 20_000

    started = time.process_time()
    render(source)
    seconds = time.process_time() - started

    assert seconds < 6


# ---- Words without markup ---------------------------------------------------------------------


def test_plain_text_has_a_line_for_each_block_and_the_code_as_it_stands():
    post = "# T\n\na *b*\nc&nbsp;d\n\n- x\n- y\n\n```\nif a < b:\n    c\n\nd\n```\n\n|h|i|\n|-|-|\n|1|2|"

    text = plain(render(post))

    assert text == "T\na b c d\nx\ny\nif a < b:\n    c\n\nd\nh i\n1 2"


def test_plain_text_tells_a_picture_by_its_alt_text():
    text = plain(render("see ![the pump](/forum/files/7) here"))

    assert text == "see the pump here"


def test_a_short_text_is_its_own_excerpt():
    line = excerpt("One\n two   three")

    assert line == "One two three"


@pytest.mark.parametrize(
    ("text", "length", "line"),
    [
        ("the quick brown fox", 15, "the quick…"),
        ("the quick brown fox", 16, "the quick brown…"),
        ("well, then and so on", 8, "well…"),
        ("Donaudampfschifffahrt", 10, "Donaudamp…"),
    ],
)
def test_an_excerpt_ends_at_a_word(text, length, line):
    cut = excerpt(text, length)

    assert cut == line


@settings(deadline=None)  # the machine may be busy
@given(text=st.text(), length=st.integers(1, 50))
def test_an_excerpt_is_never_longer_than_asked(text, length):
    line = excerpt(text, length)

    assert len(line) <= length


@pytest.mark.parametrize(
    ("source", "first", "levels"),
    [
        ("## one\n## two", 3, "33"),
        ("## one\n#### two\n### three\n# four", 2, "2332"),
        ("### one\n# two\n## three", 3, "334"),
        ("# one\n## two\n### three\n#### four", 3, "3456"),
        ("#### one\n\n`<h3>`", 3, "3"),
    ],
)
def test_headings_begin_below_those_of_the_page_and_skip_no_level(source, first, levels):
    html = under_heading(render(source), first)

    assert re.findall(r"<h([1-6])>", html) == re.findall(r"</h([1-6])>", html) == list(levels)
