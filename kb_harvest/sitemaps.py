"""The articles that everybody may read, for the sitemap."""

from collections.abc import Iterator

from community.kernel.auth import NOBODY
from community.kernel.db import db
from community.kernel.sitemaps import PublicPage, Sitemap

from . import addresses, queries
from .models import Article


def _articles(first: int, last: int) -> Iterator[PublicPage]:
    seen = queries.visible_to(NOBODY, Article.id, Article.slug, Article.edited_at)
    for id_, slug, changed_at in db.session.execute(seen.where(Article.id.between(first, last)).order_by(Article.id)):
        yield PublicPage(addresses.article(id_, slug), changed_at)


SITEMAPS = (Sitemap(name="articles", ids=Article.id, between=_articles),)
