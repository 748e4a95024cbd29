"""What a digest says beside the notices, or where there are none: the topics people thanked for most."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import desc, or_, select

from community.forum import queries as forum
from community.forum.models import Follow, Topic
from community.forum.rows import TopicRow
from community.kernel.auth import Viewer
from community.kernel.db import db

from .models import Bundle, Mute

MOST_TOPICS = 5
MOST_RANKED = 50  # of which a reader's own and muted ones are left out
MOST_KEPT = 200  # rankings: kinds of readers, times when digests are due
_LOOKS_BACK = {"daily": timedelta(days=1), "weekly": timedelta(weeks=1)}
_BEST_FIRST = (desc(Topic.kudos), desc(Topic.replies), desc(Topic.id))


class Ranking:
    """The best topics of digests that leave together: worked out once for all who see the same boards."""

    def __init__(self) -> None:
        self._known: dict[tuple[frozenset[str], datetime], Sequence[int]] = {}

    def best(self, since: datetime, viewer: Viewer) -> Sequence[int]:
        """Return the topics begun since then on boards that the viewer sees, the best first."""
        key = (viewer.scopes, since)
        if key not in self._known:
            if len(self._known) >= MOST_KEPT:
                self._known.clear()
            new = forum.visible_topics(viewer, Topic.id).where(Topic.created_at > since, Topic.hidden_at.is_(None))
            self._known[key] = db.session.scalars(new.order_by(*_BEST_FIRST).limit(MOST_RANKED)).all()
        return self._known[key]


def top_topics(bundle: Bundle, viewer: Viewer) -> Sequence[TopicRow]:
    """Return the topics begun in the digest's time on boards that its reader follows, or on which they follow one."""
    mine = select(Follow.thing_id).where(Follow.member_id == viewer.member_id)
    followed = mine.where(Follow.kind == "board")
    lived_on = select(Topic.board_id).where(Topic.id.in_(mine.where(Follow.kind == "topic")))
    here = or_(Topic.board_id.in_(followed), Topic.board_id.in_(lived_on))
    return _wanted(viewer, here, Topic.created_at > bundle.due_at - _LOOKS_BACK[bundle.way])


def top_of_all(bundle: Bundle, viewer: Viewer, ranking: Ranking) -> Sequence[TopicRow]:
    """Return the best topics begun in the digest's time on all boards that its reader sees when it leaves."""
    best = ranking.best(bundle.due_at - _LOOKS_BACK[bundle.way], viewer)
    return _wanted(viewer, Topic.id.in_(best)) if best else ()


def _wanted(viewer: Viewer, *which: Any) -> Sequence[TopicRow]:
    """Return the best of these topics that their reader may see, did not write and did not mute."""
    muted = select(Mute.thing_id).where(Mute.member_id == viewer.member_id, Mute.kind == "topic")
    query = forum.visible_topics(viewer).where(
        *which,
        Topic.hidden_at.is_(None),
        Topic.author_id.is_distinct_from(viewer.member_id),
        Topic.id.not_in(muted),
    )
    return [forum.topic_row(row) for row in db.session.execute(query.order_by(*_BEST_FIRST).limit(MOST_TOPICS))]
