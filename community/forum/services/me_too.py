"""Me too: how many people beside the asker have the problem of a question."""

from sqlalchemy import delete

from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.db import rows_changed, table_of, upsert
from community.kernel.errors import Refused
from community.kernel.events import publish

from ..events import MeTooSaid, MeTooWithdrawn
from ..models import MeToo, Topic
from .counters import count
from .holding import present


def say_me_too(*, topic: Topic, by: Viewer) -> None:
    """Say that one has the same problem; saying it twice changes nothing."""
    topic = present(topic)
    if topic.kind != "question":
        raise Refused("Only a question can be somebody else's too.")
    if topic.author_id == by.member_id:
        raise Refused("This is your own question; you are counted already.")
    row = {"topic_id": topic.id, "member_id": by.member_id, "at": clock.now()}
    if rows_changed(upsert(MeToo).values(row).on_conflict_do_nothing()):
        count(Topic, topic.id, me_too=1)
        publish(MeTooSaid(**_about(topic), by=by.member_id))


def withdraw_me_too(*, topic: Topic, by: Viewer) -> None:
    """Take it back."""
    topic = present(topic)
    mine = (MeToo.topic_id == topic.id, MeToo.member_id == by.member_id)
    if rows_changed(delete(table_of(MeToo)).where(*mine)):
        count(Topic, topic.id, me_too=-1)
        publish(MeTooWithdrawn(**_about(topic), by=by.member_id))


def _about(topic: Topic) -> dict[str, int | None]:
    return {"topic_id": topic.id, "board_id": topic.board_id, "asker_id": topic.author_id}
