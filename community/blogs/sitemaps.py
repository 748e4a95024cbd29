"""The public posts of the blog, for the sitemap."""

from collections.abc import Iterator

from sqlalchemy import func

from community.kernel.auth import NOBODY
from community.kernel.db import db
from community.kernel.sitemaps import PublicPage, Sitemap

from . import addresses, queries
from .models import BlogPost


def _posts(first: int, last: int) -> Iterator[PublicPage]:
    changed = func.coalesce(BlogPost.edited_at, BlogPost.published_at)
    seen = queries.published_posts(NOBODY, BlogPost.id, BlogPost.slug, changed)
    for id_, slug, changed_at in db.session.execute(seen.where(BlogPost.id.between(first, last)).order_by(BlogPost.id)):
        yield PublicPage(addresses.post(id_, slug), changed_at)


SITEMAPS = (Sitemap(name="blogs", ids=BlogPost.id, between=_posts),)
