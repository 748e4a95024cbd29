"""The style page shows every part that pages are made of."""

import re
from functools import cache
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).parents[2] / "templates"
MACRO = re.compile(r"{%-? macro (\w+)\((.*?){%-? endmacro", re.DOTALL)
BODIES = {
    name: body for path in (TEMPLATES / "_macros").glob("*.html") for name, body in MACRO.findall(path.read_text())
}
PAGE = "".join(path.read_text() for path in (TEMPLATES / "style").glob("*.html"))


def called_in(text: str) -> set[str]:
    """Return the macros that a text calls."""
    return {name for name in BODIES if re.search(rf"(?<![\w.]){name}\(", text)}


@cache
def shown() -> set[str]:
    """Return the macros that the page calls, itself or through another of them."""
    found, fresh = set[str](), called_in(PAGE)
    while fresh:
        found |= fresh
        fresh = set().union(*(called_in(BODIES[name]) for name in fresh)) - found
    return found


def test_there_are_macros_to_show():
    assert len(BODIES) > 50


@pytest.mark.parametrize("name", sorted(BODIES))
def test_every_macro_is_on_the_style_page(name):
    assert name in shown()


def test_every_colour_has_its_swatch():
    sheet = (TEMPLATES / "static/style.css").read_text()
    named = re.findall(r"--([a-z-]+): light-dark", (TEMPLATES / "static/tokens.css").read_text())

    swatches = re.findall(r'\[data-token="([a-z-]+)"\] \{ background: var\(--([a-z-]+)\)', sheet)

    assert swatches == [(name, name) for name in named]


def test_the_page_is_open_to_everybody_and_prints_contrasts(browser):
    page = browser.get("/style")

    assert page.status_code == 200
    assert "--ink-soft" in page.text
    assert re.search(r'<td class="number">\d+\.\d</td>', page.text)


def test_a_form_that_is_sent_shows_what_is_wrong_with_it(browser):
    page = browser.post("/style", data={"title": "Short"})

    assert page.status_code == 200
    assert page.text.count('role="alert"') == 2
