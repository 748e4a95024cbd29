"""The sample community lived through in a test's own database, whole or its beginning only."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from support import counting

from community import demo
from community.kernel import db as kernel_db
from community.sample import model

UNTIL = datetime(2025, 6, 15, 12, tzinfo=UTC)


def sample(weeks: int | None = None) -> model.Plan:
    """Live through the sample community, or through its first weeks; return the plan."""
    planned = demo.plan_until(UNTIL)
    if weeks is not None:
        planned = _beginning(planned, planned.since + timedelta(weeks=weeks))
    demo.fill(planned, lambda _number: None)
    with kernel_db.writing():
        counting.count()
    return planned


def _beginning(planned: model.Plan, end: datetime) -> model.Plan:
    """Return the plan of what began before `end`."""
    topics = tuple(replace(topic, closure=None) for topic in planned.topics if topic.at < end)
    numbers = {topic.number for topic in topics}
    ideas = tuple(idea for idea in planned.ideas if idea.at < end)
    articles = tuple(article for article in planned.articles if article.topic in numbers)
    stories = tuple(story for story in planned.stories if story.topic in numbers)
    kept = planned.tidying
    tidying = model.Tidying(
        moved=tuple(moved for moved in kept.moved if moved.topic in numbers),
        twice=tuple(twice for twice in kept.twice if twice.topic in numbers and twice.at < end),
        asides=tuple(aside for aside in kept.asides if aside.split_at < end),
    )
    return replace(planned, topics=topics, ideas=ideas, articles=articles, stories=stories, tidying=tidying)
