"""Reads about topics that were moved, merged or split: what happened to one, and what a merge would do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, func, or_, select

from community.kernel.auth import NOBODY, Viewer
from community.kernel.db import db, table_of

from . import addresses, seeing
from .models import Board, Follow, Joined, Post, Topic
from .rows import Place, TopicRow

_TOPIC, _BOARD, _OPENING = table_of(Topic), table_of(Board), table_of(Joined)
_THIS = bindparam("topic")
# Built once: each topic page runs it, and to build it takes longer than to run it.
_RELATED = (
    select(
        *(_TOPIC.c[name] for name in ("id", "title", "slug", "merged_into_id", "split_from_id")),
        _OPENING.c.thing_id.label("opening_id"),
    )
    .join(_BOARD, _BOARD.c.id == _TOPIC.c.board_id)
    .outerjoin(_OPENING, (_OPENING.c.topic_id == _TOPIC.c.id) & (_OPENING.c.kind == "opening"))
    .where(seeing.seen_by(NOBODY), _TOPIC.c.hidden_at.is_(None))
    .where(
        or_(
            _TOPIC.c.merged_into_id == _THIS,
            _TOPIC.c.split_from_id == _THIS,
            _TOPIC.c.id == bindparam("split_from"),
        )
    )
    .order_by(_TOPIC.c.created_at, _TOPIC.c.id)
)


@dataclass(frozen=True, kw_only=True)
class MergedRow:
    """A topic that was merged into the one that is read, and the post that it began with."""

    id: int
    title: str
    opening_id: int

    @property
    def url(self) -> str:
        return addresses.post(self.opening_id)

    @property
    def part_url(self) -> str:
        return addresses.topic_act(self.id, "part")


@dataclass(frozen=True, kw_only=True)
class Past:
    """What moderators did with a topic, as far as its reader may see the other places."""

    moved_from: Place | None
    split_from: Place | None
    split_off: Sequence[Place]
    merged: Sequence[MergedRow]

    @property
    def moved_from_slug(self) -> str:
        """Return the part of the former board's address that names it."""
        return self.moved_from.url.rpartition("/")[2] if self.moved_from else ""

    @property
    def titles(self) -> Mapping[int, str]:
        """Return by post the title of the topic that it once began."""
        return {row.opening_id: row.title for row in self.merged}


@dataclass(frozen=True, kw_only=True)
class Merge:
    """What merging two topics would do."""

    keep: TopicRow
    drop: TopicRow
    posts: int
    followers: int


def past(topic: TopicRow, viewer: Viewer) -> Past:
    """Return what was done with the topic; a split that was merged back is as if it had not been."""
    values = {"topic": topic.id, "split_from": topic.split_from_id, **seeing.values(viewer)}
    rows = db.session.execute(_RELATED, values).all()
    merged = [row for row in rows if row.merged_into_id == topic.id and row.split_from_id != topic.id]
    others = [row for row in rows if not row.merged_into_id]
    from_ = [_place(row) for row in others if row.id == topic.split_from_id]
    return Past(
        moved_from=_board(topic.moved_from_id, viewer) if topic.moved_from_id else None,
        split_from=from_[0] if from_ else None,
        split_off=[_place(row) for row in others if row.split_from_id == topic.id],
        merged=[MergedRow(id=row.id, title=row.title, opening_id=row.opening_id) for row in merged],
    )


def merge_of(one: TopicRow, other: TopicRow) -> Merge:
    """Return what merging the two would do: the older one stays."""
    keep, drop = sorted((one, other), key=lambda topic: (topic.created_at, topic.id))
    posts = select(func.count()).select_from(Post).where(Post.topic_id == drop.id).scalar_subquery()
    here = select(Follow.member_id).where(Follow.kind == "topic", Follow.thing_id == keep.id)
    new = (Follow.kind == "topic", Follow.thing_id == drop.id, Follow.member_id.not_in(here))
    followers = select(func.count()).select_from(Follow).where(*new).scalar_subquery()
    numbers = db.session.execute(select(posts, followers)).one()
    return Merge(keep=keep, drop=drop, posts=numbers[0], followers=numbers[1])


def _board(board_id: int, viewer: Viewer) -> Place | None:
    seen = select(Board.name, Board.slug).where(Board.id == board_id, seeing.seen_by(viewer))
    row = db.session.execute(seen).one_or_none()
    return Place(row.name, addresses.board(row.slug)) if row else None


def _place(row: Any) -> Place:
    return Place(row.title, addresses.topic(row.id, row.slug))
