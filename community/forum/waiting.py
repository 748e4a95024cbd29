"""Questions that wait for somebody: a member's own that are not solved, and those that nobody has answered."""

from datetime import timedelta

from sqlalchemy import Select, select

from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.db import db, table_of

from .models import Post, Topic
from .queries import topic_row, visible_topics
from .rows import TopicRow

ASKED_WITHIN = timedelta(days=30)
WRITES_ON = timedelta(days=90)  # a board is somebody's while they answered on it within
_TOPIC, _POST = table_of(Topic), table_of(Post)


def unsolved_of(viewer: Viewer, *, size: int) -> list[TopicRow]:
    """Return the viewer's own questions that are open and not solved, the latest first."""
    mine = (_TOPIC.c.author_id == viewer.member_id, _TOPIC.c.accepted == 0)
    return _rows(_open(viewer).where(*mine).order_by(_TOPIC.c.created_at.desc(), _TOPIC.c.id.desc()), size)


def unanswered(viewer: Viewer, *, size: int, on_own_boards: bool) -> list[TopicRow]:
    """Return the questions of the last 30 days without an answer, the longest wait first.

    With `on_own_boards`, only those on boards where the viewer answered within 90 days.
    """
    now = clock.now()
    query = _open(viewer).where(_TOPIC.c.replies == 0, _TOPIC.c.created_at > now - ASKED_WITHIN)
    if on_own_boards:
        wrote = select(_TOPIC.c.board_id).join(_POST, _POST.c.topic_id == _TOPIC.c.id)
        mine = (_POST.c.author_id == viewer.member_id, _POST.c.kind == "answer", _POST.c.created_at > now - WRITES_ON)
        query = query.where(_TOPIC.c.board_id.in_(wrote.where(*mine)))
    return _rows(query.order_by(_TOPIC.c.created_at, _TOPIC.c.id), size)


def _open(viewer: Viewer) -> Select[tuple[object, ...]]:
    shown = (_TOPIC.c.kind == "question", _TOPIC.c.closed_at.is_(None), _TOPIC.c.hidden_at.is_(None))
    return visible_topics(viewer).where(*shown)


def _rows(query: Select[tuple[object, ...]], size: int) -> list[TopicRow]:
    return [topic_row(row) for row in db.session.execute(query.limit(size))]
