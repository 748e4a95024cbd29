"""A post cut into paragraphs: nothing is lost, and what belongs together stays together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.kernel.markup import plain, render
from kb_harvest import rules
from kb_harvest.passages import MOST_OF_A_POST, passages, sorted_out, states_cause, versions_in

MARKDOWN = """My **hub** does not see it.

1. I pressed the button
2. I waited

```
first line

last line
```

| a | b |
|---|---|
| 1 | 2 |

See [the manual][m].

[m]: https://docs.example/manual
"""


def words(html):
    return plain(html).split()


def test_markdown_is_cut_between_its_blocks():
    bodies = [passage.body for passage in passages(MARKDOWN, "markdown", render(MARKDOWN))]

    assert [body.splitlines()[0] for body in bodies] == [
        *("My **hub** does not see it.", "1. I pressed the button", "```", "| a | b |", "See [the manual][m].")
    ]
    assert 'href="https://docs.example/manual"' in render(bodies[-1])


@pytest.mark.parametrize(
    "source",
    [
        "    indented code\n\n        deeper",
        "    code with ``` in it",
        "  - one\n  - two\n    - three",
        "   1. one\n   2. two",
        "```python\n    kept = 1\n```",
        "> quoted\n> twice",
        "Title\n=====",
        "a  \nb",
    ],
)
def test_a_block_means_the_same_when_it_stands_alone_and_is_stored(source):
    (found,) = passages(source, "markdown", "")

    assert render(rules.paragraph_text(found.body)) == render(source)


def test_html_is_cut_between_its_outermost_elements():
    html = render("<p>Hello <b>you</b> &amp; me</p><ul><li>a<br>b</li></ul><pre><code>x &lt; y</code></pre>", "html")

    found = passages("unused", "html", html)

    assert [passage.text for passage in found] == ["Hello you & me", "a\nb", "x < y"]
    assert all(render(passage.body, "html") == passage.body for passage in found)


@given(st.lists(st.text("abc *_-`>#1.\n[]()", max_size=30), max_size=8))
def test_no_word_of_a_post_is_lost_or_doubled(blocks):
    source = "\n\n".join(blocks)

    found = passages(source, "markdown", render(source))

    if "[" not in source:
        assert [w for passage in found for w in passage.text.split()] == words(render(source))


def test_the_rest_of_a_very_long_post_stays_with_its_last_paragraph():
    source = "\n\n".join(f"Step number {n}." for n in range(100))

    found = passages(source, "markdown", render(source))

    assert len(found) == MOST_OF_A_POST
    assert "Step number 99." in found[-1].body


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("The cause is a stuck relay.", True),
        ("This happens because the hub sleeps.", True),
        ("The usual reason for this was the cable.", False),
        ("The real culprit was the router.", True),
        ("That is due to the new firmware.", True),
        ("Press the button because it helps.", False),
        ("Restart it.", False),
    ],
)
def test_a_cause_is_taken_only_where_it_is_stated(text, cause):
    assert states_cause(text) is cause


def test_an_answer_of_causes_only_is_still_a_resolution():
    found = passages("The cause is a stuck relay.", "markdown", "")

    assert [piece.section for piece in sorted_out(found, 7)] == ["resolution"]


def test_an_answer_tells_cause_and_steps_each_with_its_source():
    found = passages("The cause is a stuck relay.\n\nTap it gently.", "markdown", "")

    pieces = sorted_out(found, 7)

    assert [(piece.section, piece.source_post_id) for piece in pieces] == [("cause", 7), ("resolution", 7)]


def test_versions_are_found_and_other_numbers_are_not():
    texts = [
        "The Aurora Hub 2.4 with firmware 4.2.1 on iOS 17",
        "again iOS 17, v1.2.3, for 3.50 at 192.168.1.1 in 2026",
    ]

    assert versions_in(texts) == ["Aurora Hub 2.4", "firmware 4.2.1", "iOS 17", "v1.2.3"]
