"""The boards and tags that a member follows, as far as they may see them today, a page at a time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Select, exists, select

from community.kernel import paging
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.paging import Page

from . import addresses, queries, seeing
from .models import Board, Follow, Tag, Topic, TopicTag

PLACES_PER_PAGE = 30
Kind = Literal["board", "tag"]


@dataclass(frozen=True, kw_only=True)
class Place:
    """A board or a tag, as what can be followed; `word` names it in addresses."""

    kind: Kind
    id: int
    word: str

    @property
    def url(self) -> str:
        return addresses.board(self.word) if self.kind == "board" else addresses.tag(self.word)

    def act(self, name: str) -> str:
        """Return where one follows it, or follows it no longer."""
        return (addresses.board_act if self.kind == "board" else addresses.tag_act)(self.word, name)


@dataclass(frozen=True, kw_only=True)
class FollowedPlace(Place):
    """A place that the reader follows, and since when."""

    name: str
    description: str
    at: datetime

    @property
    def unfollow_url(self) -> str:
        return self.act("unfollow")


def followed_boards(viewer: Viewer, *, after: str | None = None, size: int = PLACES_PER_PAGE) -> Page[FollowedPlace]:
    """Return a page of the boards that the viewer follows, the latest first."""
    query = select(Follow.at, Board.id, Board.slug.label("word"), Board.name, Board.description)
    query = query.join(Board, Board.id == Follow.thing_id).where(seeing.seen_by(viewer))
    return _page("board", query, viewer, after, size)


def followed_tags(viewer: Viewer, *, after: str | None = None, size: int = PLACES_PER_PAGE) -> Page[FollowedPlace]:
    """Return a page of the tags that the viewer follows, the latest first; each stands on a topic that they see."""
    carried = queries.visible_topics(viewer, Topic.id).join(TopicTag, TopicTag.topic_id == Topic.id)
    carried = carried.where(TopicTag.tag_id == Tag.id).correlate(Tag)
    query = select(Follow.at, Tag.id, Tag.name.label("word"), Tag.name, Tag.description)
    query = query.join(Tag, Tag.id == Follow.thing_id).where(exists(carried))
    return _page("tag", query, viewer, after, size)


def _page(kind: Kind, query: Select[Any], viewer: Viewer, after: str | None, size: int) -> Page[FollowedPlace]:
    order: Any = (Follow.at, Follow.thing_id)
    query = query.where(Follow.member_id == viewer.member_id, Follow.kind == kind)
    if after:
        query = query.where(paging.after(order, after, descending=True))
    found = db.session.execute(query.order_by(*(column.desc() for column in order)).limit(size + 1)).mappings().all()
    page = paging.page_of(found, size, lambda row: (row["at"], row["id"]))
    return Page([FollowedPlace(kind=kind, **row) for row in page.rows], page.next_key)
