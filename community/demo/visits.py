"""How often the topics of the sample community were read."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from sqlalchemy import bindparam, insert, update

from community.forum.models import Topic
from community.kernel.db import db, table_of
from community.kernel.page_views import PageView
from community.sample import model

from .lived import Lived

VIEW_SHARES = (0.45, 0.25, 0.15, 0.1, 0.05)  # how a topic's views spread over the weeks after its beginning


def write_views(lived: Lived, some: Sequence[model.Topic]) -> None:
    """Write how often the topics were read, spread over the weeks since they began."""
    rows = [row for topic in some for row in _views_of(lived, topic)]
    if rows:
        db.session.execute(insert(PageView), rows)
    seen = update(table_of(Topic)).where(table_of(Topic).c.id == bindparam("topic_id"))
    counts = [{"topic_id": lived.topics[topic.number].id, "seen": topic.views} for topic in some]
    db.session.execute(seen.values(views=bindparam("seen")), counts)


def _views_of(lived: Lived, topic: model.Topic) -> Iterator[dict[str, object]]:
    left = topic.views
    for week, share in enumerate(VIEW_SHARES):
        hour = (topic.at + timedelta(weeks=week)).replace(minute=0, second=0, microsecond=0)
        last = week == len(VIEW_SHARES) - 1 or hour + timedelta(weeks=1) > lived.plan.until
        seen = left if last else min(left, round(topic.views * share))
        left -= seen
        if seen:
            yield {
                "kind": "topic",
                "thing_id": lived.topics[topic.number].id,
                "hour": hour,
                "human": seen,
                "total": seen,
            }
