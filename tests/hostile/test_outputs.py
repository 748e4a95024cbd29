"""What attacks become after they were stored: on every page, in feeds and JSON, and in mails they are words."""

import csv
import io
import json
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hostile.attacks import ALL
from hostile.place import Place, sheet
from hostile.screen import Screen, Sheet
from hostile.test_forms import filled
from hostile.walk import Walk
from sqlalchemy import select
from werkzeug.test import TestResponse

from community.kernel import consumers, indexer, mail, sequencer
from community.kernel.db import db
from community.kernel.outbox import OutboxRow
from community.kernel.rooms import house
from community.kernel.texts import clean

pytestmark = [pytest.mark.browser, pytest.mark.prove, pytest.mark.timeout(900), pytest.mark.xdist_group("outputs")]

FEW = 3
CHOSEN = [attack for attack in ALL if 12 <= len(attack) <= 60 and "<" in attack][:: len(ALL) // FEW][:FEW]
SEARCHES = [f"/search/?q={word}" for word in ("script", "alert", "onerror")]
ASKED = [f"/api/v1/search?q={word}" for word in ("script", "alert")] + ["/api/v1/topics?limit=100"]
OUR_STYLE = ": <style>\n    body {"
NO_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


@pytest.fixture(scope="module")
def told(place: Place) -> Iterator[tuple[Walk, list[EmailMessage]]]:
    """Have every attack stored by every form that takes it, and look at everything; return what was seen and mailed."""
    with place.apart():
        for form in place.forms:
            for attack in CHOSEN if form.asks_for_words and form.method == "POST" else ():
                place.send_for_good(form, filled(form, attack))
        with place.app.app_context():
            sequencer.run()
            for consumer in house().consumers:
                consumers.run(consumer)
            indexer.rebuild()
            rows = list(db.session.scalars(select(OutboxRow).where(OutboxRow.channel == mail.CHANNEL)))
            settings = place.app.extensions["settings"]
            mails = [mail.compose(row.key, row.payload, settings) for row in rows]
        yield place.walk([*SEARCHES, *ASKED]), mails


def read(answer: TestResponse) -> list[str]:
    """Return the texts that a program reads, none in pictures and in mails as they came; what is broken raises."""
    if answer.mimetype.startswith("image/") or answer.mimetype == "application/octet-stream":
        return []
    if answer.mimetype in ("application/json", "application/problem+json"):
        return list(_texts(json.loads(answer.data)))
    if answer.mimetype.endswith("xml"):
        found = ET.fromstring(answer.data).iter()
        return [text for one in found for text in (one.text, *one.attrib.values()) if text]
    if answer.mimetype == "text/csv":
        return [cell for row in csv.reader(io.StringIO(answer.text), strict=True) for cell in row]
    assert answer.mimetype == "text/plain", answer.mimetype
    return [answer.text]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)
    elif isinstance(value, str):
        yield value


def test_stored_attacks_are_words_on_every_page(told: tuple[Walk, list[EmailMessage]], screen: Screen) -> None:
    pages = [sheet(f"{reader} {address}", answer) for reader, address, answer in told[0].pages()]

    assert any(b"&lt;script" in page.body for page in pages)
    assert screen.foreign(pages, live=7) == []
    assert [address for (_, address), answer in told[0].answers.items() if answer.status_code >= 500] == []


def test_stored_attacks_are_whole_texts_to_programs(told: tuple[Walk, list[EmailMessage]]) -> None:
    answers = {key: one for key, one in told[0].answers.items() if one.mimetype != "text/html"}
    titles = {clean(attack) for attack in CHOSEN}

    texts = {address: set(read(answer)) for (_, address), answer in answers.items()}

    assert titles <= texts["/api/v1/topics?limit=100"]
    assert titles <= texts["/forum/boards/charging/feed.rss"]
    assert [one.headers["X-Content-Type-Options"] for one in answers.values()] == ["nosniff"] * len(answers)


def test_stored_attacks_are_words_in_mails(told: tuple[Walk, list[EmailMessage]], screen: Screen) -> None:
    parts = [(letter["Subject"], letter.get_body((kind,))) for letter in told[1] for kind in ("plain", "html")]
    bodies = [(subject, part.get_content(), part.get_content_type()) for subject, part in parts if part]

    pages = [Sheet(subject, text.encode(), NO_POLICY) for subject, text, kind in bodies if kind == "text/html"]

    assert any("<script" in f"{subject} {text}" for subject, text, kind in bodies if kind == "text/plain")
    assert [one for one in screen.foreign(pages) if OUR_STYLE not in one] == []
