"""The forum's public pages, for the sitemap."""

from collections.abc import Iterator

from sqlalchemy import select

from community.kernel.auth import NOBODY
from community.kernel.db import db
from community.kernel.sitemaps import PublicPage, Sitemap

from . import addresses, queries, seeing
from .models import Board, Topic


def _boards(first: int, last: int) -> Iterator[PublicPage]:
    seen = select(Board.slug, Board.last_activity_at).where(seeing.seen_by(NOBODY))
    for slug, changed_at in db.session.execute(seen.where(Board.id.between(first, last)).order_by(Board.id)):
        yield PublicPage(addresses.board(slug), changed_at)


def _topics(first: int, last: int) -> Iterator[PublicPage]:
    seen = queries.visible_topics(NOBODY, Topic.id, Topic.slug, Topic.last_activity_at)
    for id_, slug, changed_at in db.session.execute(seen.where(Topic.id.between(first, last)).order_by(Topic.id)):
        yield PublicPage(addresses.topic(id_, slug), changed_at)


SITEMAPS = (
    Sitemap(name="boards", ids=Board.id, between=_boards),
    Sitemap(name="topics", ids=Topic.id, between=_topics),
)
