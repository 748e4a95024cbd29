"""RSS feeds, written by feedgen; texts go in as text or sanitised HTML, links as full addresses."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin

from feedgen.feed import FeedGenerator
from flask import Response, current_app

from ..texts import UNSHOWABLE


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry: `html` is sanitised, `url` a path of this site."""

    title: str
    url: str
    html: str
    author: str
    at: datetime


def rss(title: str, url: str, description: str, entries: Iterable[Entry]) -> Response:
    """Return an RSS 2.0 answer; the newest entry stands first, as it is handed in."""
    base = current_app.extensions["settings"].base_url
    feed = FeedGenerator()
    feed.title(_plain(title))
    feed.link(href=urljoin(base, url), rel="alternate")
    feed.description(_plain(description))
    for entry in entries:
        item = feed.add_entry(order="append")
        item.title(_plain(entry.title))
        item.link(href=urljoin(base, entry.url))
        item.guid(urljoin(base, entry.url), permalink=True)
        item.content(_plain(entry.html), type="CDATA")
        item.author(name=_plain(entry.author), email="nobody@invalid")
        item.pubDate(entry.at)
    return Response(feed.rss_str(pretty=True), mimetype="application/rss+xml")


def _plain(text: str) -> str:
    """Return the text without the characters that XML forbids."""
    return UNSHOWABLE.sub("", text)
