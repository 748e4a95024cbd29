"""Moving: a moderator puts a topic on another board, where it has its readers from then on."""

from typing import Any

from sqlalchemy import update

from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.events import publish

from .. import rules
from ..events import TopicKindChanged, TopicMoved
from ..intake.counts import Counts
from ..models import Board, Post, Topic
from . import carrying
from .holding import alone


def move_topic(*, topic: Topic, board: Board, by: Viewer, kind: str = "") -> None:
    """Put the topic on `board`, as a question or a discussion; what was merged into it goes along."""
    rules.moderators_only(by)
    alone(topic)
    rules.may_put_on(board, by)
    if topic.merged_into_id:
        raise Refused("This topic was merged into another; please move that one.")
    if topic.board_id == board.id:
        raise Refused("This topic is on “%(board)s” already.", board=board.name)
    left = db.session.get_one(Board, topic.board_id)
    counts = Counts()
    shown = len([post for post in carrying.found(Post.topic_id == topic.id) if not post.hidden_at])
    for place, sign in ((left, -1), (board, 1)):
        counts.add(Board, place.id, topics=0 if topic.hidden_at else sign, posts=sign * shown)
    counts.reach(Board, board.id, topic.last_activity_at)
    topic.board_id = board.id
    topic.moved_from_id = None if topic.moved_from_id == board.id else left.id
    db.session.execute(update(Topic).where(Topic.merged_into_id == topic.id).values(board_id=board.id))
    publish(TopicMoved(topic_id=topic.id, board_id=board.id, from_board_id=left.id, by=by.member_id))
    _be(topic, rules.kind_on(board, kind or topic.kind), by)
    carrying.settle(counts, topic)
    carrying.last_said_on(left.id, topic.last_activity_at)
    for place in (left, board):
        db.session.refresh(place)


def _be(topic: Topic, kind: str, by: Viewer) -> None:
    """Let the topic ask or only talk from now on; an announcement stays one, and nothing becomes one."""
    if kind == topic.kind:
        return
    if "announcement" in (kind, topic.kind):
        raise Refused("An announcement stays one, and nothing becomes one.")
    topic.kind = kind
    changed: Any = {"topic_kind": kind}
    publish(TopicKindChanged(topic_id=topic.id, board_id=topic.board_id, by=by.member_id, **changed))
