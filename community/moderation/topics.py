"""The actor `moderation.topics`: moving, merging and splitting topics stand in the log of acts of power too."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from community.forum.events import TopicMoved, TopicsMerged, TopicSplit, TopicsTakenApart
from community.forum.models import Topic
from community.kernel.consumers import Actor
from community.kernel.db import db
from community.kernel.events import Event, Fact

from .models import Act

_ACTS: Mapping[type[Event], str] = {
    TopicMoved: "topic_moved",
    TopicsMerged: "topics_merged",
    TopicsTakenApart: "topics_taken_apart",
    TopicSplit: "topic_split",
}


def note(facts: Sequence[Fact]) -> None:
    """Write one line per fact: who did what to whose topic, which is named by its number."""
    topics = [_topic_of(fact) for fact in facts]
    authors = dict(db.session.execute(select(Topic.id, Topic.author_id).where(Topic.id.in_(topics))).all())  # type: ignore[arg-type]
    db.session.add_all(
        Act(at=fact.at, by_id=fact.event.by, act=_ACTS[type(fact.event)], member_id=authors.get(topic), code=str(topic))
        for fact, topic in zip(facts, topics, strict=True)
    )


def _topic_of(fact: Fact) -> int:
    """Return the topic that lost or got its place: of two, the one that was merged or split off."""
    found: int = getattr(fact.event, "other_id", None) or fact.event.topic_id  # type: ignore[attr-defined]
    return found


TOPICS = Actor(name="moderation.topics", kinds=tuple(_ACTS), handle=note)
