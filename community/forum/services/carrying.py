"""Posts that go from one topic to another, with everything that counts them. Both topics are held alone."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, update

from community.accounts.models import Member
from community.kernel.db import db

from ..intake.counts import Counts
from ..models import Board, Post, Topic

_COLUMNS: tuple[Any, ...] = (Post.id, Post.kind, Post.author_id, Post.accepted_at, Post.hidden_at, Post.created_at)


def found(*conditions: ColumnElement[bool]) -> Sequence[Any]:
    """Return posts as they are carried: ids and what is counted of them, in the order of time."""
    db.session.flush()
    return db.session.execute(select(*_COLUMNS).where(*conditions).order_by(Post.created_at, Post.id)).all()


def with_comments(topic: Topic, ids: Sequence[int]) -> Sequence[Any]:
    """Return those of these posts that stand in the topic, and the comments under them."""
    return found(Post.topic_id == topic.id, or_(Post.id.in_(ids), Post.parent_id.in_(ids)))


def carry(posts: Sequence[Any], counts: Counts, *, source: Topic, target: Topic) -> None:
    """Let the posts stand in `target`, and note what that changes."""
    db.session.execute(_these(post.id for post in posts).values(topic_id=target.id))
    shown = [post for post in posts if not post.hidden_at]
    replies = sum(post.kind == "answer" for post in shown)
    accepted = [post for post in shown if post.accepted_at]
    for topic, sign in ((source, -1), (target, 1)):
        counts.add(Topic, topic.id, replies=sign * replies, accepted=sign * len(accepted))
    for topic, sign in ((source, -1), (target, 1)):
        counts.add(Board, topic.board_id, posts=sign * len(shown))
    for post in accepted:  # what somebody accepts of their own is no help to others
        change = (post.author_id != target.author_id) - (post.author_id != source.author_id)
        counts.add(Member, post.author_id, accepted=change)


def open_with(post: Any, counts: Counts, topic: Topic) -> None:
    """Let an answer, carried already, be the opening of its topic."""
    _turn(post, counts, topic, "opening", -1)
    counts.add(Board, topic.board_id, topics=int(not post.hidden_at))


def answer_with(post: Any, counts: Counts, topic: Topic, left: Topic) -> None:
    """Let the opening of the topic that it `left` be an answer where it was carried to."""
    _turn(post, counts, topic, "answer", 1)
    counts.add(Board, left.board_id, topics=-int(not post.hidden_at))


def _turn(post: Any, counts: Counts, topic: Topic, kind: str, sign: int) -> None:
    shown = sign * int(not post.hidden_at)
    db.session.execute(_these([post.id]).values(kind=kind))
    counts.add(Topic, topic.id, replies=shown)
    counts.add(Member, post.author_id, replies=shown, topics=-shown)


def settle(counts: Counts, *topics: Topic) -> None:
    """Write the counters, and read the topics anew."""
    db.session.flush()
    counts.write()
    for topic in topics:
        db.session.refresh(topic)


def last_said(topic: Topic, gone: Sequence[Any]) -> None:
    """Set back when something was last said in the topic, if that was said in the posts that are gone."""
    rest = [post.created_at for post in found(Post.topic_id == topic.id)]
    if gone and rest and max(post.created_at for post in gone) >= topic.last_activity_at:
        topic.last_activity_at = max(rest)


def last_said_on(board_id: int, gone: datetime) -> None:
    """Set back when something was last said on a board, if that was said at the moment that is `gone`."""
    rest = select(func.max(Topic.last_activity_at)).where(Topic.board_id == board_id, Topic.merged_into_id.is_(None))
    was_last = (Board.id == board_id, Board.last_activity_at <= gone)
    change = update(Board).where(*was_last).values(last_activity_at=rest.scalar_subquery())
    db.session.execute(change.execution_options(synchronize_session=False))


def _these(ids: Any) -> Any:
    return update(Post).where(Post.id.in_(list(ids))).execution_options(synchronize_session=False)
