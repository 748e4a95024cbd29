"""Words, times and numbers in the reader's language, as pages say them by the hundred.

What depends on the language and the value only is looked up once; nothing here knows who reads.
"""

from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Any

from babel import Locale
from babel.dates import format_date, format_timedelta, get_timezone_name
from babel.numbers import format_compact_decimal, format_decimal, get_decimal_symbol, get_group_symbol
from babel.units import format_unit
from flask_babel import get_locale, get_timezone, get_translations
from flask_babel import gettext as _
from markupsafe import Markup

from .. import clock
from ..errors import Refused, Word

DAYS_SHOWN_AS_AGO = 30
COMPACT_FROM = 10_000
KEPT = 4_096
UNITS = (30 * 86_400, 7 * 86_400, 86_400, 3_600, 60, 1)  # seconds of a month, week, day, hour, minute
_zone_names: dict[tuple[Any, ...], str] = {}


def say(message: str, **values: Any) -> Markup:
    """Translate a message of a page and fill in the values, escaped."""
    locale = get_locale()
    return _translated(locale, message) % values if values else _without_values(locale, message)


@lru_cache(KEPT)
def _translated(_locale: Locale, message: str) -> Markup:
    return Markup(_(message))  # noqa: S704 - a catalogue is part of the program, as templates are


@lru_cache(KEPT)
def _without_values(locale: Locale, message: str) -> Markup:
    return _translated(locale, message) % {}  # templates write %% for a percent sign, with values or without


def refusal(no: Refused) -> str:
    """Return in the reader's language why a rule says no."""
    said = _(no.message)
    values = {name: _(value) if isinstance(value, Word) else value for name, value in no.values.items()}
    return str(said % values if values else said)


def say_number(one: str, many: str, number: int, **values: Any) -> Markup:
    """Translate a message that depends on a number, and fill in the values, escaped."""
    return _translated_number(get_locale(), one, many, number) % {"num": number, **values}


@lru_cache(KEPT)
def _translated_number(_locale: Locale, one: str, many: str, number: int) -> Markup:
    said = get_translations().ungettext(one, many, number)
    return Markup(said)  # noqa: S704 - as above


def ago(moment: datetime) -> str:
    """Return how long ago `moment` was, or in how long it will be, in words; a date when that says more."""
    return ago_in(get_locale(), get_timezone(), moment)


def ago_in(locale: Locale, zone: tzinfo, moment: datetime) -> str:
    """Return the same in a language and zone that are known."""
    seconds = int((clock.now() - moment).total_seconds())
    if abs(seconds) < 45:
        return str(_("just now"))
    if abs(seconds) >= (DAYS_SHOWN_AS_AGO + 1) * 86_400:
        return _day(locale, moment.astimezone(zone).date(), _("d MMM y"))
    if seconds < 0:
        return _ahead(locale, _rounded(-seconds))
    return _so_long_ago(locale, _rounded(seconds))


def _rounded(seconds: int) -> int:
    size = next(size for size in UNITS if seconds >= size)
    return round(seconds / size) * size


def ahead(seconds: int) -> str:
    """Return in how long something will be, in words."""
    return _ahead(get_locale(), seconds)


def _ahead(locale: Locale, seconds: int) -> str:
    return format_timedelta(timedelta(seconds=seconds), add_direction=True, threshold=1.5, locale=locale)


def size(number_of_bytes: int) -> str:
    """Return a size in words, of which people send some."""
    return format_unit(number_of_bytes / 1_000_000, "megabyte", "short", locale=get_locale())


@lru_cache(KEPT)
def _so_long_ago(locale: Locale, seconds: int) -> str:
    return format_timedelta(timedelta(seconds=-seconds), add_direction=True, threshold=1, locale=locale)


@lru_cache(KEPT)
def _day(locale: Locale, day: date, pattern: str) -> str:
    return format_date(day, pattern, locale=locale)


def exact(moment: datetime) -> str:
    """Return the moment in the reader's zone, to the minute."""
    return exact_in(get_locale(), get_timezone(), moment)


def exact_in(locale: Locale, zone: tzinfo, moment: datetime) -> str:
    """Return the same in a language and zone that are known."""
    local = moment.astimezone(zone)
    return f"{_day(locale, local.date(), _('d MMMM y'))}, {local.hour:02}:{local.minute:02} {_zone_name(locale, local)}"


def _zone_name(locale: Locale, local: datetime) -> str:
    key = (locale, local.tzinfo, local.utcoffset(), local.dst())
    if key not in _zone_names:
        _zone_names[key] = get_timezone_name(local, "short", locale=locale)
    return _zone_names[key]


def iso(moment: datetime) -> str:
    """Return the moment for machines."""
    return moment.isoformat(timespec="seconds")


def number(value: int) -> str:
    """Return a number grouped by the reader's custom, compact from ten thousand on."""
    return str(value) if 0 <= value < 1_000 else _grouped(get_locale(), value)


@lru_cache(KEPT)
def _grouped(locale: Locale, value: int) -> str:
    if value >= COMPACT_FROM:
        return format_compact_decimal(value, locale=locale, fraction_digits=1)
    return format_decimal(value, locale=locale)


def spelled(digits: str) -> str:
    """Return a number that the program wrote ("1,234.50") as the reader writes it."""
    return digits.translate(_signs(get_locale()))


@lru_cache(KEPT)
def _signs(locale: Locale) -> dict[int, str]:
    return str.maketrans({",": get_group_symbol(locale), ".": get_decimal_symbol(locale)})


def decimals(value: float, places: int) -> str:
    """Return a number with so many places behind the point, as the reader writes it."""
    return spelled(f"{value:.{places}f}")
