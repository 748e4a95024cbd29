"""In which language a page, a mail or a document speaks, and where its words are found.

The catalogue of a language is `translations/<code>/LC_MESSAGES/messages.po`, read as it is: nothing compiled can be
older than its source. English is the language of the code, of the API and of the command line.
"""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from functools import cache
from io import BytesIO
from types import MappingProxyType

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, Response, current_app, g, has_request_context, request
from flask_babel import Babel, Domain, force_locale, get_locale
from flask_login import current_user

from ..auth import is_api
from ..config import Settings
from ..files import catalogues

ENGLISH = Locale("en")


@cache
def languages() -> Mapping[str, Locale]:
    """Return the languages that pages can speak, by code; each object is made once, and is found fastest so."""
    return MappingProxyType({"en": ENGLISH, **{code: Locale.parse(code) for code in catalogues()}})


@cache
def catalogue(code: str) -> NullTranslations:
    """Return the words of a language; none for English and for what we do not speak."""
    if code not in catalogues():
        return NullTranslations()
    with catalogues()[code].open("rb") as file:
        messages = read_po(file, locale=code)
    compiled = BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return Translations(compiled)


class Catalogues(Domain):
    """Our catalogues, in place of compiled files."""

    def get_translations(self) -> NullTranslations:
        return catalogue(str(get_locale()))


class Speech(Babel):
    """Flask-Babel with our catalogues."""

    domain_instance = Catalogues()


def init_app(app: Flask, settings: Settings) -> None:
    """Have every answer speak its reader's language, and say which it speaks."""
    Speech(app, locale_selector=_chosen, timezone_selector=_time_zone, default_timezone=settings.time_zone)

    @app.after_request
    def _say_which(response: Response) -> Response:
        if response.mimetype == "text/html":
            response.content_language.add(tag())
            response.vary.add("Accept-Language")
        return response


def _chosen() -> Locale:
    """Return the reader's own choice, else the first of their browser's that we speak, else the site's."""
    if not has_request_context():
        return languages()[site_language()]
    if is_api():
        return ENGLISH
    asked = None if g.get("on_bare_page") else getattr(current_user, "language", None)
    return languages()[chosen_by(asked) or _accepted() or site_language()]


def _accepted() -> str:
    """Return the first of the browser's languages that we speak; "en-GB" before "de" is English before German."""
    asked = (value.partition("-")[0].lower() for value, quality in request.accept_languages if quality > 0)
    return next(filter(chosen_by, asked), "")


def _time_zone() -> str:
    asked = None if g.get("on_bare_page") else getattr(current_user, "time_zone", None)
    return str(asked or current_app.extensions["settings"].time_zone)


def chosen_by(code: str | None) -> str:
    """Return the language that a member chose; nothing where we do not speak it, or they chose none."""
    return code if code and code in languages() else ""


def site_language() -> str:
    """Return the code of the language that the community speaks by itself."""
    return str(current_app.extensions["settings"].locale)


def spoken_to(code: str | None) -> AbstractContextManager[None]:
    """Speak to somebody who chose `code`, whoever makes the request; the site's language where they chose none."""
    return force_locale(chosen_by(code) or site_language())  # type: ignore[no-any-return]


def names() -> list[tuple[str, str]]:
    """Return each language's code and its name in itself."""
    return [(code, (locale.get_display_name(code) or code).capitalize()) for code, locale in languages().items()]


def tag() -> str:
    """Return the code of the reader's language, for `lang`."""
    return str(get_locale().language)


def direction() -> str:
    """Return "ltr" or "rtl", for `dir`."""
    return str(get_locale().text_direction)
