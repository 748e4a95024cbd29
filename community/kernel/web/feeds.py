"""RSS and Atom feeds, written by feedgen; texts go in as text or sanitised HTML, links as full addresses."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from flask import Response

from .. import clock
from ..texts import UNSHOWABLE
from .links import full_url


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry: `html` is sanitised, `url` a path of this site."""

    title: str
    url: str
    html: str
    author: str
    at: datetime
    edited_at: datetime | None = None

    @property
    def updated(self) -> datetime:
        return self.edited_at or self.at


def rss(title: str, url: str, description: str, entries: Iterable[Entry]) -> Response:
    """Return an RSS 2.0 answer; the newest entry stands first, as it is handed in."""
    feed = _begun(title, url)
    feed.description(_plain(description))
    for entry in entries:
        item = _added(feed, entry)
        item.guid(full_url(entry.url), permalink=True)
        item.content(_plain(entry.html), type="CDATA")
        item.author(name=_plain(entry.author), email="nobody@invalid")
        item.pubDate(entry.at)
    return Response(feed.rss_str(pretty=True), mimetype="application/rss+xml")


def atom(title: str, url: str, description: str, entries: Sequence[Entry], *, own_url: str) -> Response:
    """Return an Atom 1.0 answer (RFC 4287), which itself is at `own_url`; the newest entry stands first."""
    feed = _begun(title, url)
    feed.id(full_url(own_url))
    feed.link(href=full_url(own_url), rel="self")
    feed.subtitle(_plain(description))
    feed.updated(max((entry.updated for entry in entries), default=clock.now()))
    for entry in entries:
        item = _added(feed, entry)
        item.id(full_url(entry.url))
        item.content(_plain(entry.html), type="html")
        item.author(name=_plain(entry.author))
        item.published(entry.at)
        item.updated(entry.updated)
    return Response(feed.atom_str(pretty=True), mimetype="application/atom+xml")


def _begun(title: str, url: str) -> FeedGenerator:
    feed = FeedGenerator()
    feed.title(_plain(title))
    feed.link(href=full_url(url), rel="alternate")
    return feed


def _added(feed: FeedGenerator, entry: Entry) -> FeedEntry:
    item = feed.add_entry(order="append")
    item.title(_plain(entry.title))
    item.link(href=full_url(entry.url))
    return item


def _plain(text: str) -> str:
    """Return the text without the characters that XML forbids."""
    return UNSHOWABLE.sub("", text)
