"""Of what the knowledge base tells whom: people whose words became part of an article, beside the letter they get."""

from collections.abc import Iterator, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from community.kernel.announcing import Announcement, Reason, Telling
from community.kernel.events import Fact

from .events import ArticlePublished

REASONS = (
    Reason(
        name="article",
        label=_l("Your thread became an article"),
        says=lambda _who: _("Your words became part of an article"),
        strength=60,
        way="house",
        has_letter=True,
    ),
)


def tell(facts: Sequence[Fact]) -> Iterator[Telling]:
    """Yield each contributor, once an article."""
    for fact in facts:
        event: Any = fact.event
        article = ("article", event.article_id)
        for member_id in sorted({id_ for id_ in event.author_ids if id_}):
            told = {"member_id": member_id, "reason": "article", "occasion": f"kb_harvest.article {event.article_id}"}
            yield Telling(fact=fact, thing=article, about=article, by=event.by, **told)


ARTICLES = Announcement(reasons=REASONS, kinds=(ArticlePublished,), tell=tell)
