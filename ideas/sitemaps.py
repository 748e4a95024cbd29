"""The ideas that everybody may read, for the sitemap."""

from collections.abc import Iterator

from community.kernel.auth import NOBODY
from community.kernel.db import db
from community.kernel.sitemaps import PublicPage, Sitemap

from . import addresses, queries
from .models import Idea


def _ideas(first: int, last: int) -> Iterator[PublicPage]:
    seen = queries.visible_ideas(NOBODY, Idea.id, Idea.slug, Idea.status_since).where(Idea.merged_into_id.is_(None))
    for id_, slug, changed_at in db.session.execute(seen.where(Idea.id.between(first, last)).order_by(Idea.id)):
        yield PublicPage(addresses.idea(id_, slug), changed_at)


SITEMAPS = (Sitemap(name="ideas", ids=Idea.id, between=_ideas),)
