"""Whose language a page, a mail and a refusal speak."""

import pytest
from flask import Flask
from flask_babel import force_locale
from support import databases

from community.app import create_app
from community.kernel.errors import Refused, SettingsError, Word
from community.kernel.web import language, wording

GERMAN, ENGLISH, FRENCH = ({"Accept-Language": asked} for asked in ("de-AT,de;q=0.9", "en-GB,de;q=0.2", "fr"))
SEARCH = {"de": "Die Community durchsuchen", "en": "Search the community"}


@pytest.fixture
def german_site(app, tmp_path):
    """An application whose community speaks German by itself."""
    return create_app(databases.settings_for(f"sqlite:///{tmp_path / 'none.db'}", tmp_path, LOCALE="de"))


@pytest.mark.parametrize(("asked", "spoken"), [(GERMAN, "de"), (ENGLISH, "en"), (FRENCH, "en"), ({}, "en")])
def test_a_visitor_reads_the_first_language_of_their_browser_that_we_speak(browser, asked, spoken):
    page = browser.get("/accounts/sign-in", headers=asked)

    assert f'<html lang="{spoken}" dir="ltr"' in page.text
    assert SEARCH[spoken] in page.text
    assert page.headers["Content-Language"] == spoken
    assert "Accept-Language" in page.headers["Vary"]


def test_two_readers_in_turn_each_read_their_own(browser):
    spoken = [browser.get("/forum/topics", headers=asked).text for asked in (GERMAN, ENGLISH, GERMAN)]

    assert [SEARCH["de"] in page for page in spoken] == [True, False, True]
    assert [SEARCH["en"] in page for page in spoken] == [False, True, False]


def test_a_members_own_choice_comes_before_their_browsers(asker, signed_in):
    client = signed_in(asker)
    form = {"name": asker.name, "about": "", "time_zone": "", "language": "de"}

    saved = client.post("/accounts/settings", data=form, headers=ENGLISH, follow_redirects=True)

    assert "Deine Einstellungen sind gespeichert." in saved.text
    assert '<option selected value="de">Deutsch</option>' in saved.text
    assert SEARCH["de"] in client.get("/forum/topics", headers=ENGLISH).text


def test_a_choice_that_we_do_not_speak_is_none(asker, signed_in):
    asker.language = "fr"

    page = signed_in(asker).get("/accounts/settings", headers=GERMAN)

    assert SEARCH["de"] in page.text
    assert '<option selected value="">' in page.text


def test_who_asks_for_nothing_we_speak_reads_the_sites_language(german_site):
    with german_site.test_request_context(headers=FRENCH):
        assert language.tag() == "de"
    with german_site.app_context():
        assert language.tag() == "de"


def test_a_site_cannot_be_set_to_a_language_that_nobody_translated(tmp_path):
    with pytest.raises(SettingsError, match="LOCALE must be one of en, de"):
        databases.settings_for("", tmp_path, LOCALE="tlh")


def test_the_api_speaks_english_to_everybody(browser):
    answer = browser.get("/api/v1/no-such-thing", headers=GERMAN)

    assert answer.status_code == 404
    assert answer.json["title"] == "There is nothing here"


def test_a_no_is_translated_with_its_words_and_stays_english_for_programs(app):
    no = Refused("%(what)s is too short; please write at least %(n)s characters.", what=Word("The title"), n=15)

    with force_locale("de"):
        said = wording.refusal(no)

    assert said == "Der Titel ist zu kurz; bitte schreib mindestens 15 Zeichen."
    assert str(no) == no.sentence == "The title is too short; please write at least 15 characters."


def test_a_no_reaches_the_page_in_german(asker, topic, signed_in):
    path = f"/forum/topics/{topic.id}/{topic.slug}"

    page = signed_in(asker).post(
        f"/forum/topics/{topic.id}/too",
        headers=GERMAN | {"Referer": f"http://localhost{path}"},
        follow_redirects=True,
    )

    assert "Das ist deine eigene Frage; du bist schon mitgezählt." in page.text


def test_the_librarys_sentences_are_ours(browser):
    page = browser.post("/accounts/sign-in", data={"email": "nobody@example.com", "password": "guess"}, headers=GERMAN)

    assert "Mailadresse oder Passwort stimmt nicht" in page.text


def test_a_page_about_a_broken_member_asks_the_browser_only(browser, monkeypatch):
    def break_down(_self):
        raise RuntimeError("the member cannot be read")

    monkeypatch.setattr("community.accounts.queries.people", break_down)
    monkeypatch.setitem(browser.application.config, "TESTING", False)

    page = browser.get("/accounts/people", headers=GERMAN)

    assert page.status_code == 500
    assert "Bei uns ist etwas kaputtgegangen" in page.text


def test_words_that_are_written_down_are_the_sites_whoever_asks(app: Flask):
    with force_locale("de"), language.spoken_to(None):
        assert language.tag() == "en"
    with language.spoken_to("de"):
        assert language.tag() == "de"


def test_numbers_and_days_are_written_as_the_reader_writes_them(app: Flask):
    with force_locale("de"):
        german = (wording.decimals(1234.5, 2), wording.spelled("1,234.50"))

    assert german == ("1234,50", "1.234,50")
    assert wording.decimals(1234.5, 2) == "1234.50"
