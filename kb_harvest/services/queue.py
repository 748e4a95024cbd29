"""The candidates' queue: set a topic aside with a reason, and take it back."""

from sqlalchemy import delete

from community.forum.models import Topic
from community.forum.rules import REASON_LENGTH, checked
from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.db import rows_changed, table_of, upsert
from community.kernel.errors import Refused
from community.kernel.events import publish

from ..events import TopicSetAside, TopicTakenBack
from ..models import SetAside
from .writing import drafters_only


def set_aside(*, topic: Topic, by: Viewer, reason: str) -> None:
    """Take a topic off the queue; a colleague who does so at the same moment is told."""
    drafters_only(by)
    kept = {"reason": checked(reason, REASON_LENGTH, "The reason")}
    row = {"topic_id": topic.id, "by_id": by.member_id, "at": clock.now(), **kept}
    if not rows_changed(upsert(SetAside).values(row).on_conflict_do_nothing(index_elements=["topic_id"])):
        raise Refused("This topic is set aside already.")
    publish(TopicSetAside(topic_id=topic.id, by=by.member_id))


def take_back(*, topic: Topic, by: Viewer) -> None:
    """Put a topic back onto the queue."""
    drafters_only(by)
    if not rows_changed(delete(table_of(SetAside)).where(SetAside.topic_id == topic.id)):
        raise Refused("This topic is not set aside.")
    publish(TopicTakenBack(topic_id=topic.id, by=by.member_id))
