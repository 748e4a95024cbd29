"""Which language a text is in: English is not lost, other languages are not scored."""

import csv
import re
import tomllib
from pathlib import Path

import pytest

from community.sample import words
from tests.shared_data import shared
from voc.listening import cleaning
from voc.listening.languages import is_readable, language_of

TABLE = Path(__file__).with_name("support_voices.csv")
TONGUES = Path(words.__file__).parent / "words" / "tongues.toml"


def readable(text):
    return is_readable(text, language_of(text))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Works now, thanks for the quick help with this!", "en"),
        ("Leider unverändert. Ich warte auf das nächste Update.", "de"),
        ("Merci beaucoup, tout fonctionne maintenant.", "fr"),
        ("Problema resuelto, muchas gracias a todos.", "es"),
        ("Het werkt nog steeds niet na de laatste update.", "nl"),
        ("Did all of that. No change whatsoever.", "und"),
        ("Danke!", "und"),
        ("Спасибо большое за быструю помощь", "und"),
        ("👍", "und"),
        ("", "und"),
    ],
)
def test_language_of_a_text(text, language):
    assert language_of(text) == language


@pytest.mark.parametrize(
    "text", ["", "👍", ":)", "+1", "Works!", "We had a pigeon's nest.", "Same as Dagny, same here."]
)
def test_short_remarks_and_signs_are_read_as_english(text):
    assert readable(text)


@pytest.mark.parametrize("text", ["Спасибо большое за помощь", "非常感谢你的帮助", "شكرا جزيلا على المساعدة"])
def test_scripts_that_no_known_language_has_are_not_read(text):
    assert not readable(text)


def test_no_english_support_voice_is_lost():
    with TABLE.open(encoding="utf-8", newline="") as lines:
        texts = [row["text"] for row in csv.DictReader(lines)]

    assert [text for text in texts if not readable(text)] == []


def test_talk_in_other_languages_is_found():
    topics = tomllib.loads(TONGUES.read_text(encoding="utf-8"))["topic"]
    voices = [topic[part] for topic in topics for part in ("body", "answer", "said") if topic[part]]
    sentences = {sentence for voice in voices for sentence in cleaning.clean(voice).sentences}

    assert [voice for voice in voices if readable(voice)] == []
    assert len(list(filter(readable, sentences))) <= 0.12 * len(sentences)


def test_hardly_any_english_tweet_is_lost():
    with shared("airline_tweets/tweets.csv").open(encoding="utf-8", newline="") as lines:
        texts = [cleaning.clean(re.sub(r"@\w+", "", row["text"])).text for row in csv.DictReader(lines)]

    lost = [text for text in texts if not readable(text)]

    assert len(texts) > 7_000
    assert len(lost) <= len(texts) * 0.003
