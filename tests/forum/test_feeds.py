"""Feeds are valid XML whatever was written, and lead back by full addresses."""

from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import pytest
from defusedxml import ElementTree
from support import people

from community.forum import addresses
from community.kernel.db import db

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


def feed_of(browser, address):
    response = browser.get(address)
    return response, ElementTree.fromstring(response.data).find("channel")


def test_the_feed_of_a_board_tells_its_newest_topics(board, asker, browser):
    topics = [people.topic(board, asker, f"Topic number {n} & more") for n in (1, 2, 3)]

    response, channel = feed_of(browser, addresses.board_feed(board.slug))

    assert response.mimetype == "application/rss+xml"
    assert [item.findtext("title") for item in channel.findall("item")] == [t.title for t in reversed(topics)]
    moment = parsedate_to_datetime(channel.find("item").findtext("pubDate"))
    assert abs((moment - topics[-1].created_at).total_seconds()) < 1


def test_the_feed_of_a_topic_tells_its_newest_posts(topic, answer, browser):
    _, channel = feed_of(browser, addresses.topic_feed(topic.id))

    told = [item.findtext(CONTENT) or item.findtext("description") for item in channel.findall("item")]

    assert "Press the button" in told[0]
    assert "It worked last week." in told[1]


@pytest.mark.parametrize("where", ["board", "topic"])
def test_every_link_of_a_feed_is_a_full_address(where, *, app, board, topic, answer, browser):
    address = addresses.board_feed(board.slug) if where == "board" else addresses.topic_feed(topic.id)

    _, channel = feed_of(browser, address)

    links = [
        channel.findtext("link"),
        *(item.findtext(n) for item in channel.findall("item") for n in ("link", "guid")),
    ]
    assert len(links) >= 3
    assert {link for link in links if not link.startswith(app.extensions["settings"].base_url)} == set()
    assert [browser.get(urlsplit(link).path, follow_redirects=True).status_code for link in links] == [200] * len(links)


@pytest.mark.parametrize("odd", ["a\x0bb\x1bc", "]]> & <b>", "\u202eright", "🎉", "&#0; &amp;lt;"])
def test_odd_characters_leave_a_feed_valid(odd, board, asker, helper, browser):
    topic = people.topic(board, asker, f"A title with {odd} in it", body=f"A text with {odd} in it.")
    people.answer(topic, helper, f"An answer with {odd} in it.")

    of_topic, of_board = (
        feed_of(browser, address)[1] for address in (addresses.topic_feed(topic.id), addresses.board_feed(board.slug))
    )

    assert len(of_topic.findall("item")) == 2
    assert len(of_board.findall("item")) == 1


@pytest.mark.parametrize("odd", ["a\x0bb\x1bc", "\uffff"])
def test_odd_characters_in_imported_words_leave_a_feed_valid(odd, topic, answer, browser):
    answer.html, topic.title = f"<p>Imported {odd} words</p>", f"Imported {odd} title"
    db.session.commit()

    _, channel = feed_of(browser, addresses.topic_feed(topic.id))

    assert len(channel.findall("item")) == 2
