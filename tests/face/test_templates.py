"""What holds for the text of every template: nothing inline, words that can be translated, guarded forms."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

FOLDER = Path(__file__).parents[2] / "templates"
ROOMS = ("community", "ideas", "kb_harvest", "reputation", "voc")
NAMES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.html"))

COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
ATTRIBUTE_BLOCK = re.compile(r"\{%-? block (?:page_class|action|html_attributes) %\}.*?\{% endblock -?%\}")
STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
DOCUMENT = "_document.html"  # what leaves the house as a mail or a file carries its style with it
DATA_OR_FILE = r"[^>]*\b(?:src=|type=\"application/ld)"  # browsers run no data, so the policy need not allow it
CODE = re.compile(r"<code>.*?</code>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
SPOKEN_ATTRIBUTE = re.compile(r"\b(?:aria-label|title|placeholder|alt)=\"([^\"]*)\"")
POST_FORM = re.compile(r"<form[^>]*method=\"post\".*?</form>", re.DOTALL)
FILTERS = ("ago", "decimals", "exact", "iso", "number", "safe_html", "spelled")
GUARDS = ("safe_post()", "safe_create()", "{{ guard }}", "block form")

each_template = pytest.mark.parametrize("name", NAMES)


def source(name: str) -> str:
    """Return a template without its comments."""
    return COMMENT.sub("", (FOLDER / name).read_text())


@each_template
def test_template_compiles(name: str) -> None:
    environment = Environment(loader=FileSystemLoader(FOLDER), autoescape=True, extensions=["jinja2.ext.i18n"])
    environment.filters.update(dict.fromkeys(FILTERS, str))

    template = environment.get_template(name)

    assert template.name == name


@each_template
def test_nothing_is_inline(name: str) -> None:
    text = STYLE.sub("", source(name)) if name.endswith(DOCUMENT) else source(name)

    inline = re.findall(rf"<style|<script(?!{DATA_OR_FILE})|\sstyle=|\son[a-z]+=|javascript:", text)

    assert inline == []


@each_template
def test_every_sentence_can_be_translated(name: str) -> None:
    text = JINJA.sub("", ATTRIBUTE_BLOCK.sub("", STYLE.sub("", source(name))))

    spoken = [*TAG.sub(" ", CODE.sub("", text)).split(), *SPOKEN_ATTRIBUTE.findall(text)]

    assert [word for word in spoken if any(letter.isalpha() for letter in word)] == []


@each_template
def test_every_post_form_carries_its_token(name: str) -> None:
    forms = POST_FORM.findall(source(name))

    unguarded = [form for form in forms if not any(guard in form for guard in GUARDS)]

    assert unguarded == []


def test_every_icon_is_in_the_sprite_and_none_beside() -> None:
    drawn = set(re.findall(r"<symbol id=\"([^\"]+)\"", (FOLDER / "static/icons.svg").read_text()))
    rooms = (path.read_text() for room in ROOMS for path in FOLDER.parent.joinpath(room).rglob("room.py"))
    asked = re.findall(r"icon=\"([^\"]+)\"", "".join(rooms))

    for text in map(source, NAMES):
        asked += re.findall(r"icons\.svg\"\) \}\}#([a-z-]+)", text)
        for call in re.findall(r"\b(?:icon|chip|empty)\(.*", text):
            asked += [word for word in re.findall(r"\"([a-z-]+)\"", call) if word in drawn or f'icon("{word}"' in call]

    assert set(asked) == drawn
