"""Words, times and numbers on pages: what is kept for the next page says what a fresh look-up would say."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from babel.numbers import format_compact_decimal, format_decimal
from flask import Flask
from flask_babel import Babel, format_datetime, format_timedelta
from markupsafe import Markup

from community.kernel import clock
from community.kernel.web import wording

NOON = datetime(2026, 3, 29, 12, 0, tzinfo=UTC)
BERLIN_SPRINGS = [datetime(2026, 3, 29, 0, 59, tzinfo=UTC), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)]
READERS = [("en", "UTC"), ("en", "Europe/Berlin"), ("de", "Europe/Berlin"), ("fr", "Asia/Kathmandu")]
Reading = Callable[[str, str], AbstractContextManager[None]]


@pytest.fixture
def reading() -> Reading:
    """Return a context in which somebody reads in a language and a time zone."""

    @contextmanager
    def as_reader(language: str, zone: str) -> Iterator[None]:
        app = Flask("readers")
        Babel(app, locale_selector=lambda: language, timezone_selector=lambda: zone)
        with app.test_request_context():
            yield

    return as_reader


@pytest.mark.parametrize(("language", "zone"), READERS)
def test_a_moment_is_told_in_the_readers_language_and_zone(reading, language, zone):
    moments = [NOON, *BERLIN_SPRINGS, *(NOON + timedelta(days=37 * n, minutes=61 * n) for n in range(20))]

    with reading(language, zone):
        told = [wording.exact(moment) for moment in moments]
        anew = [format_datetime(moment, "d MMMM y, HH:mm z") for moment in moments]

    assert told == anew


def test_the_same_moment_is_told_to_each_reader_apart(reading):
    with reading("en", "Europe/Berlin"):
        first = wording.exact(NOON)
    with reading("de", "Asia/Kathmandu"):
        second = wording.exact(NOON)

    assert first.startswith("29 March 2026, 14:00")
    assert second.startswith("29 März 2026, 17:45")


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("seconds", [45, 59, 61, 3_000, 3_600, 5_000, 80_000, 90_000, 700_000, 2_592_000])
def test_what_is_past_is_told_in_the_readers_words(reading, language, seconds):
    with reading(language, "UTC"), clock.at(NOON):
        told = wording.ago(NOON - timedelta(seconds=seconds))
        anew = format_timedelta(timedelta(seconds=-seconds), add_direction=True, threshold=1)

    assert told == anew


def test_nearly_a_day_is_a_day_ago(reading):
    with reading("en", "UTC"), clock.at(NOON):
        told = wording.ago(NOON - timedelta(hours=23, minutes=50))

    assert told == "1 day ago"


def test_long_past_is_told_as_the_day_in_the_readers_zone(reading):
    late = datetime(2025, 12, 31, 23, 30, tzinfo=UTC)

    with reading("en", "Europe/Berlin"), clock.at(NOON):
        told = wording.ago(late)

    assert told == "1 Jan 2026"


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_numbers_are_grouped_and_shortened_as_the_reader_does(reading, language):
    with reading(language, "UTC"):
        told = [wording.number(value) for value in (0, 7, 999, 1_000, 9_999, 10_000, 1_250_000)]

    assert told == [
        *(format_decimal(value, locale=language) for value in (0, 7, 999, 1_000, 9_999)),
        *(format_compact_decimal(value, locale=language, fraction_digits=1) for value in (10_000, 1_250_000)),
    ]


def test_values_are_escaped_and_messages_are_not(reading):
    with reading("en", "UTC"):
        said = wording.say("<b>%(name)s</b>", name="<script>")

    assert said == Markup("<b>&lt;script&gt;</b>")


def test_a_percent_sign_is_written_twice_with_values_and_without(reading):
    with reading("en", "UTC"):
        said = [wording.say("all 100%%"), wording.say("%(share)s%%", share=40)]

    assert said == ["all 100%", "40%"]


def test_one_and_many_have_their_own_words(reading):
    with reading("en", "UTC"):
        said = [wording.say_number("%(n)s reply", "%(num)s replies", n, n=n) for n in (1, 2, 1)]

    assert said == ["1 reply", "2 replies", "1 reply"]
