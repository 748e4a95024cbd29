"""Every page speaks German to who asks for it: not one sentence of the catalogue is left in English."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from babel.messages import Catalog
from browser import scene
from browser.standing import Standing
from browser.test_pages import PAGES
from flask.testing import FlaskClient
from house import index, spoken
from support import messages

from community.kernel.files import catalogues
from community.kernel.web.limits import limiter

Pages = Mapping[tuple[str, str], list[str]]


@pytest.fixture(scope="session")
def catalogue() -> Catalog:
    return messages.stored(catalogues()["de"])


@pytest.fixture(scope="session")
def spoken_pages(templates: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Pages]:
    """What every kind of page says, in a community that speaks German by itself, to readers of German and English."""
    standing = Standing.built(templates("sqlite"), tmp_path_factory.mktemp("german"), LOCALE="de")
    with standing.copy(tmp_path_factory.mktemp("german-copy")) as (app, community):
        app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
        limiter.enabled = False
        with app.app_context():
            index.bring_up()
        return {language: _read(app.test_client, community, language) for language in ("de", "en")}


def _read(client: type[FlaskClient], community: scene.Community, language: str) -> Pages:
    heard = {}
    for reader, place in PAGES:
        window = client()
        if reader:
            window.set_cookie("session", community.cookies[reader])
        address = community.places.get(place, place)
        page = window.get(address, headers={"Accept-Language": language}, follow_redirects=True)
        assert page.status_code in (200, 403, 404, 410), (place, page.status_code)
        assert f'<html lang="{language}" dir="ltr"' in page.text, place
        heard[reader, place] = spoken.said(page.text)
    return heard


@pytest.fixture(scope="session")
def extracted() -> Catalog:
    return messages.extracted()


@pytest.fixture(scope="session")
def english(catalogue: Catalog) -> set[str]:
    return spoken.pieces(catalogue)


def test_no_page_leaves_a_sentence_in_english(spoken_pages, english):
    left = [(page, spoken.found_in(texts, english)) for page, texts in spoken_pages["de"].items()]

    assert [(page, found) for page, found in left if found] == []


def test_the_same_search_finds_english_on_every_page_that_is_english(spoken_pages, english):
    found = {page: spoken.found_in(texts, english) for page, texts in spoken_pages["en"].items()}

    assert [page for page, pieces in found.items() if len(pieces) < 3] == []
    assert len(set().union(*found.values())) > len(english) / 3


def test_nothing_is_missing_from_the_catalogue_and_nothing_is_doubtful(catalogue):
    assert [message.id for message in messages.untranslated(catalogue)] == []


def test_the_catalogue_holds_what_the_sources_say_and_nothing_else(extracted, catalogue):
    said, known = ({message.id for message in one if message.id} for one in (extracted, catalogue))

    assert sorted(map(str, said - known)) == []
    assert sorted(map(str, known - said)) == []


def test_every_template_that_says_something_is_read(extracted):
    read = {place for message in extracted for place, _ in message.locations}
    saying = [path for path in (messages.ROOT / "templates").rglob("*.html") if '_("' in path.read_text("utf-8")]

    assert len(saying) > 100
    assert {path.relative_to(messages.ROOT).as_posix() for path in saying} - read == set()


def test_a_translation_has_the_placeholders_of_its_message(catalogue):
    wrong = [
        message.id
        for message in catalogue
        if message.id
        for one, other in zip(spoken.strings(message.id), spoken.strings(message.string), strict=True)
        if Counter(spoken.PLACEHOLDER.findall(one)) != Counter(spoken.PLACEHOLDER.findall(other))
        or (one[-1:].isspace(), one[:1].isspace()) != (other[-1:].isspace(), other[:1].isspace())
    ]

    assert wrong == []


def test_a_percent_sign_on_a_page_is_written_twice(catalogue):
    said_by_pages = [m for m in catalogue if m.id and any(place.startswith("templates/") for place, _ in m.locations)]

    lonely = [
        text
        for message in said_by_pages
        for text in (*spoken.strings(message.id), *spoken.strings(message.string))
        if "%" in spoken.PLACEHOLDER.sub("", text)
    ]

    assert len(said_by_pages) > 500
    assert lonely == []


def test_a_catalogue_names_no_place_on_a_machine_and_no_day():
    text = Path(catalogues()["de"]).read_text(encoding="utf-8")

    assert "Date:" not in text
    assert str(messages.ROOT) not in text


def test_no_refusal_is_put_together_from_pieces_that_nobody_could_translate():
    files = [path for folder in messages.FOLDERS for path in (messages.ROOT / folder).rglob("*.py")]
    said = [path for path in files if not messages.UNSAID.fullmatch(path.relative_to(messages.ROOT).as_posix())]

    assert len(said) > 200
    assert [path.name for path in said if re.search(r'\bRefused\(\s*(f"|_\("|.*" \+)', path.read_text("utf-8"))] == []
